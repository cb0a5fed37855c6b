"""When the building facts (建筑面积、层数、建成年份) are from: dated, and not older than the stored ones without a reason."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.building_facts import DETAILS, Part, nowhere_to_store, parts
from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

OLDER = Rule(
    "gfa.older", Severity.NEEDS_REASON,
    "本行建筑情况为 {now} 的，库中为 {stored} 的、较新；说明理由后以本行为准，被取代的只留在历史中",
    "These building facts are of {now}, the stored ones of {stored}; with a reason these govern, and what they replace stays only in the history",
)  # fmt: skip
UNDATED = Rule(
    "gfa.undated", Severity.NEEDS_REASON,
    "建筑面积没有测量日期，将按入库当天记录；可补填“测量日期”后重新上传",
    "The building area has no survey date and will be dated by the day of the commit; or fill in 测量日期 and upload again",
)  # fmt: skip
NO_DATE_COLUMN = Rule(
    "gfa.no-date-column", Severity.NEEDS_REASON,
    "文件没有“测量日期”列，{count} 行的建筑面积将按入库当天记录；可补上该列后重新上传",
    "The file has no column 测量日期: the building areas of {count} rows will be dated by the day of the commit; or add it and upload again",
)  # fmt: skip
NO_AREA = Rule(
    "building.no-area", Severity.NEEDS_REASON,
    "层数、建成年份随建筑面积分项存储，本行和库中都没有分项面积，不会入库",
    "Storeys and year are stored with a floor area by legality; neither this row nor the inventory has one, so they are not stored",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    facts = parts(context)
    yield from _older(context, facts)
    yield from _undated(context, facts)
    header = next(filter(None, map(sheet.header, DETAILS)), "")
    yield from (NO_AREA.at(row, header) for row in sheet.rows[nowhere_to_store(context) & ~context.hidden])


def _older(context: Context, facts: list[Part]) -> Iterator[Issue]:
    said = context.sheet.values["surveyed_on"].to_numpy(dtype=object)
    days = said.copy()
    days[pd.isna(said)] = context.known.today
    newest = np.full(len(days), None, dtype=object)
    for fact in facts:
        rows = np.flatnonzero(fact.changed & ~pd.isna(fact.stored_on))
        newer = rows[np.asarray(fact.stored_on[rows] > days[rows], dtype=bool)]
        newest[newer] = [
            max(day, newest[i] or day) for i, day in zip(newer, fact.stored_on[newer], strict=True)
        ]
    header = context.sheet.header("surveyed_on")
    for i in np.flatnonzero(~pd.isna(newest)):
        yield OLDER.at(context.sheet.rows[i], header, said[i], now=days[i], stored=newest[i])


def _undated(context: Context, facts: list[Part]) -> Iterator[Issue]:
    sheet = context.sheet
    undated = sheet.values["surveyed_on"].isna().to_numpy() & ~context.hidden
    rows = sheet.rows[undated & np.logical_or.reduce([f.remeasured for f in facts])]
    if "surveyed_on" in sheet.headers:
        yield from (UNDATED.at(row, sheet.header("surveyed_on")) for row in rows)
    elif len(rows):
        yield NO_DATE_COLUMN.at(None, count=len(rows))
