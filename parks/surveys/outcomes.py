"""What each row would do (新增 / 更新 / 不变 / 拒绝), and to which fields, against what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parks.surveys.checks.building_facts import DETAILS, apart, parts
from parks.surveys.checks.context import NOWHERE, Context, picked
from parks.surveys.checks.procedure import withdrawn_area
from parks.surveys.issues import Issue, Severity
from parks.surveys.versions import stated

TEXTS = ("tenure", "procedure", "certificate", "land_use", "owner_name", "address", "surveyed_on")
AREAS = ("procedure_area_m2", "declared_area_m2")


@dataclass(frozen=True)
class Outcomes:
    """One entry per row; the fingerprints are those of the stored parcel and of the park that it was compared with.
    `changed` are the names of the fields that change, one list for all rows of the same."""

    outcome: np.ndarray
    reason: np.ndarray
    changed: np.ndarray
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
    changes = _changes(context) if exists.any() else {"park": exists}
    differs = np.logical_or.reduce(list(changes.values()))
    outcome = np.where(~exists, "new", np.where(differs, "update", "unchanged")).astype(object)
    reason = np.full(len(exists), "", dtype=object)
    conflicting = _conflicting(context, differs, basis, overridden)
    outcome[conflicting], reason[conflicting] = "conflict", CHANGED
    first = {i.row: i.code for i in reversed(issues) if i.severity is Severity.MUST_FIX and i.row is not None}
    rejected = sheet.values.index.get_indexer(pd.Index(list(first)))
    outcome[rejected], reason[rejected] = "rejected", list(first.values())
    said = sheet.values["tenure"]
    return Outcomes(
        outcome=outcome,
        reason=reason,
        changed=_named(changes),
        parcel_id=context.of_stored("id"),
        fingerprint=context.of_stored("fingerprint"),
        park_id=picked(context.known.parks, "id", context.park),
        park_fingerprint=picked(context.known.parks, "fingerprint", context.park),
        tenure=said.where(said.notna() | exists, context.tenure_by_code),
    )


def _conflicting(
    context: Context,
    differs: np.ndarray,
    basis: Mapping[int, int | None],
    overridden: Mapping[int, int | None],
) -> list[int]:
    """Positions of the rows whose stored parcel is another than they were based on, which nobody has overridden."""
    exists, now = context.stored != NOWHERE, context.of_stored("fingerprint")
    based = {**basis, **stated(context.sheet.values["version"])}
    found = []
    for (row, before), at in zip(
        based.items(), context.sheet.values.index.get_indexer(pd.Index(list(based))), strict=True
    ):
        if at < 0 or now[at] == before or (exists[at] and not differs[at]) or context.hidden[at]:
            continue
        if row not in overridden or overridden[row] != now[at]:
            found.append(int(at))
    return found


def _changes(context: Context) -> dict[str, np.ndarray]:
    """Field → rows whose stored parcel differs from what the file says; silence changes nothing, but a status that
    contradicts the stored area with procedures withdraws it."""
    values, exists = context.sheet.values, context.stored != NOWHERE
    park_id, at = picked(context.known.parks, "id", context.park), np.flatnonzero(exists)
    changes = {"park": exists & _differ(park_id, context.of_stored("park_id"))}
    for name in TEXTS:
        changes[name] = np.zeros(len(exists), dtype=bool)
        changes[name][at] = _differ(values[name].iloc[at].to_numpy(dtype=object), context.of_stored(name)[at])
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


def _named(changes: dict[str, np.ndarray]) -> np.ndarray:
    """Per row the names under which it is true; rows differ in few ways, and share their list."""
    bits = sum(rows.astype(np.int64) << n for n, rows in enumerate(changes.values()))
    ways, way = np.unique(bits, return_inverse=True)
    lists = np.empty(len(ways), dtype=object)
    for at, bits_of_way in enumerate(ways.tolist()):
        lists[at] = [name for n, name in enumerate(changes) if bits_of_way >> n & 1]
    return np.asarray(lists[way])


def _differ(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    said = ~pd.isna(now)
    return np.asarray(said & (now != before), dtype=bool)
