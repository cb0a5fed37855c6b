"""How each park stands (园区属性与现状): renewal so far, deciders, diagnosis, housing, urban village; leaning on what is known."""

import numpy as np
import pandas as pd

from parks.demo import gaps
from parks.demo.arrays import Bools, Floats
from parks.demo.conditions import AS_OF

GAP = 0.04


def describe(parks: pd.DataFrame, conditions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One row a park with a decent record; `conditions` as they are recorded, with their gaps."""
    table = pd.concat(
        [
            _renewal(parks, rng),
            _deciders(parks, conditions, rng),
            _diagnosis(parks, rng),
            _urban_village(conditions, rng),
        ],
        axis=1,
    )
    gaps.blank(table, dict.fromkeys([str(c) for c in table if c != "renewal_status"], GAP), rng)
    table = table.assign(park=np.arange(len(parks)), as_of=AS_OF, status=gaps.statuses(len(parks), rng))
    return table[~parks["poor_record"].to_numpy()].reset_index(drop=True)


def _renewal(parks: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = len(parks)
    status = rng.choice(["none", "under_way", "done"], count, p=[0.93, 0.04, 0.03])
    renewed = status != "none"
    year = np.where(status == "done", rng.integers(2010, 2022, count), rng.integers(2019, 2026, count))
    use = rng.choice(["industrial", "new_industry", "creative", "other"], count, p=[0.55, 0.28, 0.13, 0.04])
    return pd.DataFrame(
        {
            "historic_industrial_use": rng.random(count) < 0.98,
            "renewal_status": status,
            "renewal_start_year": pd.Series(year).where(renewed),
            "renewal_use": pd.Series(use).where(renewed),
        }
    )


def _deciders(parks: pd.DataFrame, conditions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = len(parks)
    quality, inner = parks["quality"].to_numpy(), parks["inner"].to_numpy()
    planned, overlap = (
        pd.to_numeric(conditions[column]).fillna(0.5).to_numpy()
        for column in ("planned_industrial_share", "urban_village_overlap_share")
    )
    platform, core = (_true(conditions[column]) for column in ("on_platform", "core_location"))
    return pd.DataFrame(
        {
            "rebuild_blocked": rng.random(count) < 0.15 + 0.4 * (planned < 0.5),
            "industry_chain": rng.random(count) < _chance(0.2 + 0.5 * quality),
            "skilled_operator": rng.random(count) < _chance(-2.0 + 0.6 * quality + 1.2 * inner),
            "land_route": rng.choice(
                ["transfer", "to_state", "consolidation", "none"], count, p=[0.3, 0.2, 0.15, 0.35]
            ),
            "mixed_with_old_village": rng.random(count) < 0.08 + 0.7 * overlap,
            "housing_needed": rng.random(count) < 0.15 + 0.3 * inner,
            "onsite_housing": rng.random(count) < 0.18,
            "cluster_housing": rng.random(count) < 0.45 + 0.2 * inner,
            "tax_class": np.select(
                [platform & core, platform], ["core", "one_zone_many_parks"], "other_towns"
            ),
        }
    )


def _diagnosis(parks: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = len(parks)
    quality, inner = parks["quality"].to_numpy(), parks["inner"].to_numpy()
    return pd.DataFrame(
        {
            "assembly_cost_yuan_per_mu": _price(55 + 110 * inner, 0.35, rng),
            "industrial_land_price_yuan_per_mu": _price(45 + 80 * inner, 0.15, rng),
            "rent_only": (parks["tenure"].to_numpy() == "collective") | (rng.random(count) < 0.2),
            "area_vacancy_share": rng.beta(2.2, 6, count).round(3),
            "relocation_plan": rng.random(count) < 0.22,
            "own_leasing": rng.random(count) < _chance(-0.2 + 0.5 * quality),
            "fire_accepted": rng.random(count) < _chance(-0.5 + 0.8 * quality),
            "permitted_rebuild": rng.random(count) < _chance(-0.9 + 0.6 * quality),
        }
    )


def _urban_village(conditions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Only of parks inside a plan is it known how the village stands."""
    count, planned = len(conditions), _true(conditions["in_urban_village_plan"])
    feasibility = rng.choice(["feasible", "between", "infeasible"], count, p=[0.4, 0.35, 0.25])
    land = rng.choice(["all_state", "mostly_state", "unprocessed"], count, p=[0.2, 0.35, 0.45])
    return pd.DataFrame(
        {
            "within_growth_boundary": rng.random(count) < 0.94,
            "village_feasibility": pd.Series(feasibility).where(planned),
            "village_land": pd.Series(land).where(planned),
        }
    )


def _price(wan_yuan: Floats, spread: float, rng: np.random.Generator) -> Floats:
    return np.asarray((wan_yuan * rng.lognormal(0, spread, len(wan_yuan))).round(1) * 1e4)


def _chance(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))


def _true(values: pd.Series) -> Bools:
    """Unknown is not true."""
    return np.array([value is not None and bool(value) for value in values], dtype=bool)
