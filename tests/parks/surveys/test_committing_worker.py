"""A real worker is killed in the middle of a commit: nothing of it stays, and the next one takes it up again."""

import signal

import pytest
from django.db import connection

from parks.inventory.models import Parcel
from parks.surveys import submission, tasks
from parks.surveys.models import SurveyUpload
from parks.surveys.submission import submit
from tests.parks.appraisals.conftest import start_worker, until  # noqa: F401 # a fixture
from tests.parks.surveys import files
from tests.parks.surveys.inventories import dump

pytestmark = pytest.mark.django_db(transaction=True)

WAITS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%inventory_source%'
"""


@pytest.fixture
def upload(park, checked, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(submission, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr(tasks.commit_survey, "delay", lambda upload: None)
    return checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))


def status_of(upload):
    return SurveyUpload.objects.values_list("status", flat=True).get(pk=upload.pk)


def writers():
    """Backends that wait before they can write the source of a batch."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return [pid for (pid,) in cursor.fetchall()]


def in_the_middle(upload, worker):
    """Nobody may write sources any more: the commit gets that far and no further."""
    submit(upload.pk, upload.user, "年度摸查")
    tasks.commit_survey.apply_async((upload.pk,), queue=worker.queue)
    until(writers, "the commit is under way", dead=worker.ended)


def test_a_killed_worker_leaves_nothing_and_the_next_one_commits(upload, start_worker):  # noqa: F811
    before, first = dump(), start_worker()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE inventory_source IN SHARE MODE")
            in_the_middle(upload, first)
            first.end(signal.SIGKILL)
    finally:
        other.close()
    assert status_of(upload) == "committing"
    assert (dump(), SurveyUpload.objects.get(pk=upload.pk).receipt) == (before, None)

    second = start_worker()

    until(lambda: status_of(upload) == "committed", "the next worker commits", dead=second.ended)
    upload.refresh_from_db()
    assert (upload.attempts, upload.receipt["counts"]["new"], Parcel.objects.count()) == (2, 2, 2)


def test_a_database_that_drops_the_connection_is_tried_again(upload, start_worker):  # noqa: F811
    """As it does when it is restarted."""
    worker, other = start_worker(), connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE inventory_source IN SHARE MODE")
            in_the_middle(upload, worker)
            for pid in writers():
                with connection.cursor() as killer:
                    killer.execute("SELECT pg_terminate_backend(%s)", [pid])
    finally:
        other.close()

    until(lambda: status_of(upload) == "committed", "the task is tried again", dead=worker.ended)
    upload.refresh_from_db()
    assert (upload.attempts, Parcel.objects.count()) == (2, 2)
