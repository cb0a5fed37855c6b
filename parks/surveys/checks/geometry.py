"""Shapes: there, polygons, of straight segments, and valid; a repair is measured and offered, never silent."""

from collections.abc import Iterator

import numpy as np
import shapely

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
KEPT = Rule(
    "geometry.kept", Severity.NOTE,
    "有 {count} 行没有宗地图形（如第 {row} 行），只更新属性，沿用库中的图形",
    "{count} rows have no parcel shape (row {row} is one): only their attributes are updated, the stored shapes stay",
)  # fmt: skip
POINT_ELSEWHERE = Rule(
    "geometry.point-elsewhere", Severity.NEEDS_REASON,
    "坐标点不在库中这块宗地内，相距 {distance:,.0f} 米，请核对宗地代码",
    "The point does not lie in the stored parcel of this code but {distance:,.0f} m away; check the code",
)  # fmt: skip
POINT_MAY_MISS_M = 1.0


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    for fault, rule in FAULTS.items():
        yield from (rule.at(row) for row in sheet.rows[(sheet.fault == fault) & ~context.kept])
    yield from _kept(context)
    for i in np.flatnonzero((sheet.repair != "") & (sheet.fault == "")):
        rule = BROKEN if context.broken[i] else REPAIRED
        yield rule.at(sheet.rows[i], reason=sheet.repair[i], change=sheet.change[i])


def _kept(context: Context) -> Iterator[Issue]:
    rows, points = context.sheet.rows, context.sheet.points
    if context.kept.any():
        yield KEPT.at(None, count=int(context.kept.sum()), row=rows[context.kept][0])
    distance = shapely.distance(points, context.of_stored("geometry"))
    with np.errstate(invalid="ignore"):
        elsewhere = context.kept & (distance > POINT_MAY_MISS_M)
    for i in np.flatnonzero(elsewhere):
        yield POINT_ELSEWHERE.at(rows[i], distance=distance[i])
