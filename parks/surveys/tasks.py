from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.db import OperationalError

from parks.surveys import effects, services, submission

TIME_LIMIT = 600
COMMIT_TIME_LIMIT = 1_200
UNTIL_ANSWERED: dict[str, Any] = {
    "autoretry_for": (OperationalError,), "retry_backoff": 5, "retry_backoff_max": 60, "max_retries": None,
}  # fmt: skip
"""A database that is away is waited for; how often a file is tried once it answers is counted with the upload."""


@shared_task(
    soft_time_limit=TIME_LIMIT,
    time_limit=TIME_LIMIT + 30,
    **UNTIL_ANSWERED,
)
def check_survey(upload_id: int) -> None:
    services.check(upload_id)


@shared_task(
    soft_time_limit=COMMIT_TIME_LIMIT,
    time_limit=COMMIT_TIME_LIMIT + 30,
    **UNTIL_ANSWERED,
)
def commit_survey(upload_id: int) -> None:
    submission.carry_out(upload_id)


@shared_task(
    soft_time_limit=effects.TIME_LIMIT,
    time_limit=effects.TIME_LIMIT + 30,
    **UNTIL_ANSWERED,
)
def compute_effects(upload_id: int) -> None:
    effects.compute(upload_id)


@shared_task
def recover_surveys() -> None:
    services.recover()
    submission.recover()
    effects.recover()


@worker_ready.connect
def on_worker_ready(**_: Any) -> None:
    recover_surveys.delay()
