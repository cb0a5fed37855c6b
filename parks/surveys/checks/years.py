"""建成年份 and 测量日期 beside each other, and beside what “2009 年前” and “2009 年后” say."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.building_facts import PARTS
from parks.surveys.checks.context import Context
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

AFTER_SURVEY = Rule(
    "built-year.after-survey", Severity.NEEDS_REASON,
    "建成年份 {built} 晚于测量日期 {surveyed}",
    "Built in {built}, after the survey of {surveyed}",
)  # fmt: skip
LEGALITY = Rule(
    "built-year.legality", Severity.NEEDS_REASON,
    "建成年份 {built} 与“{label}”不符（以 2009 年底为界）",
    "Built in {built}, which contradicts {label} (the end of 2009 divides them)",
)  # fmt: skip
EARLY = Rule(
    "survey.early", Severity.NEEDS_REASON,
    "测量日期 {surveyed} 早于 {since:.0f} 年",
    "Surveyed on {surveyed}, before {since:.0f}",
)  # fmt: skip
LAST_OF_PRE2009 = 2009
"""无证建筑 up to the end of 2009 count as before (2009-12-31 inclusive)."""
LABELS = {
    "gfa_illegal_pre2009_m2": "2009年前无证建筑面积",
    "gfa_illegal_post2009_m2": "2009年后无证建筑面积",
}


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    built, surveyed = sheet.values["built_year"].to_numpy(dtype=float), _years(context)
    with np.errstate(invalid="ignore"):
        after, early = built > surveyed, surveyed < tolerance("survey_from_year")
    dates, header = sheet.values["surveyed_on"], sheet.header("surveyed_on")
    for i in np.flatnonzero(after):
        said = {"built": f"{built[i]:.0f}", "surveyed": dates.iloc[i]}
        yield AFTER_SURVEY.at(sheet.rows[i], sheet.header("built_year"), said["built"], **said)
    for i in np.flatnonzero(early):
        said = {"surveyed": dates.iloc[i], "since": tolerance("survey_from_year")}
        yield EARLY.at(sheet.rows[i], header, dates.iloc[i], **said)
    yield from _legality(context, built)


def _years(context: Context) -> np.ndarray:
    """The year of each survey, NaN where there is none; days are few, rows are many."""
    codes, days = pd.factorize(context.sheet.values["surveyed_on"])
    return np.append([float(day.year) for day in days], np.nan)[codes]


def _legality(context: Context, built: np.ndarray) -> Iterator[Issue]:
    """Where one part alone has a floor area, so that the year can only be its own."""
    sheet = context.sheet
    areas = {name: sheet.numbers(name) > 0 for name in PARTS}
    alone = np.sum(list(areas.values()), axis=0) == 1
    with np.errstate(invalid="ignore"):
        wrong = {
            "gfa_illegal_pre2009_m2": built > LAST_OF_PRE2009,
            "gfa_illegal_post2009_m2": built <= LAST_OF_PRE2009,
        }
    for name, contradicts in wrong.items():
        for i in np.flatnonzero(alone & areas[name] & contradicts):
            said = {"built": f"{built[i]:.0f}", "label": LABELS[name]}
            yield LEGALITY.at(sheet.rows[i], sheet.header("built_year"), said["built"], **said)
