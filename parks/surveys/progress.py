"""How far the worker is with an upload (进度): stage, share, rows and time left, for the page to show while it waits.

Kept in the cache beside the database: what is shown while a transaction is open has to be seen by others."""

import logging
from enum import StrEnum
from time import time
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from parks.surveys.models import Status, SurveyUpload

log = logging.getLogger(__name__)

KEPT_SECONDS = 3_600


class Stage(StrEnum):
    READING = "reading"
    PLACING = "placing"
    COMPARING = "comparing"
    CHECKING = "checking"
    STAGING = "staging"
    COMMITTING = "committing"


SHARE_AT = {
    Stage.READING: 0.0, Stage.PLACING: 0.2, Stage.COMPARING: 0.35, Stage.CHECKING: 0.45, Stage.STAGING: 0.8,
    Stage.COMMITTING: 0.0,
}  # fmt: skip
"""Of the whole check when a stage begins; from the shares of time measured with 50,000 rows."""


class NotWantedError(Exception):
    """The upload was cancelled, or is to be checked anew: what the worker has found so far is of no use."""


class Progress:
    """Of one upload, from its start on. Each step says how far it is, and stops where the work is no longer wanted."""

    def __init__(self, upload_id: int) -> None:
        self.upload_id, self.started = upload_id, time()

    def step(self, stage: Stage, rows: int | None = None, part: float = 0.0) -> None:
        """`part` of the stage is done. Raises NotWantedError."""
        if not SurveyUpload.objects.filter(pk=self.upload_id, status=Status.CHECKING).exists():
            raise NotWantedError
        share = SHARE_AT[stage] + part * (_end_of(stage) - SHARE_AT[stage])
        tell(self.upload_id, {"stage": stage, "share": share, "rows": rows, "started": self.started})


def _end_of(stage: Stage) -> float:
    return min((share for share in SHARE_AT.values() if share > SHARE_AT[stage]), default=1.0)


def tell(upload_id: int, said: dict[str, Any]) -> None:
    """Nobody is kept from working because the cache does not answer."""
    try:
        cache.set(_key(upload_id), said, KEPT_SECONDS)
    except RedisError:
        log.warning("progress of survey %s could not be told", upload_id)


def of(upload_id: int) -> dict[str, Any] | None:
    """What was told last, with the seconds left at the pace so far."""
    try:
        said = cache.get(_key(upload_id))
    except RedisError:
        return None
    if said is None:
        return None
    share, passed = said["share"], time() - said["started"]
    left = round(passed * (1 - share) / share) if share > 0 else None
    return {"stage": said["stage"], "share": round(share, 2), "rows": said["rows"], "seconds_left": left}


def forget(upload_id: int) -> None:
    try:
        cache.delete(_key(upload_id))
    except RedisError:
        log.warning("progress of survey %s could not be forgotten", upload_id)


def _key(upload_id: int) -> str:
    return f"survey-progress:{upload_id}"
