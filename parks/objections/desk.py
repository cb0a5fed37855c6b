"""The way of an objection: 受理 register → 分派 dispatch → 反馈 decide, or withdrawn. Each step holds the row."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from parks.accounts.models import User
from parks.accounts.permissions import Permission, allows
from parks.inventory.models import Park
from parks.objections.deadlines import deadline_of
from parks.objections.errors import NotRegisteredError, WrongStatusError
from parks.objections.models import Objection, Status
from parks.objections.objected import given, run_of, subject_of


@transaction.atomic
def register(user: User, said: dict[str, Any]) -> Objection:
    """Take an objection in (受理), with what it is against as it stands. `said` is the registration as checked by its
    serializer. Raises NotRegisteredError, NotJudgedError."""
    subject, subject_id = said["subject"], said["subject_id"]
    found = subject_of(user, subject, subject_id)
    run = run_of(said.get("appraisal"))
    received_on: dt.date = said.get("received_on") or timezone.localdate()
    return Objection.objects.create(
        subject=subject,
        subject_id=subject_id,
        subject_code=found.code,
        subject_name=found.name,
        park_id=found.park_id,
        about=said["about"],
        list_name=said.get("list_name", ""),
        appraisal=run,
        year=run.year if run else None,
        area_m2=found.area_m2,
        objector=said["objector"],
        contact=said.get("contact", ""),
        statement=said["statement"],
        received_on=received_on,
        deadline=said.get("deadline") or deadline_of(received_on),
        registered_by=user,
        **given(run, subject, subject_id, said["about"], said.get("list_name", "")),
    )


@transaction.atomic
def dispatch(objection_id: int, user: User, to: str, assignee: str = "") -> Objection:
    """Hand it to a department (分派), or from one to another. Raises WrongStatusError, NotRegisteredError."""
    objection = held(objection_id, "分派", "dispatched", Status.RECEIVED, Status.DISPATCHED)
    objection.dispatched_to = to
    objection.assignee = _colleague(assignee, objection.park_id) if assignee else None
    objection.dispatched_by, objection.dispatched_at = user, timezone.now()
    objection.status = Status.DISPATCHED
    objection.save()
    return objection


@transaction.atomic
def decide(objection_id: int, user: User, outcome: str, reason: str, remedy: str = "") -> Objection:
    """Answer it (反馈), for good; the reason stays beside the grade. Raises WrongStatusError."""
    objection = held(objection_id, "作出决定", "decided", Status.DISPATCHED)
    objection.outcome, objection.reason, objection.remedy = outcome, reason, remedy
    objection.decided_by, objection.decided_at = user, timezone.now()
    objection.status = Status.DECIDED
    objection.save()
    return objection


@transaction.atomic
def withdraw(objection_id: int, user: User, reason: str) -> Objection:
    """The objector takes it back, or it was registered in error. Raises WrongStatusError."""
    objection = held(objection_id, "撤回", "withdrawn", Status.RECEIVED, Status.DISPATCHED)
    objection.withdrawn_reason = reason
    objection.withdrawn_by, objection.withdrawn_at = user, timezone.now()
    objection.status = Status.WITHDRAWN
    objection.save()
    return objection


def held(objection_id: int, action: str, action_en: str, *statuses: Status) -> Objection:
    """The objection, locked until the transaction ends. Raises WrongStatusError."""
    objection = Objection.objects.select_for_update(of=["self"]).get(pk=objection_id)
    if objection.status not in statuses:
        status = Status(objection.status)
        raise WrongStatusError(
            status=status.label, status_en=status.value, action=action, action_en=action_en
        )
    return objection


def _colleague(username: str, park_id: int) -> User:
    """Somebody who may decide it: by role, and by scope."""
    found = User.objects.filter(username=username, is_active=True).first()
    if (
        found
        and allows(found, Permission.OBJECTIONS_DECIDE)
        and Park.objects.visible_to(found).filter(pk=park_id).exists()
    ):
        return found
    raise NotRegisteredError(
        "assignee",
        "not_found",
        "没有这个账号，或其职位、数据范围不能处理这件异议。",
        "There is no such account, or its role or data scope does not let it decide this objection.",
    )
