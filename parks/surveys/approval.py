"""A second person approves (双人复核): whose approval a batch needs, who may give it, and how it is given back (退回)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from parks.accounts.models import Role, User
from parks.surveys.errors import (
    AdministratorNeededError,
    ApprovalNeededError,
    NotAwaitingError,
    OwnRequestError,
    ReturnReasonError,
    ScopeNarrowedError,
)
from parks.surveys.models import Approver, Status, SurveyUpload
from parks.surveys.sql import rows_of

REASON_LENGTH = 2


def needed(upload: SurveyUpload) -> Approver | None:
    """By the rules as they are now; the stricter where districts differ."""
    wanted = {approver for (approver,) in rows_of("approvers", upload=upload.pk)}
    return next((each for each in (Approver.ADMINISTRATOR, Approver.CLERK) if each in wanted), None)


def request_of(user: User, reason: str, wanted: Approver | None) -> dict[str, Any]:
    """Who wants the upload committed (`approval`); `needed` is null where nobody has to approve."""
    return {
        "needed": wanted,
        "requested_by": user.username,
        "requested_by_id": user.pk,
        "requested_at": timezone.now().isoformat(),
        "reason": reason,
    }


def approved(asked: dict[str, Any], user: User, remark: str) -> dict[str, Any]:
    return {
        **asked,
        "approved_by": user.username,
        "approved_by_id": user.pk,
        "approved_at": timezone.now().isoformat(),
        "remark": remark,
    }


def authorize(upload: SurveyUpload, user: User) -> None:
    """Who asked for the commit may not be the only one who looked at it, where a rule says so.

    Raises ApprovalNeededError where nobody has been asked, and what `_must_be_approver` raises."""
    if wanted := needed(upload):
        if upload.status == Status.CHECKED:
            raise ApprovalNeededError
        _must_be_approver(upload, user, wanted)


def _must_be_approver(upload: SurveyUpload, user: User, wanted: Approver) -> None:
    """Never the one who asked, whoever that is. Raises OwnRequestError, AdministratorNeededError."""
    if user.pk == (upload.approval or {}).get("requested_by_id"):
        raise OwnRequestError
    if wanted == Approver.ADMINISTRATOR and user.role != Role.ADMINISTRATOR:
        raise AdministratorNeededError


@transaction.atomic
def give_back(upload_id: int, user: User, reason: str) -> SurveyUpload:
    """Back to checked: sent back by who may approve, with a reason, or withdrawn by who asked.

    Raises NotAwaitingError, OwnRequestError, AdministratorNeededError, ScopeNarrowedError, ReturnReasonError."""
    upload, reason = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id), reason.strip()
    if upload.status != Status.AWAITING:
        raise NotAwaitingError(status=Status(upload.status).label.split()[0], status_en=upload.status)
    asked = upload.approval or {}
    if user.pk != asked.get("requested_by_id"):
        _must_be_approver(upload, user, needed(upload) or Approver.CLERK)
        if not upload.lies_within(user.scope):
            raise ScopeNarrowedError
        if len(reason) < REASON_LENGTH:
            raise ReturnReasonError
    upload.status = Status.CHECKED
    upload.approval = {
        **asked,
        "returned_by": user.username,
        "returned_at": timezone.now().isoformat(),
        "returned_reason": reason,
    }
    upload.save(update_fields=["status", "approval"])
    return upload
