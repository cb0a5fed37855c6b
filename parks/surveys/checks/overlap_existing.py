"""Overlap (重叠) with stored parcels of other codes; stored parcels that the file brings anew are the file's matter."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import Context
from parks.surveys.checks.overlaps import pairs_between
from parks.surveys.issues import Issue, Rule, Severity

OVERLAP = Rule(
    "overlap.existing", Severity.MUST_FIX,
    "与库中宗地 {code} 重叠 {area:,.0f} m²（{share:.1%}）",
    "Overlaps the stored parcel {code} by {area:,.0f} m² ({share:.1%})",
)  # fmt: skip
HIDDEN = "（您的数据范围外 / outside your scope）"


def check(context: Context) -> Iterator[Issue]:
    sheet, parcels = context.sheet, context.known.parcels
    others = parcels[~parcels["code"].isin(sheet.values["code"].dropna())]
    place = np.flatnonzero(context.usable)
    visible = context.in_scope(others["area_code"])
    mine, theirs, overlap = pairs_between(sheet.shapes[place], others["geometry"].to_numpy())
    for i, other, area in zip(place[mine], theirs, overlap, strict=True):
        code = others["code"].iloc[other] if visible[other] else HIDDEN
        yield OVERLAP.at(sheet.rows[i], code=code, area=area, share=area / sheet.area_m2[i])
