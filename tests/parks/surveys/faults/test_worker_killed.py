"""A worker that dies at any stage (SIGKILL): nothing is lost or half there, and the next worker goes on by itself."""

import os
from pathlib import Path

import pytest
from django.db import connection

from parks.inventory.models import Parcel
from parks.surveys import progress, services, submission
from parks.surveys.models import SurveyIssue, SurveyRow, SurveyUpload
from tests.parks.surveys.faults.conftest import kill_all_of, status, until, waiting_for

pytestmark = pytest.mark.django_db(transaction=True)


def stored_file(upload: SurveyUpload) -> Path:
    return services.folder() / upload.sha256


def told_stage(upload: SurveyUpload) -> str | None:
    return (progress.of(upload.pk) or {}).get("stage")


def nothing_half(upload: SurveyUpload) -> None:
    assert status(upload) == "checking"
    assert SurveyRow.objects.count() == SurveyIssue.objects.count() == Parcel.objects.count() == 0
    assert stored_file(upload).stat().st_size == upload.bytes


def goes_on(upload: SurveyUpload, start_worker) -> None:
    """The next worker takes it up without being asked."""
    until(lambda: not waiting_for("surveys_surveyrow"), "the database notices")
    second = start_worker()
    until(lambda: status(upload) == "checked", "it is checked", dead=second.ended)
    assert (upload.attempts, upload.counts["new"]) == (2, 3)
    assert list(upload.rows.values_list("row", flat=True)) == [1, 2, 3]


def test_while_reading(upload, start_worker, tmp_path):
    kept = stored_file(upload).rename(tmp_path / "kept")
    os.mkfifo(stored_file(upload))  # reading it waits for somebody who writes
    worker = start_worker()
    until(lambda: told_stage(upload) == "reading", "it is read", dead=worker.ended)

    kill_all_of(worker)
    stored_file(upload).unlink()
    kept.rename(stored_file(upload))

    nothing_half(upload)
    goes_on(upload, start_worker)


def test_while_comparing(upload, start_worker, other):
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE inventory_parcel IN ACCESS EXCLUSIVE MODE")
        worker = start_worker()
        until(lambda: waiting_for("inventory_parcel"), "it is compared", dead=worker.ended)
        kill_all_of(worker)
        cursor.execute("ROLLBACK")

    nothing_half(upload)
    goes_on(upload, start_worker)


def test_while_checking(upload, start_worker, other):
    """Between two checks the worker asks whether it is still wanted: there it is made to wait."""
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE inventory_parcel IN ACCESS EXCLUSIVE MODE")
        worker = start_worker()
        until(lambda: waiting_for("inventory_parcel"), "it is compared", dead=worker.ended)
        with connection.cursor() as mine:
            mine.execute("BEGIN; LOCK TABLE surveys_surveyupload IN ACCESS EXCLUSIVE MODE")
            cursor.execute("ROLLBACK")
            until(lambda: waiting_for("surveys_surveyupload"), "it is checked", dead=worker.ended)
            assert told_stage(upload) == "comparing"
            kill_all_of(worker)
            mine.execute("ROLLBACK")

    nothing_half(upload)
    goes_on(upload, start_worker)


def test_while_staging(upload, start_worker, other):
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE surveys_surveyrow IN ACCESS EXCLUSIVE MODE")
        worker = start_worker()
        until(lambda: waiting_for("surveys_surveyrow"), "it is staged", dead=worker.ended)
        assert told_stage(upload) == "staging"
        kill_all_of(worker)
        cursor.execute("ROLLBACK")

    nothing_half(upload)
    goes_on(upload, start_worker)


def test_a_file_that_kills_every_worker_is_given_up(upload, start_worker):
    SurveyUpload.objects.filter(pk=upload.pk).update(status="checking", attempts=services.ATTEMPTS)

    worker = start_worker()
    until(lambda: status(upload) == "failed", "it is given up", dead=worker.ended)

    assert upload.problem["code"] == "worker_lost"
    services.check_again(upload.pk)  # and may still be tried by hand
    until(lambda: status(upload) == "checked", "it is checked", dead=worker.ended)


def test_while_committing(upload, clerk, start_worker, other, monkeypatch):
    monkeypatch.setattr(submission, "ROWS_AT_ONCE", 0)
    services.check(upload.pk)
    submission.submit(upload.pk, clerk, "现场复核")
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE inventory_datarevision IN ACCESS EXCLUSIVE MODE")
        worker = start_worker()
        until(
            lambda: waiting_for("inventory_datarevision"), "it has written and not ended", dead=worker.ended
        )
        kill_all_of(worker)
        cursor.execute("ROLLBACK")

    assert (status(upload), upload.receipt, Parcel.objects.count()) == ("committing", None, 0)
    second = start_worker()
    until(lambda: status(upload) == "committed", "it is committed", dead=second.ended)
    assert (Parcel.objects.count(), upload.receipt["counts"]["new"]) == (3, 3)
