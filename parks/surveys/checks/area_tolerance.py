"""Declared area (申报面积) against the shape: by its size from 5 % of a small parcel to 1 % of a very large one."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.context import Context
from parks.surveys.checks.tolerances import area_allowed, tolerance
from parks.surveys.columns import units
from parks.surveys.issues import Issue, Rule, Severity

DIFFERS = Rule(
    "area.declared-differs", Severity.NEEDS_REASON,
    "申报面积 {declared:,.1f} m² 与图形 {measured:,.1f} m² 相差 {share:.1%}（允许 {allowed:,.1f} m²，即 {allowed_share:.1%}）",
    "The declared area of {declared:,.1f} m² differs from the shape's {measured:,.1f} m² by {share:.1%} ({allowed:,.1f} m² or {allowed_share:.1%} allowed)",
)  # fmt: skip
UNIT = Rule(
    "area.unit-suspect", Severity.MUST_FIX,
    "申报面积 {declared:,.2f} m² 与图形 {measured:,.1f} m² 相差约 {factor:,.0f} 倍，像是此行的单位与表头不同，请核对",
    "The declared area of {declared:,.2f} m² and the shape's {measured:,.1f} m² differ by about {factor:,.0f} times, as if this row were in another unit than the header's",
)  # fmt: skip
PROCEDURE = Rule(
    "procedure-area.exceeds", Severity.NEEDS_REASON,
    "已完善手续面积 {part:,.1f} m² 大于图形面积 {measured:,.1f} m²",
    "The area with complete procedures, {part:,.1f} m², exceeds the shape's {measured:,.1f} m²",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    yield from _declared(context)
    yield from _with_procedures(context)


def _declared(context: Context) -> Iterator[Issue]:
    sheet, measured = context.sheet, context.area_m2
    declared, allowed = sheet.numbers("declared_area_m2"), area_allowed(measured)
    with np.errstate(invalid="ignore"):
        apart = np.flatnonzero(context.measurable & (np.abs(declared - measured) > allowed))
    factors = _factor_apart(declared[apart], measured[apart])
    for i, factor in zip(apart, factors, strict=True):
        at = sheet.rows[i], sheet.header("declared_area_m2"), f"{declared[i]:.2f} m²"
        sizes = {"declared": declared[i], "measured": measured[i]}
        if factor:
            yield UNIT.at(*at, **sizes, factor=factor)
        else:
            share = abs(declared[i] - measured[i]) / measured[i]
            may = {"allowed": allowed[i], "allowed_share": allowed[i] / measured[i]}
            yield DIFFERS.at(*at, **sizes, **may, share=share)


def _factor_apart(declared: np.ndarray, measured: np.ndarray) -> np.ndarray:
    """How many times one unit of area is another, where the two areas are just that far apart; else 0."""
    found = np.zeros(len(declared))
    with np.errstate(divide="ignore"):
        ratio = np.fmax(declared / measured, measured / declared)
    for factor in {unit.factor for unit in units().values() if unit.factor > 1}:
        found[np.abs(ratio / factor - 1) <= tolerance("unit_close")] = factor
    return found


def _with_procedures(context: Context) -> Iterator[Issue]:
    sheet, measured = context.sheet, context.area_m2
    part = sheet.numbers("procedure_area_m2")
    with np.errstate(invalid="ignore"):
        too_much = context.measurable & (part - measured > area_allowed(measured))
    for i in np.flatnonzero(too_much):
        yield PROCEDURE.at(
            sheet.rows[i],
            sheet.header("procedure_area_m2"),
            f"{part[i]:.2f} m²",
            part=part[i],
            measured=measured[i],
        )
