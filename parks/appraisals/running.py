"""One run of the assessment: snapshot, appraise, store. Each stage is visible to everybody while it lasts."""

import gc
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessment.appraisal import Appraisal as Judged
from assessment.appraise import appraise
from assessment.frame import Frame
from parks.appraisals import inputs
from parks.appraisals.code_version import code_hash
from parks.appraisals.errors import WORKER_LOST, Failure, failure_of
from parks.appraisals.models import Appraisal, Status
from parks.appraisals.storing import prune, store
from parks.appraisals.turns import my_turn
from parks.inventory.frames import assessment_frame, evaluation_year, snapshot
from parks.inventory.services import current_revision
from parks.policies import services as policies

log = logging.getLogger(__name__)

PROGRESS = {Status.SNAPSHOT: 5, Status.APPRAISING: 35, Status.STORING: 65, Status.DONE: 100}


class CancelledError(Exception):
    """Somebody cancelled the run while it was under way."""


def run_appraisal(appraisal_id: int) -> None:
    """Carry the queued appraisal out; what was carried out or failed before is left alone, so that a task delivered
    twice does nothing. A failure is recorded on the appraisal, never raised."""
    try:
        with my_turn():
            fail_lost_runs()
            appraisal = _claim(appraisal_id)
            if appraisal is None:
                log.info("appraisal %s is gone or was taken up before", appraisal_id)
            else:
                _carry_out(appraisal)
    except CancelledError:
        log.info("appraisal %s was cancelled", appraisal_id)
    except Exception as error:
        log.exception("appraisal %s failed", appraisal_id)
        record_failure(appraisal_id, failure_of(error))


def fail_lost_runs() -> int:
    """Whoever holds the lock knows that nobody else is running: what still says so was left by a dead worker."""
    lost = list(Appraisal.objects.running().values_list("pk", flat=True))
    for appraisal_id in lost:
        log.error("appraisal %s was left by a lost worker", appraisal_id)
        record_failure(appraisal_id, WORKER_LOST)
    return len(lost)


def record_failure(appraisal_id: int, failure: Failure) -> None:
    if connection.connection is not None and not connection.is_usable():
        connection.close()
    Appraisal.objects.unfinished().filter(pk=appraisal_id).update(
        status=Status.FAILED,
        error_code=failure.code,
        error_zh=failure.zh,
        error_en=failure.en,
        finished_at=timezone.now(),
    )


def _claim(appraisal_id: int) -> Appraisal | None:
    claimed = Appraisal.objects.filter(pk=appraisal_id, status=Status.QUEUED).update(
        status=Status.SNAPSHOT, progress=PROGRESS[Status.SNAPSHOT], started_at=timezone.now()
    )
    return Appraisal.objects.get(pk=appraisal_id) if claimed else None


@contextmanager
def _without_collector() -> Iterator[None]:
    """A run builds a million small objects and no cycles of them: the collector would walk them all, over and over."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_without_collector()
def _carry_out(appraisal: Appraisal) -> None:
    clock = _Clock()
    with snapshot():
        appraisal.revision = current_revision()
        frame = assessment_frame(appraisal.year)
        in_force = not appraisal.overrides and appraisal.draft is None
        official = in_force and (not appraisal.year or appraisal.year == evaluation_year())
    appraisal.year, appraisal.is_trial = frame.year, not official
    clock.lap("snapshot")
    _enter(appraisal, Status.APPRAISING)
    judged = _judge(appraisal, frame)
    clock.lap("appraising")
    _enter(appraisal, Status.STORING)
    with transaction.atomic():
        _still_wanted(appraisal)
        policies.keep(judged.policy)
        inputs.keep(frame, judged.input_hash)
        store(appraisal, judged)
        clock.lap("storing")
        _finish(appraisal, clock.seconds, current=official)
    log.info("appraisal %s done: %s", appraisal.pk, clock.seconds)
    _tidy_up()


def _tidy_up() -> None:
    """Nobody waits for it, and it spoils nothing when it fails: the next run tidies up."""
    try:
        with transaction.atomic():
            prune()
    except DatabaseError:
        log.exception("old runs were not thinned out")


def _judge(appraisal: Appraisal, frame: Frame) -> Judged:
    day = timezone.localdate(appraisal.created_at)
    policy = policies.policy_on(day, appraisal.overrides, appraisal.draft)
    judged = appraise(frame, policy)
    appraisal.code_hash = code_hash()
    appraisal.policy_edition, appraisal.policy_hash = policy.edition, policy.hash
    appraisal.input_hash = judged.input_hash
    appraisal.result_hash = hashlib.sha256(judged.to_bytes()).hexdigest()
    appraisal.legend = judged.legend
    appraisal.park_count = len(judged.parks)
    appraisal.parcel_count = len(judged.parcels)
    appraisal.enterprise_count = len(judged.enterprises)
    return judged


def _enter(appraisal: Appraisal, status: Status) -> None:
    """Raises CancelledError where somebody has cancelled the run since the last stage."""
    appraisal.status, appraisal.progress = status, PROGRESS[status]
    unfinished = Appraisal.objects.unfinished().filter(pk=appraisal.pk)
    if not unfinished.update(status=status, progress=PROGRESS[status]):
        raise CancelledError


def _still_wanted(appraisal: Appraisal) -> None:
    """From here to the end of the transaction nobody can cancel the run."""
    if not Appraisal.objects.select_for_update(of=["self"]).unfinished().filter(pk=appraisal.pk).exists():
        raise CancelledError


def _finish(appraisal: Appraisal, seconds: dict[str, float], *, current: bool) -> None:
    if current:
        Appraisal.objects.filter(is_current=True).update(is_current=False)
        appraisal.is_current = True
    appraisal.status, appraisal.progress = Status.DONE, PROGRESS[Status.DONE]
    appraisal.details_kept, appraisal.finished_at, appraisal.seconds = True, timezone.now(), seconds
    appraisal.save()


class _Clock:
    """Seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage], self._since = round(now - self._since, 3), now
