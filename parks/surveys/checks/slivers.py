"""Shapes too thin or too small for a parcel (狭长、碎小图形), and parts of that kind beside the land itself.

The mean width is twice the area over the perimeter: that of a long rectangle is its width."""

from collections.abc import Iterator

import numpy as np
import shapely

from parks.surveys.checks.context import Context
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

SLIVER = Rule(
    "shape.sliver", Severity.NEEDS_REASON,
    "图形狭长，平均宽度只有 {width:.2f} m（面积 {area:,.1f} m²），像是切割或叠加留下的碎条",
    "The shape is a sliver with a mean width of {width:.2f} m ({area:,.1f} m²), such as cutting or overlaying leaves behind",
)  # fmt: skip
SMALL = Rule(
    "shape.small", Severity.NEEDS_REASON,
    "图形只有 {area:,.2f} m²，小于 {least:g} m²",
    "The shape has only {area:,.2f} m², less than {least:g} m²",
)  # fmt: skip
FRAGMENT = Rule(
    "shape.fragment", Severity.NEEDS_REASON,
    "图形由 {parts} 块组成，其中 {count} 块狭长或碎小（最小一块 {area:,.2f} m²）",
    "Of the {parts} parts of the shape {count} are slivers or crumbs (the smallest has {area:,.2f} m²)",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    rows = np.flatnonzero(context.usable)
    shapes, area = sheet.shapes[rows], sheet.area_m2[rows]
    width = mean_width(shapes)
    thin, small = width < tolerance("sliver_width_m"), area < tolerance("smallest_parcel_m2")
    for i in np.flatnonzero(thin):
        yield SLIVER.at(sheet.rows[rows[i]], width=width[i], area=area[i])
    for i in np.flatnonzero(small & ~thin):
        yield SMALL.at(sheet.rows[rows[i]], area=area[i], least=tolerance("smallest_parcel_m2"))
    yield from _fragments(context, rows[~thin & ~small])


def _fragments(context: Context, rows: np.ndarray) -> Iterator[Issue]:
    sheet = context.sheet
    counts = shapely.get_num_geometries(sheet.shapes[rows])
    several = rows[counts > 1]
    parts, owner = shapely.get_parts(sheet.shapes[several], return_index=True)
    crumb = is_crumb(parts)
    for n in np.unique(owner[crumb]):
        mine = owner == n
        yield FRAGMENT.at(
            sheet.rows[several[n]],
            parts=int(mine.sum()),
            count=int((mine & crumb).sum()),
            area=float(shapely.area(parts[mine & crumb]).min()),
        )


def is_crumb(polygons: np.ndarray) -> np.ndarray:
    """Whether each polygon is too thin or too small to be land of its own."""
    thin = mean_width(polygons) < tolerance("sliver_width_m")
    return np.asarray(thin | (shapely.area(polygons) < tolerance("smallest_parcel_m2")), dtype=bool)


def mean_width(shapes: np.ndarray) -> np.ndarray:
    return np.asarray(2 * shapely.area(shapes) / shapely.length(shapes))
