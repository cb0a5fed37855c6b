"""Overlap (重叠) with stored parcels of other codes; stored parcels that the file brings anew are the file's matter.

A stored parcel of practically the same shape is the same land under another code. A thin strip may be clipped."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.checks.overlaps import pairs_between
from parks.surveys.checks.slivers import mean_width
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Fix, Issue, Rule, Severity

OVERLAP = Rule(
    "overlap.existing", Severity.MUST_FIX,
    "与库中宗地 {code} 重叠 {area:,.0f} m²（{share:.1%}）",
    "Overlaps the stored parcel {code} by {area:,.0f} m² ({share:.1%})",
)  # fmt: skip
SAME = Rule(
    "duplicate.stored", Severity.MUST_FIX,
    "库中已有图形相同的宗地，代码为 {code}；同一块地请用库中的代码",
    "A parcel of the same shape is stored under the code {code}; use that code for the same land",
)  # fmt: skip
UNSEEN = Rule(
    "overlap.outside-scope", Severity.MUST_FIX,
    "与您数据范围外的库中宗地重叠",
    "Overlaps a stored parcel outside your data scope",
)  # fmt: skip
SAME_SHARE = 0.995
"""Of the larger of the two shapes."""


def others(context: Context) -> pd.DataFrame:
    """Stored parcels that the file does not bring anew; those whose shape its rows keep are where they were."""
    parcels, brought = context.known.parcels, context.sheet.values["code"][~context.kept]
    return parcels[~parcels["code"].isin(brought.dropna())]


def told(context: Context) -> pd.DataFrame:
    """Those of them that the uploader may see."""
    stored = others(context)
    return stored[context.in_scope(stored["area_code"])]


def check(context: Context) -> Iterator[Issue]:
    sheet, stored = context.sheet, others(context)
    geometry, codes = stored["geometry"].to_numpy(), stored["code"].to_numpy(dtype=object)
    place = np.flatnonzero(context.usable & (context.twin_of == NOWHERE))
    found = pairs_between(sheet.shapes[place], geometry)
    mine, visible = place[found.first], context.in_scope(stored["area_code"])[found.second]
    at, theirs, area = mine[visible], found.second[visible], found.area[visible]
    same = area >= SAME_SHARE * np.maximum(sheet.area_m2[at], shapely.area(geometry[theirs]))
    strip = is_strip(sheet.shapes[at], geometry[theirs], area)
    for n, i in enumerate(at):
        code, share = codes[theirs[n]], area[n] / sheet.area_m2[i]
        if same[n]:
            yield SAME.at(
                sheet.rows[i], sheet.header("code"), sheet.values["code"].iloc[i], Fix("set", code), code=code
            )
        else:
            fix = Fix("clip") if strip[n] else None
            yield OVERLAP.at(sheet.rows[i], fix=fix, code=code, area=area[n], share=share)
    yield from (UNSEEN.at(row) for row in sheet.rows[np.unique(mine[~visible])])
    yield from found.rest()


def is_strip(shapes: np.ndarray, stored: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Overlaps that are a matter of the edge: a small share of the shape, or a narrow strip of no more than may be clipped."""
    share = area / shapely.area(shapes)
    small = share <= tolerance("strip_share")
    unsure = np.flatnonzero(~small & (share <= tolerance("clip_share")))
    width = mean_width(shapely.intersection(shapes[unsure], stored[unsure]))
    small[unsure] = width <= tolerance("strip_width_m")
    return np.asarray(small, dtype=bool)
