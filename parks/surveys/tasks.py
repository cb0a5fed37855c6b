from celery import shared_task

from parks.surveys import services

TIME_LIMIT = 600


@shared_task(soft_time_limit=TIME_LIMIT, time_limit=TIME_LIMIT + 30)
def check_survey(upload_id: int) -> None:
    services.check(upload_id)
