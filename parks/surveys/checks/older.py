"""A survey older than the one stored, which it would write over."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

OLDER = Rule(
    "survey.older",
    Severity.NEEDS_REASON,
    "测量日期 {now} 早于库中此宗地的 {stored}",
    "Surveyed on {now}, before the stored parcel's {stored}",
)


def check(context: Context) -> Iterator[Issue]:
    dates, stored = (
        context.sheet.values["surveyed_on"].to_numpy(dtype=object),
        context.of_stored("surveyed_on"),
    )
    both = np.flatnonzero(~pd.isna(dates) & ~pd.isna(stored))
    header = context.sheet.header("surveyed_on")
    for i in both[np.asarray(dates[both] < stored[both], dtype=bool)]:
        yield OLDER.at(context.sheet.rows[i], header, dates[i], now=dates[i], stored=stored[i])
