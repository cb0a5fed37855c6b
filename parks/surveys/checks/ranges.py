"""Plausible values: nothing negative, years and dates in their range, texts that fit."""

from collections.abc import Iterator

import pandas as pd

from parks.surveys.checks.context import Context
from parks.surveys.columns import fields
from parks.surveys.issues import Issue, Rule, Severity

NEGATIVE = Rule("value.negative", Severity.MUST_FIX, "“{label}”不能为负数", "{label} cannot be negative")
RANGE = Rule(
    "value.out-of-range", Severity.MUST_FIX,
    "“{label}”应在 {low}–{high} 之间",
    "{label} should lie between {low} and {high}",
)  # fmt: skip
WHOLE = Rule("value.not-whole", Severity.MUST_FIX, "“{label}”应为整数", "{label} should be a whole number")
FUTURE = Rule("value.future-date", Severity.MUST_FIX, "“{label}”晚于今天", "{label} lies in the future")
LONG = Rule(
    "text.too-long", Severity.MUST_FIX,
    "“{label}”超过 {limit} 个字",
    "{label} is longer than {limit} characters",
)  # fmt: skip
EARLIEST = 1949
STOREYS = (0, 120)


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    limits = {"built_year": (EARLIEST, context.known.today.year), "storeys": STOREYS}
    for name, spec in fields().items():
        if name not in sheet.headers:
            continue
        column, places = sheet.values[name], {"label": spec.label}
        if spec.kind in ("number", "area", "whole"):
            yield from _at(sheet.headers[name], NEGATIVE, column[column < 0], places)
        if spec.kind == "whole":
            yield from _at(sheet.headers[name], WHOLE, column[(column % 1).fillna(0) != 0], places)
            low, high = limits[name]
            outside = column[(column >= 0) & ~column.between(low, high)]
            yield from _at(sheet.headers[name], RANGE, outside, {**places, "low": low, "high": high})
        if spec.kind == "date":
            yield from _dates(sheet.headers[name], column, context, places)
        if spec.kind == "text" and spec.length and name != "code":
            long = column[column.str.len().fillna(0) > spec.length]
            yield from _at(sheet.headers[name], LONG, long, {**places, "limit": spec.length})


def _dates(header: str, column: pd.Series, context: Context, places: dict[str, str]) -> Iterator[Issue]:
    today, days = context.known.today, column.dropna().unique()
    future = column[column.isin([d for d in days if d > today])]
    yield from _at(header, FUTURE, future, places)
    early = column[column.isin([d for d in days if d.year < EARLIEST])]
    yield from _at(header, RANGE, early, {**places, "low": EARLIEST, "high": today.year})


def _at(
    header: str, rule: Rule, cells: pd.Series, places: dict[str, object] | dict[str, str]
) -> Iterator[Issue]:
    return (rule.at(row, header, value, **places) for row, value in cells.items())
