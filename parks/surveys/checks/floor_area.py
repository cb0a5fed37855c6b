"""Building area (建筑面积) and plot ratio (容积率): above 6.5 a reason is asked, above 15 it is refused."""

from collections.abc import Iterator

import numpy as np

from parks.surveys.checks.building_facts import PARTS, sum_of_parts, total_floor_area
from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity

TOO_HIGH = Rule(
    "far.too-high", Severity.MUST_FIX,
    "容积率 {far:.2f} 超过 15，请核对建筑面积和单位",
    "The plot ratio of {far:.2f} exceeds 15; check the building area and its unit",
)  # fmt: skip
HIGH = Rule(
    "far.high", Severity.NEEDS_REASON,
    "容积率 {far:.2f} 超过 6.5",
    "The plot ratio of {far:.2f} exceeds 6.5",
)  # fmt: skip
SUM = Rule(
    "gfa.sum-differs", Severity.NEEDS_REASON,
    "总建筑面积 {total:,.0f} m² 与各项之和 {parts:,.0f} m² 不符",
    "The total building area of {total:,.0f} m² differs from the sum of its parts, {parts:,.0f} m²",
)  # fmt: skip
UNSPLIT = Rule(
    "gfa.unsplit", Severity.NEEDS_REASON,
    "只有总建筑面积，没有合法、无证分项，建筑面积不会入库",
    "Only the total building area is given, not its legal and unlicensed parts; it will not be stored",
)  # fmt: skip
WARN_ABOVE, REJECT_ABOVE = 6.5, 15.0
SUM_SHARE, SUM_SQUARE_METERS = 0.01, 1.0


def check(context: Context) -> Iterator[Issue]:
    yield from _ratios_and_sums(context)
    yield from _unsplit(context)


def _ratios_and_sums(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    parts, total = sum_of_parts(context), sheet.numbers("gfa_m2")
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.fmax(
            total_floor_area(context) / np.where(context.measurable, context.area_m2, np.nan),
            sheet.numbers("far"),
        )
        differs = _apart(total, parts)
    header = sheet.header("far") or sheet.header("gfa_m2") or next(filter(None, map(sheet.header, PARTS)), "")
    for i in np.flatnonzero(ratio > WARN_ABOVE):
        rule = TOO_HIGH if ratio[i] > REJECT_ABOVE else HIGH
        yield rule.at(sheet.rows[i], header, f"{ratio[i]:.2f}", far=ratio[i])
    for i in np.flatnonzero(differs):
        yield SUM.at(
            sheet.rows[i], sheet.header("gfa_m2"), f"{total[i]:.0f} m²", total=total[i], parts=parts[i]
        )


def _unsplit(context: Context) -> Iterator[Issue]:
    """Rows with a total and no part, unless it is what the stored parts add up to: then nothing is lost."""
    sheet = context.sheet
    total = sheet.values["gfa_m2"].to_numpy(dtype=float)
    stored = np.column_stack([context.numbers_of_stored(field) for field in PARTS])
    sums = np.where(np.isnan(stored).all(axis=1), np.nan, np.nansum(stored, axis=1))
    alone = np.isfinite(total) & sheet.values[list(PARTS)].isna().all(axis=1).to_numpy()
    for i in np.flatnonzero(alone & (np.isnan(sums) | _apart(total, sums))):
        yield UNSPLIT.at(sheet.rows[i], sheet.header("gfa_m2"), f"{total[i]:.0f} m²")


def _apart(total: np.ndarray, parts: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(total - parts) > np.maximum(SUM_SHARE * total, SUM_SQUARE_METERS))
