"""What a commit would change, found out without committing (影响预览): the staged rows are merged as a commit does, both
inventories are judged, and everything is rolled back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import pandas as pd
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueError

from assessment.appraise import appraise
from assessment.frame import Frame
from parks.accounts.models import User
from parks.errors import CunyuanError
from parks.inventory.frames import assessment_frame
from parks.inventory.models import Park
from parks.inventory.services import current_revision
from parks.policies.services import policy_on
from parks.surveys.commit import BY_PERSON, ChangedError, as_refusal, compare_anew, must_be_sound, problem_of
from parks.surveys.comparison import Judged, compare
from parks.surveys.errors import EffectsQueueError
from parks.surveys.merge import TURN, merge
from parks.surveys.models import SurveyUpload
from parks.surveys.turns import my_turn

log = logging.getLogger(__name__)

ATTEMPTS = 3
TIME_LIMIT = 600
COMPUTING, DONE, FAILED = "computing", "done", "failed"
TIMED_OUT = {
    "code": "effects_time_limit",
    "detail": "影响预览超过时限，已停止；不影响入库。",
    "detail_en": "The preview of effects took longer than allowed and was stopped; the survey can still be committed.",
}
BROKEN = {
    "code": "effects_failed",
    "detail": "程序在计算影响时出错，已记录；不影响入库。请联系管理员，并附上此次上传的编号。",
    "detail_en": "The program failed while computing the effects; this was logged. Tell the administrator the upload's number.",
}
LOST = {
    "code": "effects_lost",
    "detail": "计算影响时后台进程多次中断，已放弃；不影响入库，可稍后再试。",
    "detail_en": "The worker ended several times while computing the effects; try again later.",
}


@transaction.atomic
def ask(upload_id: int, user: User) -> SurveyUpload:
    """Have the effects computed by the worker; where that is under way, nothing is begun twice.

    Raises what `commit.must_be_sound` raises, and EffectsQueueError."""
    upload = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
    must_be_sound(upload, user)
    if not _under_way(upload.effects):
        upload.effects = {"state": COMPUTING, "at": timezone.now().isoformat(), "attempts": 0}
        upload.save(update_fields=["effects"])
        transaction.on_commit(lambda: enqueue(upload_id))
    return upload


def _under_way(effects: dict[str, Any] | None) -> bool:
    """What was asked for longer ago than any task may take is lost."""
    if not effects or effects["state"] != COMPUTING:
        return False
    return timezone.now() - datetime.fromisoformat(effects["at"]) < timedelta(seconds=2 * TIME_LIMIT)


def enqueue(upload_id: int) -> None:
    from parks.surveys.tasks import compute_effects

    try:
        compute_effects.delay(upload_id)
    except QueueError as error:
        SurveyUpload.objects.filter(pk=upload_id, effects__state=COMPUTING).update(effects=None)
        raise EffectsQueueError from error


def recover() -> int:
    """When a worker starts: previews that a dead worker left are sent again. Returns how many."""
    left = SurveyUpload.objects.filter(effects__state=COMPUTING, status__in=BY_PERSON)
    for upload_id in (ids := list(left.order_by("pk").values_list("pk", flat=True))):
        enqueue(upload_id)
    return len(ids)


def compute(upload_id: int) -> None:
    """Compute what was asked for; whatever happens, `effects` says so. An answer that nobody waits for any more, because
    the file was checked again or committed meanwhile, is dropped."""
    with my_turn(upload_id):
        asked = _claim(upload_id)
        if asked is None:
            return
        found: dict[str, Any]
        try:
            found = {"state": DONE, **_find_out(upload_id)}
        except ChangedError as changed:
            found = {"state": FAILED, "problem": problem_of(as_refusal(changed.found))}
        except CunyuanError as refusal:
            found = {"state": FAILED, "problem": problem_of(refusal)}
        except SoftTimeLimitExceeded:
            found = {"state": FAILED, "problem": TIMED_OUT}
        except OperationalError:
            raise
        except Exception:
            log.exception("effects of survey %s could not be computed", upload_id)
            found = {"state": FAILED, "problem": BROKEN}
        _answer(upload_id, asked, found)


def _claim(upload_id: int) -> str | None:
    """When it was asked for, and one attempt more; None where nobody asks."""
    with transaction.atomic():
        upload = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
        effects = upload.effects
        if not effects or effects["state"] != COMPUTING or upload.status not in BY_PERSON:
            return None
        effects["attempts"] += 1
        upload.save(update_fields=["effects"])
    if effects["attempts"] > ATTEMPTS:
        _answer(upload_id, effects["at"], {"state": FAILED, "problem": LOST})
        return None
    return str(effects["at"])


def _answer(upload_id: int, asked: str, found: dict[str, Any]) -> None:
    waiting = SurveyUpload.objects.filter(pk=upload_id, status__in=BY_PERSON, effects__at=asked)
    waiting.update(effects={"at": timezone.now().isoformat(), **found})


def _find_out(upload_id: int) -> dict[str, Any]:
    clock = perf_counter()
    upload = SurveyUpload.objects.get(pk=upload_id)
    with _commits_kept_out():
        revision, before, after = _both_inventories(upload)
    held = perf_counter() - clock
    policy = policy_on(timezone.localdate())
    was, now = (Judged(frame, appraise(frame, policy)) for frame in (before, after))
    found = compare(was, now, _parks_of(upload))
    counts = upload.counts or {}
    return {
        "revision": revision,
        "year": after.year,
        "policy_edition": policy.edition,
        **found,
        "parcels": {
            **{name: counts.get(name, 0) for name in ("new", "update")},
            "grades": found.pop("parcel_grades"),
        },
        "seconds": {"locked": round(held, 2), "all": round(perf_counter() - clock, 2)},
    }


@contextmanager
def _commits_kept_out() -> Iterator[None]:
    """Before the transaction begins, so that it sees what the last commit left and no other comes in between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])


def _both_inventories(upload: SurveyUpload) -> tuple[int, Frame, Frame]:
    """As it is, and as the commit would leave it, of one snapshot. Nothing of it stays."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        compare_anew(upload)
        revision, before = current_revision(), assessment_frame()
        merge(upload)
        after = assessment_frame()
        transaction.set_rollback(True)
    return revision, before, after


def _parks_of(upload: SurveyUpload) -> pd.DataFrame:
    """Parks that everybody who sees the upload may see."""
    parks = Park.objects.within(*upload.scope).order_by("pk").values_list("pk", "code", "name")
    return pd.DataFrame(list(parks), columns=["id", "code", "name"]).set_index("id")
