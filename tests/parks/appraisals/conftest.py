"""A small assessed inventory, and a real Celery worker over the test database."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from config.celery import app
from parks.appraisals import tasks
from parks.appraisals.models import Appraisal
from parks.appraisals.running import run_appraisal
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.factories.inventory import (
    BuildingAreaFactory,
    ConditionFactory,
    EnterpriseYearFactory,
    ParcelFactory,
    ParcelYearFactory,
    ParkFactory,
    ParkYearFactory,
    TenancyFactory,
)

DEADLINE = 60.0
WORKER = ("--concurrency", "1", "--loglevel", "INFO", "--without-gossip", "--without-mingle")
ROOT = Path(__file__).resolve().parents[3]


def until(condition: Callable[[], object], what: str, *, dead: Callable[[], str] = str) -> None:
    """Poll until it holds; fails after DEADLINE seconds, or at once when `dead` says why it never will."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if reason := dead():
            pytest.fail(f"{what}: {reason}")
        if time.monotonic() > deadline:
            pytest.fail(f"not within {DEADLINE} s: {what}")
        time.sleep(0.02)


def make_park(n: int, **park: object) -> Park:
    """A park of one parcel and one enterprise; the larger n, the more it yields and the better it lies."""
    made = ParkFactory(**park)
    ConditionFactory(
        park=made,
        metro_distance_m=5_000 - 100 * n,
        centre_distance_m=9_000,
        in_block_share=0.5,
        planned_industrial_share=0.8,
        vacancy_share=0.1,
        pre2000_lowrise_share=0.4,
        consent_share=0.6,
        right_holder_count=3,
        lease_years_left=5,
        hazard_count=n,
        pollution_cases=0,
        unmet_needs=4,
        industrial_nearby_m2=1e5,
    )
    figures = {"output_yuan": 1e6 * (n + 1), "tax_yuan": 5e4 * (n + 1), "energy_tce": 50, "rd_yuan": 1e4}
    figures |= {"upgrade_yuan": 2e4, "recognitions": n % 2}
    ParkYearFactory(park=made, **figures)
    parcel = ParcelFactory(park=made)
    ParcelYearFactory(parcel=parcel, **figures)
    BuildingAreaFactory(parcel=parcel)
    EnterpriseYearFactory(enterprise=TenancyFactory(parcel=parcel).enterprise, **figures)
    return made


def carried_out(**fields: object) -> Appraisal:
    """A run, from queued to its end, in this process."""
    appraisal = Appraisal.objects.create(**fields)
    run_appraisal(appraisal.pk)
    appraisal.refresh_from_db()
    return appraisal


@pytest.fixture
def three_parks(db: None) -> list[Park]:
    parks = [make_park(n) for n in range(3)]
    refresh_summaries()
    return parks


class Worker:
    """`celery worker` in a process group of its own, on a queue of its own."""

    def __init__(self, queue: str, log: Path) -> None:
        self.queue, self.log = queue, log
        self.name = f"worker-{uuid.uuid4().hex[:8]}@test"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "celery",
                    "--app",
                    "config.celery",
                    "worker",
                    *WORKER,
                    "--hostname",
                    self.name,
                ],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": self._database_url(), "CUNYUAN_QUEUE": queue},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_ready(self) -> None:
        until(self._answers, f"{self.name} answers", dead=self.ended)

    def _answers(self) -> object:
        return app.control.ping(destination=[self.name], timeout=0.2)

    def _database_url(self) -> str:
        given = urlsplit(os.environ["DATABASE_URL"])
        return given._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def children(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def ended(self) -> str:
        return "" if self.process.poll() is None else f"the worker has ended:\n{self.log.read_text()[-3000:]}"

    def end(self, by: signal.Signals) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, by)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


@pytest.fixture
def start_worker(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Worker]]:
    """Starts real workers over the test database; whatever is queued in this test reaches them only."""
    queue = f"test-{uuid.uuid4().hex}"
    monkeypatch.setattr(tasks.run, "queue", queue, raising=False)
    monkeypatch.setattr(tasks.run, "_exec_options", None)
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
