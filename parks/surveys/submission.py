"""Hands a checked upload in to be committed (提交入库): at once, by the worker where it is large, or after a second person
has approved."""

import logging
from time import time
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.db.models import F
from kombu.exceptions import OperationalError as QueueError

from parks.accounts.models import User
from parks.errors import CunyuanError
from parks.surveys import approval, progress
from parks.surveys.commit import commit, commit_submitted, may_be_committed, problem_of, put_back
from parks.surveys.errors import CommitQueueError, NotCheckedError
from parks.surveys.models import Status, SurveyUpload
from parks.surveys.progress import Stage
from parks.surveys.turns import my_turn

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 20_000
"""More rows to write are written by the worker, so that nobody waits before an open request."""

ATTEMPTS = 3
TIMED_OUT = {
    "code": "commit_time_limit",
    "detail": "入库超过时限，已停止，没有写入任何数据；请按镇街拆分文件后再上传。",
    "detail_en": "The commit took longer than allowed and was stopped; nothing was stored. Split the file by town.",
}
BROKEN = {
    "code": "commit_failed",
    "detail": "程序在入库时出错，已记录，没有写入任何数据；请联系管理员，并附上此次上传的编号。",
    "detail_en": "The program failed while committing; this was logged and nothing was stored. Tell the administrator the upload's number.",
}
LOST = {
    "code": "commit_lost",
    "detail": "入库时后台进程多次中断，已放弃，没有写入任何数据；请重新提交，或按镇街拆分文件后再上传。",
    "detail_en": "The worker ended several times while committing; nothing was stored. Commit again, or split the file by town.",
}
NO_QUEUE = {
    "code": CommitQueueError.code,
    "detail": CommitQueueError.zh,
    "detail_en": CommitQueueError.en,
}


def submit(upload_id: int, user: User, reason: str = "") -> SurveyUpload:
    """Commit, or have it committed: the upload is then committed, awaiting or committing.

    Raises what `commit` raises, and CommitQueueError."""
    with transaction.atomic():
        upload = SurveyUpload.objects.select_for_update(of=["self"]).get(pk=upload_id)
        may_be_committed(upload, user, reason)
        if upload.status == Status.CHECKED and (wanted := approval.needed(upload)):
            return _hand_in(upload, Status.AWAITING, approval.request_of(user, reason.strip(), wanted))
        approval.authorize(upload, user)
        if _rows_to_write(upload) > ROWS_AT_ONCE:
            transaction.on_commit(lambda: enqueue(upload_id))
            return _hand_in(upload, Status.COMMITTING, _asked(upload, user, reason.strip()))
    return commit(upload_id, user, reason)


def _asked(upload: SurveyUpload, user: User, said: str) -> dict[str, Any]:
    if upload.status == Status.AWAITING and upload.approval:
        return approval.approved(upload.approval, user, said)
    return approval.request_of(user, said, None)


def _rows_to_write(upload: SurveyUpload) -> int:
    counts = upload.counts or {}
    return int(counts.get("new", 0) + counts.get("update", 0))


def _hand_in(upload: SurveyUpload, status: Status, asked: dict[str, Any]) -> SurveyUpload:
    upload.status, upload.approval, upload.attempts, upload.problem = status, asked, 0, None
    upload.save(update_fields=["status", "approval", "attempts", "problem"])
    return upload


def enqueue(upload_id: int) -> None:
    from parks.surveys.tasks import commit_survey

    try:
        commit_survey.delay(upload_id)
    except QueueError as error:
        put_back(upload_id, NO_QUEUE)
        raise CommitQueueError from error


def recover() -> int:
    """When a worker starts: uploads whose commit a dead worker left, or a lost queue, are sent again. Returns how many."""
    left = list(
        SurveyUpload.objects.filter(status=Status.COMMITTING).order_by("pk").values_list("pk", flat=True)
    )
    for upload_id in left:
        enqueue(upload_id)
    return len(left)


def call_off(upload_id: int) -> bool:
    """Stop a commit that the worker has not begun to write; whether there was one."""
    with transaction.atomic():
        waiting = SurveyUpload.objects.filter(pk=upload_id, status=Status.COMMITTING)
        not_begun = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)
        return bool(SurveyUpload.objects.filter(pk__in=list(not_begun)).update(status=Status.CHECKED))


def carry_out(upload_id: int) -> None:
    """Commit what was handed in; a refusal and every failure put the upload back to checked and say why."""
    with my_turn(upload_id):
        waiting = SurveyUpload.objects.filter(pk=upload_id, status=Status.COMMITTING)
        if waiting.filter(attempts__gte=ATTEMPTS).exists():
            put_back(upload_id, LOST)
        elif waiting.update(attempts=F("attempts") + 1):
            _commit(upload_id)


def _commit(upload_id: int) -> None:
    told = {"stage": Stage.COMMITTING, "share": 0.0, "rows": None, "started": time()}
    progress.tell(upload_id, told)
    try:
        commit_submitted(upload_id)
    except NotCheckedError:
        log.info("survey %s is no longer to be committed", upload_id)
    except CunyuanError as refusal:
        put_back(upload_id, problem_of(refusal))
    except SoftTimeLimitExceeded:
        put_back(upload_id, TIMED_OUT)
    except OperationalError:
        raise
    except Exception:
        log.exception("survey %s could not be committed", upload_id)
        put_back(upload_id, BROKEN)
    progress.forget(upload_id)
