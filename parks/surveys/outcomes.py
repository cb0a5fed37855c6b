"""What each row would do (新增 / 更新 / 不变 / 拒绝), and to which fields, against what is stored."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from parks.inventory.codes import TENURE_OF_PARCEL_CODE
from parks.surveys.checks.context import NOWHERE, Context
from parks.surveys.issues import Issue, Severity

TEXTS = ("tenure", "procedure", "certificate", "land_use", "owner_name", "address", "surveyed_on")
AREAS = (
    "procedure_area_m2", "declared_area_m2", "gfa_legal_m2", "gfa_illegal_pre2009_m2", "gfa_illegal_post2009_m2",
)  # fmt: skip
SAME_AREA_M2 = 0.005
SAME_PLACE_DEGREES = 1e-8
"""One millimetre: what a round trip through another projection moves at most."""


@dataclass(frozen=True)
class Outcomes:
    outcome: np.ndarray
    reason: np.ndarray
    changed: list[list[str]]
    parcel_id: np.ndarray
    fingerprint: np.ndarray
    park_id: np.ndarray
    tenure: pd.Series


def label(context: Context, lonlat: np.ndarray, issues: list[Issue]) -> Outcomes:
    """Label every row; the reason of a rejected one is the first thing that must be fixed in it."""
    sheet, stored = context.sheet, context.stored
    exists = stored != NOWHERE
    park_id = _picked(context.known.parks, "id", context.park)
    changes = _changes(context, lonlat, park_id)
    changed = [[name for name, rows in changes.items() if rows[i]] for i in range(len(stored))]
    outcome = np.where(~exists, "new", np.where([bool(c) for c in changed], "update", "unchanged")).astype(
        object
    )
    reason = np.full(len(stored), "", dtype=object)
    place = pd.Series(np.arange(len(stored)), index=sheet.values.index)
    for issue in reversed(issues):
        if issue.severity is Severity.MUST_FIX and issue.row is not None:
            outcome[place[issue.row]], reason[place[issue.row]] = "rejected", issue.code
    said = sheet.values["tenure"]
    by_code = sheet.values["code"].astype(object).str[12:13].map(TENURE_OF_PARCEL_CODE)
    return Outcomes(
        outcome=outcome,
        reason=reason,
        changed=changed,
        parcel_id=_picked(context.known.parcels, "id", stored),
        fingerprint=_picked(context.known.parcels, "fingerprint", stored),
        park_id=park_id,
        tenure=said.where(said.notna() | exists, by_code),
    )


def _picked(table: pd.DataFrame, column: str, at: np.ndarray) -> np.ndarray:
    """The column's values at these positions, None where there is none."""
    found = np.full(len(at), None, dtype=object)
    hit = at != NOWHERE
    if hit.any():
        found[hit] = table[column].to_numpy(dtype=object)[at[hit]]
    return found


def _changes(context: Context, lonlat: np.ndarray, park_id: np.ndarray) -> dict[str, np.ndarray]:
    """Field → rows whose stored parcel differs from what the file says; silence changes nothing."""
    values, parcels, at = context.sheet.values, context.known.parcels, context.stored
    exists = at != NOWHERE
    changes = {"park": exists & _differ(park_id, _picked(parcels, "park_id", at))}
    for name in TEXTS:
        changes[name] = exists & _differ(values[name].to_numpy(dtype=object), _picked(parcels, name, at))
    for name in AREAS:
        now = values[name].to_numpy(dtype=float)
        before = pd.to_numeric(pd.Series(_picked(parcels, name, at), dtype=object)).to_numpy(dtype=float)
        with np.errstate(invalid="ignore"):
            apart = np.isnan(before) | (np.abs(now - before) > SAME_AREA_M2)
        changes[name] = exists & np.isfinite(now) & apart
    changes["geometry"] = (
        exists & ~shapely.is_missing(lonlat) & ~_same_place(lonlat, _picked(parcels, "lonlat", at))
    )
    return changes


def _differ(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    said = ~pd.isna(now)
    return np.asarray(said & (now != before), dtype=bool)


def _same_place(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    same = np.asarray(shapely.equals_exact(now, before, tolerance=SAME_PLACE_DEGREES))
    rest = ~same & ~shapely.is_missing(now) & ~shapely.is_missing(before)
    same[rest] = shapely.equals_exact(
        shapely.normalize(now[rest]), shapely.normalize(before[rest]), tolerance=SAME_PLACE_DEGREES
    )
    return same
