"""Shapes: there, polygons, of straight segments, and valid; a repair is measured and offered, never silent."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

FAULTS = {
    "missing": Rule("geometry.missing", Severity.MUST_FIX, "没有图形", "There is no shape"),
    "not-polygon": Rule(
        "geometry.not-polygon", Severity.MUST_FIX,
        "图形不是面（多边形），宗地须为面",
        "The shape is no polygon, as a parcel must be",
    ),
    "curve": Rule(
        "geometry.curve", Severity.MUST_FIX,
        "图形含圆弧，请先把曲线转换为折线",
        "The shape has arcs; turn them into straight segments first",
    ),
    "unusable": Rule(
        "geometry.unusable", Severity.MUST_FIX,
        "图形没有面积或坐标异常，无法使用",
        "The shape has no area or impossible coordinates",
    ),
}  # fmt: skip
REPAIRED = Rule(
    "geometry.invalid", Severity.NEEDS_REASON,
    "图形自相交或不合规（{reason}），提交将采用修复后的图形，面积变化 {change:.2%}",
    "The shape is invalid ({reason}); committing takes the repaired one, whose area differs by {change:.2%}",
)  # fmt: skip
BROKEN = Rule(
    "geometry.broken", Severity.MUST_FIX,
    "图形不合规（{reason}），修复会改变面积 {change:.1%}，请在原软件中改正",
    "The shape is invalid ({reason}) and a repair would change its area by {change:.1%}; correct it at the source",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    for fault, rule in FAULTS.items():
        yield from (rule.at(row) for row in sheet.rows[sheet.fault == fault])
    for i in np.flatnonzero((sheet.repair != "") & (sheet.fault == "")):
        rule = BROKEN if context.broken[i] else REPAIRED
        yield rule.at(sheet.rows[i], reason=sheet.repair[i], change=sheet.change[i])
