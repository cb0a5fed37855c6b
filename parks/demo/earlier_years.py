"""Parcel figures of the two years before (三年平均), grown backwards from the latest."""

import numpy as np
import pandas as pd

from parks.demo import gaps
from parks.demo.figures import SUMS, YEAR
from parks.demo.value_added import GAPS

YEARS = 2


def of_parcels(latest: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """All of them were uploaded and none falsified: what is forced is a matter of the evaluation year."""
    parts, table = [], latest.assign(uploaded=True, falsified=False)
    for before in range(1, YEARS + 1):
        growth = np.clip(1 + rng.normal(0.03, 0.12, len(table)), 0.6, 1.6)
        table = table.assign(
            **{column: (table[column] / growth).round() for column in SUMS if column != "recognitions"}
        )
        parts.append(table.assign(parcel=table.index, year=YEAR - before))
    rows = pd.concat(parts, ignore_index=True)
    gaps.blank(rows, gaps.YEAR_GAPS | GAPS, rng)
    rows["status"] = gaps.statuses(len(rows), rng)
    return rows
