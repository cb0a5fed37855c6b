"""What each row would do (新增 / 更新 / 不变 / 拒绝), and to which fields, against what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.inventory.codes import TENURE_OF_PARCEL_CODE
from parks.surveys.checks.building_facts import DETAILS, apart, parts
from parks.surveys.checks.context import NOWHERE, Context, picked
from parks.surveys.checks.procedure import withdrawn_area
from parks.surveys.issues import Issue, Severity
from parks.surveys.versions import stated

TEXTS = ("tenure", "procedure", "certificate", "land_use", "owner_name", "address", "surveyed_on")
AREAS = ("procedure_area_m2", "declared_area_m2")


@dataclass(frozen=True)
class Outcomes:
    """One entry per row; the fingerprints are those of the stored parcel and of the park that it was compared with."""

    outcome: np.ndarray
    reason: np.ndarray
    changed: list[list[str]]
    parcel_id: np.ndarray
    fingerprint: np.ndarray
    park_id: np.ndarray
    park_fingerprint: np.ndarray
    tenure: pd.Series


CHANGED = "conflict.parcel"


def label(
    context: Context,
    issues: list[Issue],
    basis: Mapping[int, int | None],
    overridden: Mapping[int, int | None],
) -> Outcomes:
    """Label every row; the reason of a rejected one is the first thing that must be fixed in it. A row whose stored parcel
    is no longer what it was based on (by its 库中版本, else by `basis`) is a conflict, until the clerk has overridden the
    parcel as it is now."""
    sheet, exists = context.sheet, context.stored != NOWHERE
    changes = _changes(context)
    changed = [[name for name, rows in changes.items() if rows[i]] for i in range(len(exists))]
    outcome = np.where(~exists, "new", np.where([bool(c) for c in changed], "update", "unchanged")).astype(
        object
    )
    reason = np.full(len(exists), "", dtype=object)
    place = pd.Series(np.arange(len(exists)), index=sheet.values.index)
    fingerprint = context.of_stored("fingerprint")
    for row, before in {**basis, **stated(sheet.values["version"])}.items():
        at = place.get(row)
        if at is None or fingerprint[at] == before or (exists[at] and not changed[at]) or context.hidden[at]:
            continue
        if row not in overridden or overridden[row] != fingerprint[at]:
            outcome[at], reason[at] = "conflict", CHANGED
    for issue in reversed(issues):
        if issue.severity is Severity.MUST_FIX and issue.row is not None:
            outcome[place[issue.row]], reason[place[issue.row]] = "rejected", issue.code
    said = sheet.values["tenure"]
    by_code = sheet.values["code"].astype(object).str[12:13].map(TENURE_OF_PARCEL_CODE)
    return Outcomes(
        outcome=outcome,
        reason=reason,
        changed=changed,
        parcel_id=context.of_stored("id"),
        fingerprint=fingerprint,
        park_id=picked(context.known.parks, "id", context.park),
        park_fingerprint=picked(context.known.parks, "fingerprint", context.park),
        tenure=said.where(said.notna() | exists, by_code),
    )


def _changes(context: Context) -> dict[str, np.ndarray]:
    """Field → rows whose stored parcel differs from what the file says; silence changes nothing, but a status that
    contradicts the stored area with procedures withdraws it."""
    values, exists = context.sheet.values, context.stored != NOWHERE
    park_id = picked(context.known.parks, "id", context.park)
    changes = {"park": exists & _differ(park_id, context.of_stored("park_id"))}
    for name in TEXTS:
        changes[name] = exists & _differ(values[name].to_numpy(dtype=object), context.of_stored(name))
    for name in AREAS:
        now, before = values[name].to_numpy(dtype=float), context.numbers_of_stored(name)
        changes[name] = exists & np.isfinite(now) & (np.isnan(before) | apart(now, before))
    changes["procedure_area_m2"] |= withdrawn_area(context)
    facts = parts(context)
    for fact in facts:
        changes[fact.field] = exists & fact.remeasured
    for name in DETAILS:
        changes[name] = exists & np.logical_or.reduce([fact.completed[name] for fact in facts])
    changes["geometry"] = context.reshaped
    return changes


def _differ(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    said = ~pd.isna(now)
    return np.asarray(said & (now != before), dtype=bool)
