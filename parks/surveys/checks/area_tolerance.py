"""Declared area (申报面积) against the shape: within 3 %, or 5 m² for small parcels."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

DIFFERS = Rule(
    "area.declared-differs", Severity.NEEDS_REASON,
    "申报面积 {declared:,.1f} m² 与图形 {measured:,.1f} m² 相差 {share:.1%}（允许 3%）",
    "The declared area of {declared:,.1f} m² differs from the shape's {measured:,.1f} m² by {share:.1%} (3 % allowed)",
)  # fmt: skip
PROCEDURE = Rule(
    "procedure-area.exceeds", Severity.NEEDS_REASON,
    "已完善手续面积 {part:,.1f} m² 大于图形面积 {measured:,.1f} m²",
    "The area with complete procedures, {part:,.1f} m², exceeds the shape's {measured:,.1f} m²",
)  # fmt: skip
SHARE, SQUARE_METERS = 0.03, 5.0


def check(context: Context) -> Iterator[Issue]:
    sheet, measured = context.sheet, context.area_m2
    declared = sheet.values["declared_area_m2"].to_numpy(dtype=float)
    allowed = np.maximum(SHARE * measured, SQUARE_METERS)
    with np.errstate(invalid="ignore"):
        apart = context.measurable & (np.abs(declared - measured) > allowed)
    for i in np.flatnonzero(apart):
        share = abs(declared[i] - measured[i]) / measured[i]
        yield DIFFERS.at(
            sheet.rows[i], sheet.header("declared_area_m2"), f"{declared[i]:.2f} m²",
            declared=declared[i], measured=measured[i], share=share,
        )  # fmt: skip
    part = sheet.values["procedure_area_m2"].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        too_much = context.measurable & (part - measured > allowed)
    for i in np.flatnonzero(too_much):
        yield PROCEDURE.at(
            sheet.rows[i],
            sheet.header("procedure_area_m2"),
            f"{part[i]:.2f} m²",
            part=part[i],
            measured=measured[i],
        )
