"""Agreements, idle land and inefficient land (监管协议, 闲置, 低效) of some parcels; every document is marked 示例."""

import numpy as np
import pandas as pd

from parks.demo import gaps
from parks.demo.arrays import Bools, Floats, Ints
from parks.demo.conditions import AS_OF
from parks.demo.figures import MU_M2

AGREEMENTS_SINCE, AGREEMENT_SHARE, GAP = 2007, 0.10, 0.03
IDLE_PARCELS = 40
DESIGNATED, EXEMPT = 0.006, 0.25
RELIEF_SHARE = 0.06


def agreements(lots: pd.DataFrame, figures: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Of about a tenth of the parcels granted since 2007: most promised what they now yield, some far more."""
    since = (pd.to_numeric(lots["granted_year"]) >= AGREEMENTS_SINCE).to_numpy()
    parcel = np.flatnonzero(since & (rng.random(len(lots)) < AGREEMENT_SHARE))
    count = len(parcel)
    kind = rng.choice(["explicit", "expected", "none"], count, p=[0.5, 0.3, 0.2])
    output, tax = (_per_mu(lots, figures, column, parcel) for column in ("output_yuan", "tax_yuan"))
    ratio, agreed = rng.lognormal(0.1, 0.45, count), kind != "none"
    mu = lots["area_m2"].to_numpy()[parcel] / MU_M2
    invested = mu * rng.lognormal(5.2, 0.5, count) * 1e4
    relieved = agreed & (rng.random(count) < RELIEF_SHARE)
    table = pd.DataFrame(
        {
            "kind": kind,
            "output_yuan_per_mu": _agreed(output, 40e4, ratio, agreed),
            "tax_yuan_per_mu": _agreed(tax, 2e4, ratio, agreed),
            "investment_yuan_per_mu": np.where(
                agreed, (invested / mu * rng.uniform(0.8, 1.3, count)).round(-4), np.nan
            ),
            "invested_yuan": invested.round(-3),
            "relief_share": np.where(relieved, rng.choice([0.6, 0.7, 0.8], count), np.nan),
            "rectified": _known(rng.random(count) < 0.3, rng.random(count) < 0.5),
            "ever_performed": rng.random(count) < 0.9,
            "in_production": output > 0,
            "self_use_share": rng.beta(3, 1.5, count).round(2),
        }
    )
    gaps.blank(table, dict.fromkeys([str(c) for c in table if c not in ("kind", "relief_share")], GAP), rng)
    number = pd.Series(np.arange(1, count + 1)).astype(str)
    table["document"] = ("示例协议第" + number + "号").where(agreed, "")
    table["relief_document"] = ("示例批复第" + number + "号").where(relieved, "")
    return _dated(table, parcel, rng)


def idle(lots: pd.DataFrame, figures: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A few state parcels without output: collective land is never idle in the law's sense (闲置土地处置只及国有土地)."""
    empty = (lots["tenure"] == "state").to_numpy() & (figures["output_yuan"].to_numpy() == 0)
    found = np.flatnonzero(empty)
    parcel = np.sort(rng.permutation(found)[:IDLE_PARCELS])
    count = len(parcel)
    started = rng.random(count) < 0.4
    stopped = started & (rng.random(count) < 0.7)
    late = np.datetime64("2025-09-30") - rng.integers(60, 2_200, count)
    halted = np.datetime64("2025-09-30") - rng.integers(30, 1_400, count)
    price = lots["area_m2"].to_numpy()[parcel] / MU_M2 * rng.uniform(40, 90, count) * 1e4
    table = pd.DataFrame(
        {
            "cause": rng.choice(["government", "enterprise"], count, p=[0.35, 0.65]),
            "agreed_start": late.astype(str),
            "construction_started": started,
            "started_share": np.where(started, rng.beta(1.5, 3, count).round(2), 0.0),
            "invested_share": np.where(started, rng.beta(1.5, 4, count).round(2), 0.0),
            "work_stopped": _known(started, stopped),
            "stopped_on": pd.Series(halted.astype(str)).where(stopped, None),
            "hoarding": rng.random(count) < 0.1,
            "land_price_yuan": price.round(-3),
        }
    )
    dated = _dated(table, parcel, rng)
    loss = dated["land_price_yuan"] * rng.uniform(0.01, 0.08, count)
    return dated.assign(direct_loss_yuan=loss.round(-3).where(dated["cause"] == "government"))


def inefficient(lots: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Designated parcels; some with a ground of exemption, not each of them documented in full."""
    parcel = np.flatnonzero(rng.random(len(lots)) < DESIGNATED)
    count = len(parcel)
    grounds = ["strategic_project", "chain_leader", "penalty_paid", "government_confirmed"]
    exempt = rng.random(count) < EXEMPT
    complete = exempt & (rng.random(count) < 0.7)
    number = pd.Series(np.arange(1, count + 1)).astype(str)
    table = pd.DataFrame(
        {
            "designated": rng.random(count) < 0.85,
            "exemption": np.where(exempt, rng.choice(grounds, count), "none"),
            "exemption_document": ("示例函第" + number + "号").where(exempt, ""),
            "reviewer": np.where(complete, "示例审核人", ""),
            "reviewed_on": pd.Series(["2025-05-20"] * count).where(complete, None),
            "illegal_use": rng.random(count) < 0.12,
            "exit": rng.choice(
                ["none", "buy_back", "industrial_renewal", "joint_development"],
                count,
                p=[0.7, 0.1, 0.12, 0.08],
            ),
        }
    )
    return _dated(table, parcel, rng)


def _per_mu(lots: pd.DataFrame, figures: pd.DataFrame, column: str, parcel: Ints) -> Floats:
    mu = lots["area_m2"].to_numpy()[parcel] / MU_M2
    return np.asarray(figures[column].to_numpy()[parcel] / mu)


def _agreed(actual: Floats, floor: float, ratio: Floats, agreed: Bools) -> Floats:
    return np.where(agreed, (np.maximum(actual, floor) * ratio).round(-3), np.nan)


def _known(known: Bools, values: Bools) -> pd.Series:
    return pd.Series(values, dtype=object).where(known, None)


def _dated(table: pd.DataFrame, parcel: Ints, rng: np.random.Generator) -> pd.DataFrame:
    return table.assign(parcel=parcel, as_of=AS_OF, status=gaps.statuses(len(table), rng))
