"""Overlap (重叠) with stored parcels of other codes; stored parcels that the file brings anew are the file's matter."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.checks.overlaps import pairs_between
from parks.surveys.issues import Issue, Rule, Severity

OVERLAP = Rule(
    "overlap.existing", Severity.MUST_FIX,
    "与库中宗地 {code} 重叠 {area:,.0f} m²（{share:.1%}）",
    "Overlaps the stored parcel {code} by {area:,.0f} m² ({share:.1%})",
)  # fmt: skip
UNSEEN = Rule(
    "overlap.outside-scope", Severity.MUST_FIX,
    "与您数据范围外的库中宗地重叠",
    "Overlaps a stored parcel outside your data scope",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    sheet, parcels = context.sheet, context.known.parcels
    brought = sheet.values["code"][~context.kept].dropna()
    others = parcels[~parcels["code"].isin(brought)]
    place = np.flatnonzero(context.usable & (context.twin_of == NOWHERE))
    found = pairs_between(sheet.shapes[place], others["geometry"].to_numpy())
    mine, visible = place[found.first], context.in_scope(others["area_code"])[found.second]
    codes = others["code"].to_numpy(dtype=object)[found.second]
    for i, code, area in zip(mine[visible], codes[visible], found.area[visible], strict=True):
        yield OVERLAP.at(sheet.rows[i], code=code, area=area, share=area / sheet.area_m2[i])
    yield from (UNSEEN.at(row) for row in sheet.rows[np.unique(mine[~visible])])
    yield from found.rest()
