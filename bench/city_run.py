"""`assessment city`: a full appraisal of the inventory through Celery, from sending the task to the results being there."""

import os
import signal
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from bench.measuring import seconds
from bench.records import Record
from bench.servers import ROOT

RUNS = 3
PATIENCE = 120
STAGES = ("snapshot", "appraising", "storing")


def records() -> list[Record]:
    from parks.inventory.frames import assessment_frame

    with _worker() as queue:
        found = [_carried_out(queue) for _ in range(RUNS + 1)][1:]
    floor = statistics.median(seconds(assessment_frame)() for _ in range(3))
    told = [
        Record(
            "assessment",
            "city",
            "ours",
            "Cunyuan through Celery",
            _median(found, "total"),
            "s",
            "lower",
            RUNS,
        ),
        Record(
            "assessment", "city", "floor", "reading it from the database", round(floor, 4), "s", "lower", 3
        ),
    ]
    parts = [
        Record("assessment", f"city-{stage}", "ours", "Cunyuan", _median(found, stage), "s", "lower", RUNS)
        for stage in STAGES
    ]
    return [*told, *parts]


def _median(found: list[dict[str, float]], name: str) -> float:
    return round(statistics.median(each[name] for each in found), 4)


def _carried_out(queue: str) -> dict[str, float]:
    from parks.appraisals.models import Appraisal
    from parks.appraisals.tasks import run

    appraisal = Appraisal.objects.create()
    start = time.perf_counter()
    run.apply_async((appraisal.pk,), queue=queue)
    while appraisal.status not in Appraisal.FINISHED:
        if time.perf_counter() - start > PATIENCE:
            raise SystemExit(f"appraisal {appraisal.pk} is {appraisal.status} after {PATIENCE} s")
        time.sleep(0.01)
        appraisal.refresh_from_db(fields=["status"])
    total = time.perf_counter() - start
    appraisal.refresh_from_db()
    if appraisal.status != Appraisal.Status.DONE:
        raise SystemExit(f"appraisal {appraisal.pk}: {appraisal.error_en}")
    return {"total": total, **appraisal.seconds}


@contextmanager
def _worker() -> Iterator[str]:
    """One as the Procfile starts it, on a queue of its own."""
    from config.celery import app

    queue = f"bench-{uuid.uuid4().hex}"
    name = f"{queue}@bench"
    command = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--concurrency", "2"]
    command += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--hostname", name]
    environment = {**os.environ, "CUNYUAN_QUEUE": queue}
    with (ROOT / ".local" / "bench.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not app.control.ping(destination=[name], timeout=0.3):
            if time.monotonic() > deadline or process.poll() is not None:
                raise SystemExit("the worker did not start; see .local/bench.log")
        yield queue
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        connection.close()
