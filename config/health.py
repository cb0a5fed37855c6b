"""Liveness, and readiness with what the product stands on: database, broker, worker, disk."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis

from config.celery import app

DISK_FREE_BYTES = 512 * 1024 * 1024
WORKER_TIMEOUT_S = 1.0
BROKER_TIMEOUT_S = 1.0

Answers = Mapping[str, Sequence[Mapping[str, object]]]
"""Each worker's queues."""


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every check holds, else 503; each check says how long it took and what is wrong."""
    checks = {name: _timed(check) for name, check in CHECKS.items()}
    good = all(check["ok"] for check in checks.values())
    return JsonResponse(
        {"status": "ok" if good else "unavailable", "checks": checks}, status=200 if good else 503
    )


def _timed(check: Callable[[], str]) -> dict[str, Any]:
    start = perf_counter()
    try:
        fault = check()
    except Exception as error:
        fault = type(error).__name__
    return {
        "ok": not fault,
        "ms": round((perf_counter() - start) * 1000, 1),
        **({"fault": fault} if fault else {}),
    }


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def broker() -> str:
    with Redis.from_url(
        settings.REDIS_URL, socket_timeout=BROKER_TIMEOUT_S, socket_connect_timeout=BROKER_TIMEOUT_S
    ) as client:
        client.ping()
    return ""


def worker() -> str:
    """Installations may share a broker: only a worker of our own queue counts. The first answer is nearly always it."""
    answers = _queues_of_workers(limit=1)
    if answers and not _ours(answers):
        answers = _queues_of_workers(limit=None)
    return "" if _ours(answers) else "no worker answers"


def _queues_of_workers(limit: int | None) -> Answers:
    return app.control.inspect(timeout=WORKER_TIMEOUT_S, limit=limit).active_queues() or {}


def _ours(answers: Answers) -> bool:
    wanted = settings.CELERY_TASK_DEFAULT_QUEUE
    return any(queue["name"] == wanted for queues in answers.values() for queue in queues)


def disk() -> str:
    folder = Path(settings.DATA_DIR)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return "" if free >= DISK_FREE_BYTES else f"{free // 2**20} MB free"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "broker": broker,
    "worker": worker,
    "disk": disk,
}
