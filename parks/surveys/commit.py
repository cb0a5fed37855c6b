"""Commits an upload (入库): everything in one transaction by set-based SQL, or nothing."""

from collections.abc import Collection
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from parks.accounts.models import User
from parks.errors import CunyuanError
from parks.surveys import approval, conflicts
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
from parks.surveys.remembered import remember
from parks.surveys.signals import survey_committed
from parks.surveys.sql import rows_of

REASON_LENGTH = 2
BY_PERSON = (Status.CHECKED, Status.AWAITING)
HANDED_IN = (Status.AWAITING, Status.COMMITTING)
HISTORIES = ("parcels", "building_areas")
ROWS_LISTED = 10


def commit(upload_id: int, user: User, reason: str = "") -> SurveyUpload:
    """Merge the staged rows of a checked upload into the inventory, or of one that awaits this user's approval; returns the
    upload with its receipt.

    Raises NotCheckedError, ConflictRowsError, MustFixError, ReasonNeededError, ScopeNarrowedError, what
    `approval.authorize` raises, or ChangedSinceCheckedError (which labels those rows)."""
    return _all_or_nothing(upload_id, user, reason.strip(), BY_PERSON)


def commit_submitted(upload_id: int) -> SurveyUpload:
    """The same by the worker, for whoever asked or approved."""
    asked = SurveyUpload.objects.values_list("approval", flat=True).get(pk=upload_id) or {}
    user = User.objects.get(pk=asked.get("approved_by_id") or asked["requested_by_id"])
    return _all_or_nothing(upload_id, user, "", (Status.COMMITTING,))


def _all_or_nothing(upload_id: int, user: User, reason: str, statuses: Collection[Status]) -> SurveyUpload:
    try:
        with transaction.atomic(), pghistory.context(survey=upload_id, user=user.pk):
            return _commit(upload_id, user, reason, statuses)
    except ChangedError as changed:
        raise _refusal(upload_id, changed.found) from None
    except IntegrityError as error:
        # What got in beside the commits (a parcel of the same code, a park that is gone) is there to be found now.
        taken = isinstance(error.__cause__, UniqueViolation | ForeignKeyViolation)
        if taken and (found := conflicts.find(upload_id)):
            raise _refusal(upload_id, found) from error
        raise


class ChangedError(Exception):
    def __init__(self, found: dict[int, Conflict]) -> None:
        self.found = found


@transaction.atomic
def _refusal(upload_id: int, found: dict[int, Conflict]) -> ChangedSinceCheckedError:
    """Label the rows that conflict; an upload that was handed in is as it was before."""
    handed_in = put_back(upload_id, {})
    error = as_refusal(conflicts.record(upload_id) or found)
    if handed_in:
        SurveyUpload.objects.filter(pk=upload_id).update(problem=problem_of(error))
    return error


def put_back(upload_id: int, problem: dict[str, str]) -> bool:
    """An upload that was handed in is checked again, and says why; whether it was one."""
    handed_in = SurveyUpload.objects.filter(pk=upload_id, status__in=HANDED_IN)
    return bool(handed_in.update(status=Status.CHECKED, problem=problem))


def problem_of(error: CunyuanError) -> dict[str, str]:
    return {"code": error.code, "detail": error.detail, "detail_en": error.detail_en}


def as_refusal(found: dict[int, Conflict]) -> ChangedSinceCheckedError:
    rows = list(found)
    listed = "、".join(map(str, rows[:ROWS_LISTED])) + ("…" if len(rows) > ROWS_LISTED else "")
    zh, en = zip(*(conflicts.SENTENCES[why] for why in Conflict if why in found.values()), strict=True)
    return ChangedSinceCheckedError(count=len(rows), rows=listed, why="，".join(zh), why_en="; ".join(en))


def _commit(upload_id: int, user: User, reason: str, statuses: Collection[Status]) -> SurveyUpload:
    upload = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
    may_be_committed(upload, user, reason, statuses)
    approval.authorize(upload, user)
    compare_anew(upload)
    merged = merge(upload)
    _finish(upload, user, reason, merged)
    if merged["park_ids"]:
        details = {"upload_id": upload.pk, "user_id": user.pk, **merged}
        transaction.on_commit(lambda: _announce(details))
    return upload


def compare_anew(upload: SurveyUpload) -> None:
    """With what the last commit left, and with what nobody can change until the end of the transaction."""
    take_turn()
    rows_of("analyze_rows")
    rows_of("analyze_known")
    rows_of("lock_parcels", upload=upload.pk)
    if found := conflicts.find(upload.pk):
        raise ChangedError(found)


def may_be_committed(
    upload: SurveyUpload, user: User, reason: str, statuses: Collection[Status] = BY_PERSON
) -> None:
    """What is known before anything is compared anew. Raises what `must_be_sound` raises, and ReasonNeededError."""
    must_be_sound(upload, user, statuses)
    count = _issues(upload, Severity.NEEDS_REASON)
    if count and len(_reason_of(upload, reason)) < REASON_LENGTH:
        raise ReasonNeededError(count=count)


def must_be_sound(upload: SurveyUpload, user: User, statuses: Collection[Status] = BY_PERSON) -> None:
    """Raises NotCheckedError, ScopeNarrowedError, ConflictRowsError, MustFixError."""
    if upload.status not in statuses:
        raise NotCheckedError(status=Status(upload.status).label.split()[0], status_en=upload.status)
    if not upload.lies_within(user.scope):
        raise ScopeNarrowedError
    if conflicting := upload.rows.filter(outcome=Outcome.CONFLICT).count():
        raise ConflictRowsError(count=conflicting)
    if count := _issues(upload, Severity.MUST_FIX):
        raise MustFixError(count=count)


def _issues(upload: SurveyUpload, severity: Severity) -> int:
    return sum(kind["count"] for kind in upload.issues_by_code if kind["severity"] == severity)


def _reason_of(upload: SurveyUpload, said: str) -> str:
    """That of whoever asked for it, where it was handed in."""
    return str(upload.approval["reason"]) if upload.status in HANDED_IN and upload.approval else said.strip()


def _finish(upload: SurveyUpload, user: User, said: str, merged: dict[str, Any]) -> None:
    if upload.status == Status.AWAITING:
        upload.approval = approval.approved(upload.approval or {}, user, said)
    upload.reason, upload.committed_at = _reason_of(upload, said), timezone.now()
    upload.receipt = _receipt(upload, user, merged)
    upload.status, upload.problem = Status.COMMITTED, None
    upload.save(update_fields=["status", "committed_at", "reason", "receipt", "approval", "problem"])
    remember(upload)


def _receipt(upload: SurveyUpload, user: User, merged: dict[str, Any]) -> dict[str, Any]:
    """What stays for good: the file, what was decided about it, by whom, and what it did."""
    asked = upload.approval if upload.status in HANDED_IN else None
    return {
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
        "reason": upload.reason,
        "issues_by_code": upload.issues_by_code,
        "answers": upload.answers,
        "left_out": upload.answers.get("left_out", []),
        "effects": effects_told(upload.effects),
        "uploaded_by": upload.user.username,
        "requested_by": (asked or {}).get("requested_by"),
        "approved_by": (asked or {}).get("approved_by"),
        "approval": asked,
        "committed_by": user.username,
        "committed_at": upload.committed_at.isoformat() if upload.committed_at else None,
    }


def effects_told(effects: dict[str, Any] | None) -> dict[str, Any] | None:
    """The summary of a preview, where one was made; the changes park by park are those of the appraisal that follows."""
    if not effects or effects.get("state") != "done":
        return None
    return {name: value for name, value in effects.items() if name != "changes"}


def _announce(details: dict[str, Any]) -> None:
    survey_committed.send_robust(sender=SurveyUpload, **details)
