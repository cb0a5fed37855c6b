from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings

from parks.appraisals import running, services


@shared_task(soft_time_limit=settings.APPRAISALS_TIME_LIMIT, time_limit=settings.APPRAISALS_TIME_LIMIT + 30)
def run(appraisal_id: int) -> None:
    running.run_appraisal(appraisal_id)


@shared_task
def recover() -> None:
    services.recover()


@worker_ready.connect
def on_worker_ready(**_: Any) -> None:
    recover.delay()
