from typing import Any

from celery import shared_task
from celery.signals import task_failure, worker_ready
from django.conf import settings

from parks.appraisals import running, services


@shared_task(soft_time_limit=settings.APPRAISALS_TIME_LIMIT, time_limit=settings.APPRAISALS_TIME_LIMIT + 30)
def run(appraisal_id: int) -> None:
    running.run_appraisal(appraisal_id)


@shared_task
def recover() -> None:
    services.recover()


@task_failure.connect
def on_task_failure(sender: Any, **_: Any) -> None:
    """`run` records its failures itself: this one was killed, out of memory or far over its time."""
    if sender.name == run.name:
        recover.delay()


@worker_ready.connect
def on_worker_ready(**_: Any) -> None:
    recover.delay()
