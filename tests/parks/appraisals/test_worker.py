"""The whole way: API → Valkey → a real Celery worker → PostGIS."""

import os
import signal
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from parks.appraisals.models import Appraisal, ParkResult, Status
from parks.appraisals.turns import KEY
from parks.inventory.models import Park
from tests.conftest import ClientOf
from tests.parks.appraisals.conftest import DEADLINE, Worker, until

pytestmark = pytest.mark.django_db(transaction=True)


def status() -> str:
    return Appraisal.objects.values_list("status", flat=True).latest("pk")


def test_started_by_the_api_and_by_the_command_done_by_a_worker(
    start_worker: Callable[[], Worker], three_parks: list[Park], client_of: ClientOf
) -> None:
    worker = start_worker()
    client = client_of("planner")
    answer = client.post("/api/v1/appraisals/", {})
    assert answer.status_code == 202
    until(
        lambda: client.get(answer["Location"]).json()["status"] in ("done", "failed"),
        "the run ends",
        dead=worker.ended,
    )
    done = client.get(answer["Location"]).json()
    assert (done["status"], done["progress"], done["error"], done["current"]) == ("done", 100, None, True)
    assert done["created_by"] == "planner"
    results = client.get(f"{answer['Location']}results/").json()
    assert [row["rank"] for row in results["results"]] == [1, 2, 3]

    said = StringIO()
    call_command("appraise", "--wait", "--timeout", str(DEADLINE), stdout=said)
    assert said.getvalue().startswith("3 parks, 3 parcels appraised in ")


def test_a_run_whose_process_is_killed_is_named_by_its_worker(
    start_worker: Callable[[], Worker], three_parks: list[Park]
) -> None:
    worker = start_worker()
    lost = Appraisal.objects.create()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE appraisals_parkresult IN ACCESS EXCLUSIVE MODE")
            _send(lost)
            until(lambda: status() == Status.STORING, "the run stores", dead=worker.ended)
            for child in worker.children():
                os.kill(child, signal.SIGKILL)
    finally:
        other.close()
    until(lambda: status() == Status.FAILED, "the loss is recorded", dead=worker.ended)
    lost.refresh_from_db()
    assert lost.error_code == "worker_lost"
    assert "中断" in lost.error_zh


def test_a_killed_worker_is_named_and_queued_runs_are_taken_up(
    start_worker: Callable[[], Worker], three_parks: list[Park]
) -> None:
    first = start_worker()
    lost = Appraisal.objects.create()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE appraisals_parkresult IN ACCESS EXCLUSIVE MODE")
            _send(lost)
            until(lambda: status() == Status.STORING, "the run stores", dead=first.ended)
            first.end(signal.SIGKILL)
    finally:
        other.close()
    until(_nobody_runs, "the database notices that the worker is gone")
    assert Appraisal.objects.get(pk=lost.pk).status == Status.STORING
    waiting = Appraisal.objects.create()  # as if the queue had lost its message

    second = start_worker()
    until(lambda: not Appraisal.objects.unfinished().exists(), "everything has an outcome", dead=second.ended)
    lost.refresh_from_db()
    waiting.refresh_from_db()
    assert (lost.status, lost.error_code) == ("failed", "worker_lost")
    assert waiting.status == "done"
    assert set(ParkResult.objects.values_list("appraisal_id", flat=True)) == {waiting.pk}


def _send(appraisal: Appraisal) -> None:
    from parks.appraisals.services import enqueue

    enqueue(appraisal.pk)


def _nobody_runs() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [KEY])
        return cursor.fetchone()[0] == 0
