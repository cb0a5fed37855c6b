"""Receiving a file, and checking it in the worker. A file that cannot be read is refused with a sentence,
a fault of ours is recorded as failed; neither is ever an error page."""

import hashlib
import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError as QueueError

from parks.accounts.models import User
from parks.errors import StorageFullError, is_disk_full
from parks.surveys import answering, checking, mapping, progress, returned, submission
from parks.surveys.answers import Answers
from parks.surveys.errors import (
    AnswersError,
    NotCancellableError,
    NotCheckableError,
    QueueUnavailableError,
    TooBigError,
)
from parks.surveys.models import Status, SurveyUpload
from parks.surveys.progress import NotWantedError, Progress, Stage
from parks.surveys.readers import Limits
from parks.surveys.refusals import RefusedError
from parks.surveys.remembered import recall, remember
from parks.surveys.stage import stage
from parks.surveys.turns import my_turn

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024
MEGABYTE = 1024 * 1024
ATTEMPTS = 3
WAITING = (Status.RECEIVED, Status.CHECKING)
CHECKABLE = (Status.CHECKED, Status.REFUSED, Status.FAILED, Status.CANCELLED)
ACCEPTED = (4490, 4326, 4547, 4526, 4546, 4525)
TIMED_OUT = {
    "code": "time_limit",
    "detail": "检查超过时限，已停止，没有写入任何数据；请按镇街拆分文件后再上传。",
    "detail_en": "Checking took longer than allowed and was stopped; nothing was stored. Split the file by town.",
}
BROKEN = {
    "code": "internal_error",
    "detail": "程序在检查时出错，已记录，没有写入任何数据；请联系管理员，并附上此次上传的编号。",
    "detail_en": "The program failed while checking; this was logged and nothing was stored. Tell the administrator the upload's number.",
}
NO_ROOM = {
    "code": StorageFullError.code,
    "detail": "服务器磁盘已满，检查没有完成，没有写入任何数据；文件已收下，请联系管理员腾出空间后点“重新检查”。",
    "detail_en": "The server's disk is full; nothing was stored and the file is kept. Tell the administrator, and check again when there is room.",
}
GIVEN_UP = {
    "code": "worker_lost",
    "detail": "检查这个文件时后台进程多次中断，已放弃，没有写入任何数据；请拆分或重新导出文件后再上传。",
    "detail_en": "The worker ended several times while checking this file; nothing was stored. Split or export it again.",
}
NO_QUEUE = {
    "code": QueueUnavailableError.code,
    "detail": QueueUnavailableError.zh,
    "detail_en": QueueUnavailableError.en,
}


def receive(
    user: User, name: str, content: IO[bytes], *, layer: str = "", epsg: int | None = None
) -> SurveyUpload:
    """Store a file by its hash and have it checked. Raises TooBigError, AnswersError, QueueUnavailableError."""
    if epsg is not None and epsg not in ACCEPTED:
        raise AnswersError
    sha256, size = store(content)
    upload = SurveyUpload.objects.create(
        user=user,
        scope=user.scope,
        file_name=clean_name(name),
        sha256=sha256,
        bytes=size,
        answers=Answers(layer=layer[:200], epsg=epsg).dump(),
    )
    transaction.on_commit(lambda: enqueue(upload.pk))
    return upload


@transaction.atomic
def check_again(upload_id: int, said: Mapping[str, Any] | None = None) -> SurveyUpload:
    """Have the same file checked anew, with what the clerk has answered since, against the inventory and its uploader's
    scope as they are now.

    Raises NotCheckableError where it is being checked or was committed, QueueUnavailableError."""
    upload = SurveyUpload.objects.select_for_update(of=["self"]).select_related("user").get(pk=upload_id)
    if upload.status not in CHECKABLE:
        raise NotCheckableError(status=Status(upload.status).label.split()[0], status_en=upload.status)
    if said:
        upload.answers = answering.merged(upload, said).dump()
        remember(upload)
    upload.rows.all().delete()
    upload.issues.all().delete()
    upload.status, upload.scope, upload.attempts = Status.RECEIVED, upload.user.scope, 0
    upload.reading = upload.counts = upload.bounds = upload.checked_at = None
    upload.problem = upload.approval = upload.effects = None
    upload.mapping, upload.issues_by_code = [], []
    upload.save()
    transaction.on_commit(lambda: enqueue(upload_id))
    return upload


def cancel(upload_id: int) -> None:
    """Stop what has not been written yet: a check ends at its next step; a commit that waits is not begun.

    Raises NotCancellableError."""
    uploads = SurveyUpload.objects.filter(pk=upload_id)
    if not (
        uploads.filter(status__in=WAITING).update(status=Status.CANCELLED) or submission.call_off(upload_id)
    ):
        status = uploads.get().status
        raise NotCancellableError(status=Status(status).label.split()[0], status_en=status)
    progress.forget(upload_id)


def enqueue(upload_id: int) -> None:
    from parks.surveys.tasks import check_survey

    try:
        check_survey.delay(upload_id)
    except QueueError as error:
        _end(upload_id, Status.FAILED, NO_QUEUE)
        raise QueueUnavailableError from error


def clean_name(name: str) -> str:
    """The file's own name, without a path or invisible characters, its ending kept when it is long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable()).strip() or "upload"
    return shown if len(shown) <= 200 else shown[:150] + "…" + shown[-49:]


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "surveys"
    path.mkdir(parents=True, exist_ok=True)
    return path


def store(content: IO[bytes]) -> tuple[str, int]:
    """Write the file under its SHA-256, streaming; the same content is kept once."""
    digest, size = hashlib.sha256(), 0
    temporary = folder() / f".{uuid4().hex}"
    try:
        with temporary.open("wb") as file:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if size > settings.SURVEY_MAX_BYTES:
                    raise too_big(getattr(content, "size", size))
                digest.update(chunk)
                file.write(chunk)
        temporary.replace(folder() / digest.hexdigest())
    finally:
        temporary.unlink(missing_ok=True)
    return digest.hexdigest(), size


def too_big(size: int) -> TooBigError:
    return TooBigError(size=-(-size // MEGABYTE), limit=settings.SURVEY_MAX_BYTES // MEGABYTE)


def recover() -> int:
    """When a worker starts: uploads that wait, or that a dead worker left, are sent again. Returns how many."""
    waiting = list(
        SurveyUpload.objects.filter(status__in=WAITING).order_by("pk").values_list("pk", flat=True)
    )
    for upload_id in waiting:
        enqueue(upload_id)
    return len(waiting)


def check(upload_id: int) -> None:
    """Check an upload and stage its rows, all or nothing; whatever happens, its status says so.

    A file that has killed the worker before is not tried for ever."""
    with my_turn(upload_id):
        _take_up(upload_id)


def _take_up(upload_id: int) -> None:
    waiting = SurveyUpload.objects.filter(pk=upload_id, status__in=WAITING)
    if waiting.filter(attempts__gte=ATTEMPTS).exists():
        return _end(upload_id, Status.FAILED, GIVEN_UP)
    if not waiting.update(status=Status.CHECKING, attempts=F("attempts") + 1):
        return None
    try:
        _check(SurveyUpload.objects.get(pk=upload_id))
    except NotWantedError:
        log.info("survey %s is no longer to be checked", upload_id)
    except SoftTimeLimitExceeded:
        return _end(upload_id, Status.FAILED, TIMED_OUT)
    except Exception as error:
        if is_disk_full(error):
            log.exception("survey %s could not be checked: no room on disk", upload_id)
            return _end(upload_id, Status.FAILED, NO_ROOM)
        if isinstance(error, RefusedError):
            return _end(upload_id, Status.REFUSED, error.as_problem())
        if isinstance(error, OperationalError):
            raise
        log.exception("survey %s could not be checked", upload_id)
        return _end(upload_id, Status.FAILED, BROKEN)
    return progress.forget(upload_id)


def _check(upload: SurveyUpload) -> None:
    told, limits = Progress(upload.pk), Limits(rows=settings.SURVEY_MAX_ROWS)
    told.step(Stage.READING)
    origin = returned.origin_of(upload, folder(), limits)
    report = checking.check(
        folder() / upload.sha256,
        upload.file_name,
        Answers.load(upload.answers),
        limits,
        upload.scope,
        basis=returned.basis_of(upload, origin),
        step=told.step,
        recall=partial(recall, upload.user_id),
        reader=partial(returned.read, origin),
    )
    told.step(Stage.STAGING, len(report.values))
    with transaction.atomic():
        current = SurveyUpload.objects.select_for_update().get(pk=upload.pk)
        if current.status != Status.CHECKING:
            raise NotWantedError
        stage(current.pk, report)
        _keep(current, report)


def _keep(upload: SurveyUpload, report: checking.Report) -> None:
    upload.status, upload.checked_at = Status.CHECKED, timezone.now()
    upload.reading = checking.summary(report)
    upload.mapping = mapping.of(report.reading, report.matches)
    upload.counts = report.counts
    upload.issues_by_code = checking.issues_by_code(report.issues)
    upload.bounds = report.bounds
    upload.save()


def _end(upload_id: int, status: Status, problem: Mapping[str, object]) -> None:
    """Where the work was not called off meanwhile, say how it ended."""
    SurveyUpload.objects.filter(pk=upload_id, status__in=WAITING).update(
        status=status, problem=problem, checked_at=timezone.now()
    )
    progress.forget(upload_id)
