"""Renewal schemes (改造方案) of a few parks: vertical factories (工业上楼) by every path, and pilots (试点)."""

import numpy as np
import pandas as pd

from parks.demo import gaps
from parks.demo.conditions import AS_OF
from parks.demo.industries import LEADING_EVERYWHERE, OTHER

SHARE, PILOTS, GAP = 0.03, 0.45, 0.05
PATHS = ["urban_renewal", "capacity_raise", "new_supply_listing", "new_supply_agreement", "land_preparation"]
SUITABILITY = ["light_load", "small_volume", "advanced_process", "low_pollution", "rd_coupling"]


def plan(parks: pd.DataFrame, existing_gfa_m2: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """`existing_gfa_m2`: floor area of each park as built today."""
    chosen = np.sort(rng.choice(len(parks), max(3, round(SHARE * len(parks))), replace=False))
    area = parks["area_m2"].to_numpy()[chosen]
    existing = existing_gfa_m2.reindex(chosen, fill_value=0.0).to_numpy()
    table = pd.concat([_building(area, existing, rng), _terms(len(chosen), rng)], axis=1)
    table["contiguous_m2"] = (area * rng.uniform(0.7, 1.8, len(chosen))).round()
    table["handover_m2"] = np.where(
        table["path"] == "land_preparation", (area * rng.uniform(0.1, 2.5, len(chosen))).round(), np.nan
    )
    gaps.blank(table, dict.fromkeys([str(c) for c in table if c not in ("pilot", "path")], GAP), rng)
    return table.assign(park=chosen, as_of=AS_OF, status=gaps.statuses(len(chosen), rng))


def _building(area: np.ndarray, existing: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    count = len(area)
    far = rng.choice([2.0, 2.5, 3.0, 3.5, 4.5, 6.5, 7.0], count).astype(float)
    factory_share = rng.uniform(0.45, 0.95, count).round(2)
    return pd.DataFrame(
        {
            "far": far,
            "factory_share": factory_share,
            "factory_gfa_m2": (area * far * factory_share).round(),
            "existing_factory_gfa_m2": (existing * rng.uniform(0.7, 1, count)).round(),
            "housing_share": ((1 - factory_share) * rng.uniform(0, 0.9, count)).round(2),
            "dormitory_share": rng.choice([0.0, 0.03, 0.05, 0.08, 0.12], count),
            "schools_provided": rng.random(count) < 0.6,
        }
    )


def _terms(count: int, rng: np.random.Generator) -> pd.DataFrame:
    pilot = rng.random(count) < PILOTS
    tax = np.where(pilot, rng.uniform(32, 95, count), rng.uniform(20, 65, count)).round(1)
    flags = {f"suits_{name}": rng.random(count) < 0.65 for name in SUITABILITY}
    return pd.DataFrame(
        {
            "pilot": pilot,
            "supervision_agreement": rng.random(count) < np.where(pilot, 0.8, 0.25),
            "agreed_tax_yuan_per_mu": np.where(rng.random(count) < 0.4, tax * 1e4, np.nan),
            "industry": rng.choice([*OTHER, *LEADING_EVERYWHERE], count),
            "path": rng.choice(PATHS, count),
            "irr": rng.normal(0.047, 0.012, count).clip(-0.02, 0.12).round(4),
            "self_hold_share": rng.choice([0.5, 0.67, 0.7, 0.8, 1.0], count),
            "rent_yuan_m2_month": rng.normal(31, 6, count).clip(12, 60).round(1),
            "rent_growth": rng.choice([0.0, 0.02, 0.03, 0.05, 0.06], count),
            "term_years": rng.choice([20.0, 30.0, 50.0], count, p=[0.2, 0.2, 0.6]),
            "listed_industry": rng.random(count) < 0.7,
            "land_scarce": rng.random(count) < 0.75,
            "investment_yuan_per_mu": (rng.lognormal(6.1, 0.35, count).round() * 1e4),
            "output_yuan_per_mu": (rng.lognormal(6.7, 0.4, count).round() * 1e4),
            "tax_yuan_per_mu": tax * 1e4,
            **flags,
        }
    )
