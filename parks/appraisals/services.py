"""Starting appraisals, bringing back what a crash left, and explaining a park's result."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from assessment.appraise import explain_from
from assessment.errors import PolicyError
from parks.appraisals.errors import (
    QUEUE_UNAVAILABLE,
    AlreadyFinishedError,
    OverridesRefusedError,
    QueueUnavailableError,
    YearRefusedError,
)
from parks.appraisals.models import Appraisal, ParkResult, Status
from parks.appraisals.running import fail_lost_runs, record_failure
from parks.appraisals.turns import my_turn
from parks.inventory.frames import has_figures
from parks.policies.models import PolicyEdition
from parks.policies.services import policy_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parks.accounts.models import User


def start_appraisal(
    user: "User | AnonymousUser | None",
    overrides: Mapping[str, Any] | None = None,
    year: int | None = None,
    draft: PolicyEdition | None = None,
) -> Appraisal:
    """Queue a run, sent to the worker on commit; `year` is the evaluation year, the inventory's own when None; `draft` is a
    policy edition not adopted yet, to see what it would change. One that
    waits already with the same overrides and year will read the same inventory, so it is returned (and sent again, in
    case the queue has lost it).

    Raises OverridesRefusedError, YearRefusedError, and on commit QueueUnavailableError, with the run recorded as failed.
    """
    wanted = dict(overrides or {})
    _check(wanted, draft)
    if year is not None and not has_figures(year):
        raise YearRefusedError(year)
    same = {"overrides": wanted, "year": year, "draft": draft}
    waiting = Appraisal.objects.filter(status=Status.QUEUED, **same).first()
    appraisal = waiting or Appraisal.objects.create(created_by_id=getattr(user, "pk", None), **same)
    transaction.on_commit(lambda: enqueue(appraisal.pk))
    return appraisal


def _check(overrides: Mapping[str, Any], draft: PolicyEdition | None) -> None:
    try:
        policy_on(timezone.localdate(), overrides, draft)
    except PolicyError as error:
        raise OverridesRefusedError(error) from error


def enqueue(appraisal_id: int) -> None:
    from parks.appraisals.tasks import run

    try:
        run.delay(appraisal_id)
    except OperationalError as error:
        record_failure(appraisal_id, QUEUE_UNAVAILABLE)
        raise QueueUnavailableError from error


def cancel_appraisal(appraisal: Appraisal) -> None:
    """Stop a run that has not ended; the worker notices at its next stage and stores nothing. Raises
    AlreadyFinishedError."""
    unfinished = Appraisal.objects.unfinished().filter(pk=appraisal.pk)
    if not unfinished.update(status=Status.CANCELLED, finished_at=timezone.now()):
        raise AlreadyFinishedError


def recover() -> int:
    """When a worker starts or loses a process: queued runs are sent again, runs left by a dead one are failed as soon
    as nobody runs. Returns how many were sent."""
    waiting = list(Appraisal.objects.filter(status=Status.QUEUED).order_by("pk").values_list("pk", flat=True))
    for appraisal_id in waiting:
        enqueue(appraisal_id)
    with my_turn():
        fail_lost_runs()
    return len(waiting)


def named(appraisal: Appraisal) -> dict[str, Any]:
    """Which run an explanation is of."""
    return {
        "id": appraisal.pk,
        "finished_at": appraisal.finished_at,
        "current": appraisal.is_current,
        "year": appraisal.year,
        "policy_edition": appraisal.policy_edition,
        "revision": appraisal.revision,
    }


def explanation_of(park_id: int, appraisal_id: int | None = None) -> dict[str, Any] | None:
    """Why the park has its grade, mode and rank in that appraisal (the current one when None); None if it has none.
    The caller has checked that the user may see the park. One query."""
    results = ParkResult.objects.select_related("appraisal").filter(park_id=park_id)
    result = (
        results.current() if appraisal_id is None else results.filter(appraisal_id=appraisal_id)
    ).first()
    if result is None:
        return None
    appraisal = result.appraisal
    return {
        "appraisal": named(appraisal),
        **explain_from(result.evidence, appraisal.legend),
    }
