"""宗地代码 and shapes that appear more than once in the file."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

DUPLICATE = Rule(
    "duplicate.in-file", Severity.MUST_FIX,
    "宗地代码在文件中重复，第 {rows} 行相同",
    "The parcel code appears more than once: rows {rows}",
)  # fmt: skip


SHAPE = Rule(
    "duplicate.shape", Severity.MUST_FIX,
    "图形与第 {other} 行完全相同",
    "The shape is the very same as that of row {other}",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    codes = sheet.values["code"].dropna()
    number, _ = pd.factorize(codes)
    repeated = codes[np.bincount(number)[number] > 1]
    for code, rows in repeated.groupby(repeated, sort=False).groups.items():
        listed = "、".join(str(r) for r in rows[:8]) + ("…" if len(rows) > 8 else "")
        yield from (DUPLICATE.at(row, sheet.header("code"), code, rows=listed) for row in rows)
    for i in np.flatnonzero(context.twin_of != NOWHERE):
        yield SHAPE.at(sheet.rows[i], other=sheet.rows[context.twin_of[i]])
