"""Shapes cut to what is stored already (裁去重叠): the answer to an overlap along an edge.

Pure. A shape is cut only if at most a tenth of it goes and one piece of land remains; else it stays as it was, and that
is said."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from parks.surveys.checks.slivers import is_crumb
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.shapes import Shapes, measured

CLIPPED = Rule(
    "answer.clipped", Severity.NOTE,
    "按您的选择，图形裁去了与库中宗地 {codes} 重叠的部分，共 {area:,.1f} m²（{share:.1%}）",
    "Clipped as you chose: what overlapped the stored parcel {codes} is cut off, {area:,.1f} m² ({share:.1%})",
)  # fmt: skip
TOO_MUCH = Rule(
    "answer.not-clipped", Severity.NOTE,
    "没有裁剪：与库中宗地 {codes} 重叠的部分占图形 {share:.1%}，超过 {most:.0%}，不是边线的出入",
    "Not clipped: what overlaps the stored parcel {codes} is {share:.1%} of the shape, more than {most:.0%}, and no matter of its edge",
)  # fmt: skip
IN_PIECES = Rule(
    "answer.not-clipped", Severity.NOTE,
    "没有裁剪：裁去与库中宗地 {codes} 重叠的部分后图形不再是一整块",
    "Not clipped: without what overlaps the stored parcel {codes} the shape would no longer be one piece",
)  # fmt: skip
NOTHING = Rule(
    "answer.not-clipped", Severity.NOTE,
    "没有裁剪：与可见的库中宗地没有重叠",
    "Not clipped: it overlaps no stored parcel that you may see",
)  # fmt: skip


def clip(
    shapes: Shapes, at: np.ndarray, rows: np.ndarray, parcels: pd.DataFrame
) -> tuple[Shapes, list[Issue]]:
    """Cut the shapes at these positions to `parcels`: code and lonlat of the stored ones that may be told and that the
    file does not bring anew. `rows` are all the rows' numbers."""
    stored, codes = parcels["lonlat"].to_numpy(dtype=object), parcels["code"].to_numpy(dtype=object)
    tree = shapely.STRtree(stored)
    lonlat, issues = shapes.lonlat.copy(), []
    for i in at[~shapely.is_missing(shapes.lonlat[at])]:
        hits = np.sort(tree.query(lonlat[i], predicate="intersects"))
        hits = hits[shapely.relate_pattern(lonlat[i], stored[hits], "T********")]
        kept, issue = _cut(lonlat[i], stored[hits], "、".join(codes[hits][:8]))
        lonlat[i] = kept
        issues.append(replace(issue, row=int(rows[i])))
    metric = shapes.metric.copy()
    metric[at] = measured(lonlat[at])
    return replace(shapes, lonlat=lonlat, metric=metric, area_m2=shapely.area(metric)), issues


def _cut(shape: shapely.MultiPolygon, stored: np.ndarray, codes: str) -> tuple[shapely.MultiPolygon, Issue]:
    """What remains of the shape, or the shape itself; and what is said of it."""
    if not len(stored):
        return shape, NOTHING.at(None)
    left = list(_land(shapely.difference(shape, shapely.union_all(stored))))
    before = float(shapely.area(measured(np.array([shape]))[0]))
    pieces = np.asarray([p for p in left if not is_crumb(measured(np.array([p])))[0]], dtype=object)
    gone = before - float(shapely.area(measured(pieces)).sum()) if len(pieces) else before
    if gone > tolerance("clip_share") * before:
        return shape, TOO_MUCH.at(None, codes=codes, share=gone / before, most=tolerance("clip_share"))
    if len(pieces) != 1:
        return shape, IN_PIECES.at(None, codes=codes)
    return shapely.MultiPolygon(list(pieces)), CLIPPED.at(None, codes=codes, area=gone, share=gone / before)


def _land(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    """The polygons; points and lines that a cut may leave are no land."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and part.area > 0:
            yield part
        elif part.geom_type == "MultiPolygon":
            yield from part.geoms
