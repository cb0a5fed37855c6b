"""用地手续 against 已完善手续用地面积: all of the parcel, none of it, or a part in between; said or stored."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Rule, Severity

CONTRADICTION = Rule(
    "procedure.contradiction", Severity.MUST_FIX,
    "用地手续为“{said}”，而已完善手续面积 {part:,.1f} m²、图形 {measured:,.1f} m²（已完善须不少于 95%，部分须介于两者之间，未完善须为 0）",
    "Procedures are {said_en}, but their area is {part:,.1f} m² of {measured:,.1f} m² (complete: at least 95 %; partial: between; incomplete: 0)",
)  # fmt: skip
OUTGROWN = Rule(
    "procedure-area.outgrown", Severity.NEEDS_REASON,
    "图形改变后，库中的已完善手续面积 {part:,.1f} m² 与用地手续“{said}”不符（图形 {measured:,.1f} m²）；请补填，或说明理由",
    "With the new shape of {measured:,.1f} m², the stored area with procedures, {part:,.1f} m², no longer means {said_en}; fill it in, or give a reason",
)  # fmt: skip
CHINESE = {"complete": "已完善", "partial": "部分", "incomplete": "未完善"}
COMPLETE_FROM = 0.95
"""As parks are counted (园区用地手续): complete from 95 % of the land."""
ROUNDING_M2 = 0.5
"""Areas are often written in whole square meters."""


def check(context: Context) -> Iterator[Issue]:
    sheet = context.sheet
    part, known = sheet.numbers("procedure_area_m2"), _stored_area(context)
    status = _status(context)
    said = sheet.values["procedure_area_m2"].notna().to_numpy()
    for i in np.flatnonzero(context.measurable & said & contradicts(status, part, context.area_m2)):
        yield _issue(CONTRADICTION, context, i, status[i], part[i])
    outgrown = context.usable & ~said & context.reshaped & ~_procedure_changes(context)
    for i in np.flatnonzero(outgrown & contradicts(status, known, sheet.area_m2)):
        yield _issue(OUTGROWN, context, i, status[i], known[i])


def contradicts(status: np.ndarray, part: np.ndarray, measured: np.ndarray) -> np.ndarray:
    """Rows whose area with complete procedures is known and cannot be what the status says."""
    with np.errstate(invalid="ignore"):
        too_little = (status == "complete") & (part < COMPLETE_FROM * measured - ROUNDING_M2)
        too_much = (status == "incomplete") & (part > ROUNDING_M2)
        no_part = (status == "partial") & ((part <= ROUNDING_M2) | (part >= measured - ROUNDING_M2))
    return np.asarray(too_little | too_much | no_part, dtype=bool)


def withdrawn_area(context: Context) -> np.ndarray:
    """Rows whose new status contradicts the stored area, with none given in its place: it is withdrawn."""
    silent = context.sheet.values["procedure_area_m2"].isna().to_numpy()
    changes = silent & _procedure_changes(context)
    return changes & contradicts(_status(context), _stored_area(context), context.area_m2)


def _procedure_changes(context: Context) -> np.ndarray:
    said = context.sheet.values["procedure"].to_numpy(dtype=object)
    differs = ~pd.isna(said) & (said != context.of_stored("procedure"))
    return np.asarray(differs & (context.stored != NOWHERE), dtype=bool)


def _status(context: Context) -> np.ndarray:
    """What the row says, else what is stored."""
    said = context.sheet.values["procedure"].to_numpy(dtype=object)
    return np.where(pd.isna(said), context.of_stored("procedure"), said)


def _stored_area(context: Context) -> np.ndarray:
    return context.numbers_of_stored("procedure_area_m2")


def _issue(rule: Rule, context: Context, i: np.integer, status: str, part: float) -> Issue:
    sheet = context.sheet
    header = sheet.header("procedure_area_m2") or sheet.header("procedure")
    said = {"said": CHINESE[status], "said_en": status}
    return rule.at(sheet.rows[i], header, f"{part:.2f} m²", part=part, measured=context.area_m2[i], **said)
