"""Overlap (重叠) between rows of the file."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.checks.overlaps import pairs_within
from parks.surveys.issues import Issue, Rule, Severity

OVERLAP = Rule(
    "overlap.within-file", Severity.MUST_FIX,
    "与同一文件第 {other} 行重叠 {area:,.0f} m²（{share:.1%}）",
    "Overlaps row {other} of the same file by {area:,.0f} m² ({share:.1%})",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    """Each pair is said once, at its later row; the share is of that row. Shapes that are the same are said elsewhere."""
    sheet = context.sheet
    place = np.flatnonzero(context.usable & (context.twin_of == NOWHERE))
    found = pairs_within(sheet.shapes[place])
    for a, b, area in zip(place[found.first], place[found.second], found.area, strict=True):
        yield OVERLAP.at(sheet.rows[b], other=sheet.rows[a], area=area, share=area / sheet.area_m2[b])
    yield from found.rest()
