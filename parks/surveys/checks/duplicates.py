"""宗地代码 and shapes that appear more than once in the file; and rows that are suspiciously alike under two codes."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

BEYOND_MEASURE_M2 = 1e12
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


ALIKE = Rule(
    "duplicate.alike", Severity.NOTE,
    "权利人、宗地面积和坐落都与第 {other} 行相同而宗地代码不同，请留意是否重复录入",
    "Owner, declared area and address are those of row {other}, under another code; perhaps the same parcel twice",
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
    yield from _alike(context)


def _alike(context: Context) -> Iterator[Issue]:
    """New parcels of the same owner and declared area at the same address; where no address is given, only with an area that is
    not a round one, as many lots of a village are of the same size."""
    sheet, names = context.sheet, ["owner_name", "declared_area_m2", "address"]
    # an area beyond all measure is an issue of its own and would overflow here
    areas = sheet.values["declared_area_m2"]
    told = sheet.values[names].assign(declared_area_m2=areas.where(areas < BEYOND_MEASURE_M2).round(2))
    plain = (told["declared_area_m2"] % 1 == 0) & told["address"].isna()
    single = ~sheet.values["code"].duplicated(keep=False).to_numpy() & (context.twin_of == NOWHERE)
    told = told[told["owner_name"].notna() & (told["declared_area_m2"] > 0) & ~plain & single]
    alike = told[told.duplicated(keep=False)]
    new = set(sheet.rows[(context.stored == NOWHERE) & ~context.hidden])
    for _, rows in alike.groupby(names, sort=False, dropna=False).groups.items():
        first = next((row for row in rows if row not in new), rows[0])
        yield from (ALIKE.at(row, other=first) for row in rows if row in new and row != first)
