"""What real records are like: some values missing, some imputed (推算), some only reported (申报)."""

import numpy as np
import pandas as pd

from parks.demo.arrays import Bools, Texts

IMPUTED, REPORTED = 0.12, 0.43
CONDITION_GAP = 0.028
YEAR_GAPS = {
    "output_yuan": 0.012, "tax_yuan": 0.012, "employees": 0.04, "energy_tce": 0.06, "rd_yuan": 0.02,
    "upgrade_yuan": 0.02, "investment_yuan": 0.10, "recognitions": 0.01,
}  # fmt: skip
MONEY = ("output_yuan", "tax_yuan")
MONEY_KNOWN_FROM_M2 = 50_000.0
KEPT_IN_POOR_RECORDS = ["metro_distance_m", "centre_distance_m", "industrial_nearby_m2", "in_block_share"]
BUILDING_GAPS = {"footprint_m2": 0.03, "storeys": 0.03, "built_year": 0.06}


def statuses(count: int, rng: np.random.Generator) -> Texts:
    shares = [1 - IMPUTED - REPORTED, REPORTED, IMPUTED]
    return rng.choice(["verified", "reported", "imputed"], count, p=shares)


def blank(
    table: pd.DataFrame, shares: dict[str, float], rng: np.random.Generator, kept: Bools | None = None
) -> None:
    """Scattered gaps; the money of `kept` rows stays, so that a few large parks do not move the city's figures."""
    for column, share in shares.items():
        stays = rng.random(len(table)) >= share
        if kept is not None and column in MONEY:
            stays |= kept
        table[column] = table[column].astype(object).where(stays, None)


def blank_conditions(table: pd.DataFrame, poor: Bools, keep: Bools, rng: np.random.Generator) -> None:
    """Scattered gaps, and a few parks of which hardly more than the place is known."""
    facts = [column for column in table if column not in ("as_of", "park", "status")]
    for column in facts:
        gone = rng.random(len(table)) < CONDITION_GAP
        if column not in KEPT_IN_POOR_RECORDS:
            gone |= poor & (rng.random(len(table)) < 0.9)
        table[column] = table[column].astype(object).where(~gone | keep, None)
