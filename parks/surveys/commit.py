"""Commits an upload (入库): everything in one transaction by set-based SQL, or nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from parks.accounts.models import User
from parks.inventory.models import Source
from parks.inventory.models.sources import SourceKind
from parks.inventory.services import bump_revision, current_revision, refresh_summaries
from parks.surveys.errors import (
    ChangedSinceCheckedError,
    MustFixError,
    NotCheckedError,
    ReasonNeededError,
    ScopeNarrowedError,
)
from parks.surveys.issues import Severity
from parks.surveys.models import Outcome, Status, SurveyRow, SurveyUpload
from parks.surveys.signals import survey_committed
from parks.surveys.sql import statement

REASON_LENGTH = 2
ROWS_LISTED = 10
COMMIT_LOCK = 0x5375_7276
"""Commits take turns, so that each compares with what the last one left."""


def commit(upload_id: int, user: User, reason: str = "") -> SurveyUpload:
    """Merge the staged rows into the inventory; returns the upload with its receipt.

    Raises NotCheckedError, MustFixError, ReasonNeededError, or ChangedSinceCheckedError (which labels those rows).
    """
    try:
        with transaction.atomic(), pghistory.context(survey=upload_id, user=user.pk):
            return _commit(upload_id, user, reason.strip())
    except _ChangedError as changed:
        SurveyRow.objects.filter(upload_id=upload_id, row__in=changed.rows).update(outcome=Outcome.CONFLICT)
        _recount(upload_id)
        raise _as_refusal(changed.rows) from None
    except IntegrityError as error:
        if "inventory_parcel" in str(error):
            raise ChangedSinceCheckedError(count="?", rows="?") from error
        raise


class _ChangedError(Exception):
    def __init__(self, rows: list[int]) -> None:
        self.rows = rows


def _as_refusal(rows: list[int]) -> ChangedSinceCheckedError:
    listed = "、".join(map(str, rows[:ROWS_LISTED])) + ("…" if len(rows) > ROWS_LISTED else "")
    return ChangedSinceCheckedError(count=len(rows), rows=listed)


def _commit(upload_id: int, user: User, reason: str) -> SurveyUpload:
    upload = SurveyUpload.objects.select_for_update().get(pk=upload_id)
    _may_be_committed(upload, user, reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COMMIT_LOCK])
    _run("lock_parcels", upload=upload_id)
    if changed := [row for row, _ in _run("changed_since_checked", upload=upload_id)]:
        raise _ChangedError(changed)
    merged = _merge(upload)
    _finish(upload, user, reason, merged)
    if merged["park_ids"]:
        details = {"upload_id": upload.pk, "user_id": user.pk, **merged}
        transaction.on_commit(lambda: _announce(details))
    return upload


def _may_be_committed(upload: SurveyUpload, user: User, reason: str) -> None:
    if upload.status != Status.CHECKED:
        raise NotCheckedError(status=Status(upload.status).label.split()[0], status_en=upload.status)
    if not all(any(area.startswith(mine) for mine in user.scope) for area in upload.scope):
        raise ScopeNarrowedError
    by_severity = {str(s): 0 for s in Severity}
    for kind in upload.issues_by_code:
        by_severity[kind["severity"]] += kind["count"]
    if by_severity["must_fix"]:
        raise MustFixError(count=by_severity["must_fix"])
    if by_severity["needs_reason"] and len(reason) < REASON_LENGTH:
        raise ReasonNeededError(count=by_severity["needs_reason"])


def _merge(upload: SurveyUpload) -> dict[str, Any]:
    """Write what is new or changed; derive the touched parks anew; move the revision."""
    park_ids = sorted(park for (park,) in _run("touched_parks", upload=upload.pk))
    if not park_ids:
        return {"park_ids": [], "revision": current_revision(), "source": None, "building_areas": 0}
    today = timezone.localdate()
    title = f"摸查上传 {upload.pk}：{upload.file_name}"[:200]
    source = Source.objects.create(
        kind=SourceKind.SURVEY,
        title=title,
        dated=today,
        reference=f"survey:{upload.pk} sha256:{upload.sha256}",
    )
    _run("insert_parcels", upload=upload.pk, source=source.pk)
    _run("update_parcels", upload=upload.pk, source=source.pk)
    buildings = _count("insert_building_areas", upload=upload.pk, source=source.pk, today=today)
    refresh_summaries(park_ids)
    return {
        "park_ids": park_ids,
        "revision": bump_revision(),
        "source": source.pk,
        "building_areas": buildings,
    }


def _finish(upload: SurveyUpload, user: User, reason: str, merged: dict[str, Any]) -> None:
    upload.status, upload.committed_at, upload.reason = Status.COMMITTED, timezone.now(), reason
    upload.receipt = {
        "batch": upload.pk,
        "file": upload.file_name,
        "sha256": upload.sha256,
        "counts": upload.counts,
        "changed_nothing": not merged["park_ids"],
        "building_areas": merged["building_areas"],
        "parks": len(merged["park_ids"]),
        "revision": merged["revision"],
        "source": merged["source"],
        "reason": reason,
        "issues_by_code": upload.issues_by_code,
        "uploaded_by": upload.user.username,
        "committed_by": user.username,
        "committed_at": upload.committed_at.isoformat(),
    }
    upload.save(update_fields=["status", "committed_at", "reason", "receipt"])


def _announce(details: dict[str, Any]) -> None:
    survey_committed.send_robust(sender=SurveyUpload, **details)


def _recount(upload_id: int) -> None:
    with transaction.atomic():
        upload = SurveyUpload.objects.select_for_update().get(pk=upload_id)
        upload.counts = {**(upload.counts or {}), **counted(upload_id)}
        upload.save(update_fields=["counts"])


def counted(upload_id: int) -> dict[str, int]:
    """Rows of each outcome, as they are staged now."""
    outcomes = list(SurveyRow.objects.filter(upload_id=upload_id).values_list("outcome", flat=True))
    return {kind: outcomes.count(kind) for kind in Outcome.values}


def _run(name: str, **parameters: int | date | None) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return cursor.fetchall() if cursor.description else []


def _count(name: str, **parameters: int | date | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return int(cursor.rowcount)
