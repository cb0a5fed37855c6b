"""Takes a committed upload back (撤销): what it wrote leaves the inventory, and what was there before comes back out of the
history. A parcel that was touched since stays as it is and is listed; all others go in one transaction."""

from typing import Any, NamedTuple

import pghistory
from django.db import transaction
from django.utils import timezone

from parks.accounts.models import User
from parks.inventory.services import bump_revision, refresh_summaries
from parks.surveys.checks.overlaps import SHARE, SQUARE_METERS
from parks.surveys.errors import (
    AlreadyUndoneError,
    NothingToUndoError,
    NotUndoableError,
    UndoRefusedError,
    UndoScopeError,
)
from parks.surveys.merge import take_turn
from parks.surveys.models import Status, SurveyUpload
from parks.surveys.signals import survey_undone
from parks.surveys.sql import count_of, rows_of, update

ROWS_KEPT = 1_000
"""Refused rows that the receipt lists; more are counted, and listed when asked for anew."""

SENTENCES = {
    "undo.later-upload": (
        "之后又被上传 {later} 改动；先撤销那一次，再撤销这一行",
        "upload {later} changed it since; undo that one first",
    ),
    "undo.edited": ("之后又被改动，不能再恢复到入库之前", "it was changed since, so what it was is not brought back"),
    "undo.in-use": (
        "新增的宗地上已登记租赁或年度数据，不能删除",
        "the new parcel has tenancies or annual figures by now and cannot be deleted",
    ),
    "undo.no-history": ("历史中没有它入库之前的内容", "the history does not hold what it was before"),
    "undo.park-gone": ("它入库之前所属的园区已不存在", "the park that it belonged to before is gone"),
    "undo.overlap": (
        "它入库之前的范围已被其他宗地占用，恢复后会重叠",
        "another parcel lies by now where it was before; they would overlap",
    ),
}  # fmt: skip


class Refusal(NamedTuple):
    row: int | None
    code: str
    reason: str
    later_upload: int | None

    def told(self) -> dict[str, Any]:
        why, why_en = (text.format(later=self.later_upload) for text in SENTENCES[self.reason])
        return {"row": self.row, "code": self.code, "reason": self.reason, "why": why, "why_en": why_en}


@transaction.atomic
def preview(upload_id: int) -> dict[str, Any]:
    """How many rows would be taken back now, and which would not. Raises NotUndoableError, AlreadyUndoneError."""
    upload = SurveyUpload.objects.get(pk=upload_id)
    _must_be_committed(upload)
    rows, refused = _plan(upload)
    return {"rows": rows, "refused": [each.told() for each in refused]}


def undo(upload_id: int, user: User, reason: str = "") -> SurveyUpload:
    """Take back all rows that nobody has touched since; returns the upload with its undo receipt (`undo`).

    Raises NotUndoableError, AlreadyUndoneError, UndoScopeError, NothingToUndoError, or
    UndoRefusedError where every row was touched."""
    with transaction.atomic(), pghistory.context(undo=upload_id, user=user.pk):
        return _undo(upload_id, user, reason.strip())


def _undo(upload_id: int, user: User, reason: str) -> SurveyUpload:
    upload = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
    _must_be_committed(upload)
    if not upload.lies_within(user.scope):
        raise UndoScopeError
    take_turn()
    rows_of("undo_ignore_nothing")
    rows_of("undo_lock", upload=upload_id)
    rows, refused = _plan(upload)
    if not rows:
        raise UndoRefusedError(count=len(refused)) if refused else NothingToUndoError
    park_ids, done = _take_back(upload)
    _finish(upload, user, reason, {"rows": rows, **done, "parks": len(park_ids)}, refused)
    details = {"upload_id": upload.pk, "user_id": user.pk, "park_ids": park_ids, "revision": done["revision"]}
    transaction.on_commit(lambda: _announce(details))
    return upload


def _must_be_committed(upload: SurveyUpload) -> None:
    if upload.status == Status.UNDONE:
        raise AlreadyUndoneError
    if upload.status != Status.COMMITTED:
        raise NotUndoableError(status=Status(upload.status).label.split()[0], status_en=upload.status)


def _plan(upload: SurveyUpload) -> tuple[int, list[Refusal]]:
    """Fill `survey_undo`; how many parcels will be taken back, and which will not. A parcel that stays may stand in the way
    of another, which then stays too."""
    since = (upload.receipt or {})["history"]
    rows_of("undo_forget")
    rows_of("undo_keep_batch", upload=upload.pk)
    rows_of("undo_analyze_batch")
    rows_of("undo_plan", upload=upload.pk, **since)
    rows_of("undo_index")
    rows_of("undo_analyze")
    while count_of("undo_overlapping", square_meters=SQUARE_METERS, share=SHARE, **since):
        pass
    refused = [Refusal(*row) for row in rows_of("undo_refused")]
    return count_of("undo_taken_back"), refused


def _take_back(upload: SurveyUpload) -> tuple[list[int], dict[str, int]]:
    """Building areas leave before their parcels, and before those whose place they took come back."""
    park_ids = sorted(park for (park,) in rows_of("undo_parks"))
    rows_of("undo_keep_written", upload=upload.pk)
    rows_of("undo_analyze_written")
    rows_of("undo_plan_buildings")
    rows_of("undo_analyze_buildings")
    counts = {
        "building_areas_deleted": count_of("undo_delete_building_areas"),
        "building_areas_restored": update("undo_update_building_areas")
        + count_of("undo_insert_building_areas"),
        "parcels_deleted": count_of("undo_delete_parcels"),
        "parcels_restored": update("undo_update_parcels"),
    }
    refresh_summaries(park_ids)
    return park_ids, {**counts, "revision": bump_revision()}


def _finish(
    upload: SurveyUpload, user: User, reason: str, done: dict[str, int], refused: list[Refusal]
) -> None:
    former = upload.undo
    upload.undo = {
        "batch": upload.pk,
        **done,
        "refused_count": len(refused),
        "refused": [each.told() for each in refused[:ROWS_KEPT]],
        "reason": reason,
        "undone_by": user.username,
        "undone_at": timezone.now().isoformat(),
        "earlier": [*former.pop("earlier"), former] if former else [],
    }
    upload.status = Status.COMMITTED if refused else Status.UNDONE
    upload.save(update_fields=["status", "undo"])


def _announce(details: dict[str, Any]) -> None:
    survey_undone.send_robust(sender=SurveyUpload, **details)
