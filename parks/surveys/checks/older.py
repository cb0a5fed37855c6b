"""A survey older than the one stored, which it would write over."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

OLDER = Rule(
    "survey.older",
    Severity.NEEDS_REASON,
    "测量日期 {now} 早于库中此宗地的 {stored}",
    "Surveyed on {now}, before the stored parcel's {stored}",
)


def check(context: Context) -> Iterator[Issue]:
    if context.known.parcels.empty or "surveyed_on" not in context.sheet.headers:
        return
    dates, at = context.sheet.values["surveyed_on"].to_numpy(dtype=object), context.stored
    stored = context.known.parcels["surveyed_on"].to_numpy(dtype=object)[at]
    both = np.flatnonzero((at != NOWHERE) & ~pd.isna(dates) & ~pd.isna(stored))
    for i in both[np.asarray(dates[both] < stored[both], dtype=bool)]:
        header = context.sheet.header("surveyed_on")
        yield OLDER.at(context.sheet.rows[i], header, dates[i], now=dates[i], stored=stored[i])
