"""Commits an upload (入库): everything in one transaction by set-based SQL, or nothing."""

from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from parks.accounts.models import User
from parks.surveys import conflicts
from parks.surveys.conflicts import Conflict
from parks.surveys.errors import (
    ChangedSinceCheckedError,
    ConflictRowsError,
    MustFixError,
    NotCheckedError,
    ReasonNeededError,
    ScopeNarrowedError,
)
from parks.surveys.issues import Severity
from parks.surveys.merge import NO_BUILDINGS, merge, take_turn
from parks.surveys.models import Outcome, Status, SurveyUpload
from parks.surveys.signals import survey_committed
from parks.surveys.sql import rows_of

REASON_LENGTH = 2
HISTORIES = ("parcels", "building_areas")
ROWS_LISTED = 10


def commit(upload_id: int, user: User, reason: str = "") -> SurveyUpload:
    """Merge the staged rows into the inventory; returns the upload with its receipt.

    Raises NotCheckedError, ConflictRowsError, MustFixError, ReasonNeededError, ScopeNarrowedError, or
    ChangedSinceCheckedError (which labels those rows).
    """
    try:
        with transaction.atomic(), pghistory.context(survey=upload_id, user=user.pk):
            return _commit(upload_id, user, reason.strip())
    except _ChangedError as changed:
        raise _as_refusal(conflicts.record(upload_id) or changed.found) from None
    except IntegrityError as error:
        # What got in beside the commits (a parcel of the same code, a park that is gone) is there to be found now.
        taken = isinstance(error.__cause__, UniqueViolation | ForeignKeyViolation)
        if taken and (found := conflicts.record(upload_id)):
            raise _as_refusal(found) from error
        raise


class _ChangedError(Exception):
    def __init__(self, found: dict[int, Conflict]) -> None:
        self.found = found


def _as_refusal(found: dict[int, Conflict]) -> ChangedSinceCheckedError:
    rows = list(found)
    listed = "、".join(map(str, rows[:ROWS_LISTED])) + ("…" if len(rows) > ROWS_LISTED else "")
    zh, en = zip(*(conflicts.SENTENCES[why] for why in Conflict if why in found.values()), strict=True)
    return ChangedSinceCheckedError(count=len(rows), rows=listed, why="，".join(zh), why_en="; ".join(en))


def _commit(upload_id: int, user: User, reason: str) -> SurveyUpload:
    upload = SurveyUpload.objects.select_for_update().get(pk=upload_id)
    _may_be_committed(upload, user, reason)
    take_turn()
    rows_of("analyze_rows")
    rows_of("lock_parcels", upload=upload_id)
    if found := conflicts.find(upload_id):
        raise _ChangedError(found)
    merged = merge(upload)
    _finish(upload, user, reason, merged)
    if merged["park_ids"]:
        details = {"upload_id": upload.pk, "user_id": user.pk, **merged}
        transaction.on_commit(lambda: _announce(details))
    return upload


def _may_be_committed(upload: SurveyUpload, user: User, reason: str) -> None:
    if upload.status != Status.CHECKED:
        raise NotCheckedError(status=Status(upload.status).label.split()[0], status_en=upload.status)
    if not upload.lies_within(user.scope):
        raise ScopeNarrowedError
    if conflicting := upload.rows.filter(outcome=Outcome.CONFLICT).count():
        raise ConflictRowsError(count=conflicting)
    by_severity = {str(s): 0 for s in Severity}
    for kind in upload.issues_by_code:
        by_severity[kind["severity"]] += kind["count"]
    if by_severity["must_fix"]:
        raise MustFixError(count=by_severity["must_fix"])
    if by_severity["needs_reason"] and len(reason) < REASON_LENGTH:
        raise ReasonNeededError(count=by_severity["needs_reason"])


def _finish(upload: SurveyUpload, user: User, reason: str, merged: dict[str, Any]) -> None:
    upload.status, upload.committed_at, upload.reason = Status.COMMITTED, timezone.now(), reason
    upload.receipt = {
        "batch": upload.pk,
        "file": upload.file_name,
        "sha256": upload.sha256,
        "counts": upload.counts,
        "changed_nothing": not merged["park_ids"],
        **{name: merged[name] for name in NO_BUILDINGS},
        "parks": len(merged["park_ids"]),
        "revision": merged["revision"],
        "source": merged["source"],
        "history": dict(zip(HISTORIES, rows_of("history_now")[0], strict=True)),
        "reason": reason,
        "issues_by_code": upload.issues_by_code,
        "uploaded_by": upload.user.username,
        "committed_by": user.username,
        "committed_at": upload.committed_at.isoformat(),
    }
    upload.save(update_fields=["status", "committed_at", "reason", "receipt"])


def _announce(details: dict[str, Any]) -> None:
    survey_committed.send_robust(sender=SurveyUpload, **details)
