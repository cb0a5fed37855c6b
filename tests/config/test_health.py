import shutil
from collections import namedtuple

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config import health


def test_alive_asks_nobody(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def ready(monkeypatch: pytest.MonkeyPatch, **checks: object) -> tuple[int, dict[str, dict[str, object]]]:
    for name in health.CHECKS:
        monkeypatch.setitem(health.CHECKS, name, checks.get(name, str))
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()["checks"]


@pytest.mark.django_db
def test_ready_when_everything_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    status, checks = ready(monkeypatch, database=health.database, broker=health.broker, disk=health.disk)
    assert status == 200
    assert set(checks) == {"database", "broker", "worker", "disk"}
    assert all(check["ok"] and check["ms"] >= 0 for check in checks.values())


def refuse() -> str:
    raise ConnectionRefusedError("postgres://user:secret@host")


@pytest.mark.parametrize("name", ["database", "broker", "worker", "disk"])
def test_one_failing_check_is_not_ready_and_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    status, checks = ready(monkeypatch, **{name: refuse})
    assert status == 503
    assert [each for each, check in checks.items() if not check["ok"]] == [name]
    assert checks[name]["fault"] == "ConnectionRefusedError"


OURS = {"worker@here": [{"name": "cunyuan-test"}]}
OTHERS = {"worker@there": [{"name": "another installation"}]}


@pytest.mark.parametrize(
    ("first", "all_answers", "fault"),
    [
        (OURS, None, ""),
        (OTHERS, OTHERS | OURS, ""),
        (OTHERS, OTHERS, "no worker answers"),
        (None, None, "no worker answers"),
    ],
)
def test_only_a_worker_of_our_own_queue_counts(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, first: object, all_answers: object, fault: str
) -> None:
    settings.CELERY_TASK_DEFAULT_QUEUE = "cunyuan-test"
    monkeypatch.setattr(
        "celery.app.control.Inspect.active_queues", lambda asked: first if asked.limit == 1 else all_answers
    )
    assert health.worker() == fault


def test_broker_that_does_not_answer(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert health._timed(health.broker)["fault"] == "ConnectionError"


def test_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 5 * 2**20))
    assert health.disk() == "5 MB free"
