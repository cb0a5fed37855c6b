"""Faults for real: workers that are killed, a database that goes away, disks that are full, files that mean harm."""

import os
import signal
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config.celery import app
from parks.accounts.models import User
from parks.surveys import services, tasks
from parks.surveys.models import SurveyUpload
from tests.parks.appraisals.conftest import Worker, until
from tests.parks.surveys import files

__all__ = ["until"]


@pytest.fixture
def start_worker(
    transactional_db: None, media: None, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Worker]]:
    """Starts real workers over the test database and this test's files; what is queued in the test reaches them only."""
    queue = f"test-{uuid.uuid4().hex}"
    monkeypatch.setenv("CUNYUAN_DATA_DIR", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"
    for task in (tasks.check_survey, tasks.commit_survey):
        monkeypatch.setattr(task, "queue", queue, raising=False)
        monkeypatch.setattr(task, "_exec_options", None)
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(queue, tmp_path / "worker.log"))
        started[-1].wait_ready()
        return started[-1]

    yield start
    for worker in started:
        worker.end(signal.SIGKILL)
    with app.connection_for_write() as broker:
        broker.default_channel.client.delete(queue)


@pytest.fixture
def upload(park, clerk: User, start_worker, tmp_path: Path) -> SurveyUpload:
    """Received, and waiting in the queue."""
    path = files.geopackage(tmp_path / "石马村.gpkg", files.frame(3))
    return services.receive(clerk, path.name, files.stream(path))


@pytest.fixture
def other() -> Iterator[BaseDatabaseWrapper]:
    """A second connection, as another process has one."""
    copy = connection.copy()
    yield copy
    copy.close()


def status(upload: SurveyUpload) -> str:
    upload.refresh_from_db()
    return str(upload.status)


def waiting_for(table: str) -> list[int]:
    """The backends that wait for a lock of that table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
        return [pid for (pid,) in cursor.fetchall()]


def backends_but_mine() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


def kill_all_of(worker: Worker) -> None:
    """Pool processes and their parent, as a machine that loses power does."""
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait(20)
