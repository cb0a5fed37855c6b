from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.db import OperationalError

from parks.surveys import effects, services, submission

TIME_LIMIT = 600
COMMIT_TIME_LIMIT = 1_200


@shared_task(
    soft_time_limit=TIME_LIMIT,
    time_limit=TIME_LIMIT + 30,
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=services.ATTEMPTS,
)
def check_survey(upload_id: int) -> None:
    services.check(upload_id)


@shared_task(
    soft_time_limit=COMMIT_TIME_LIMIT,
    time_limit=COMMIT_TIME_LIMIT + 30,
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=submission.ATTEMPTS,
)
def commit_survey(upload_id: int) -> None:
    submission.carry_out(upload_id)


@shared_task(
    soft_time_limit=effects.TIME_LIMIT,
    time_limit=effects.TIME_LIMIT + 30,
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=effects.ATTEMPTS,
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
