"""Large uploads are committed by the worker: one transaction, and a state that says what to do whatever happens."""

import threading

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from kombu.exceptions import OperationalError as QueueError

from parks.inventory.models import Parcel
from parks.surveys import commit as committing
from parks.surveys import services, submission, tasks
from parks.surveys.errors import (
    CommitQueueError,
    MustFixError,
    NotCancellableError,
    NotCheckedError,
)
from parks.surveys.models import ApprovalRule, Approver, SurveyUpload
from parks.surveys.submission import carry_out, recover, submit
from tests.factories.inventory import DistrictFactory, ParcelFactory
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Two rows are many."""
    monkeypatch.setattr(submission, "ROWS_AT_ONCE", 1)


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    ids = []
    monkeypatch.setattr(tasks.commit_survey, "delay", ids.append)
    return ids


@pytest.fixture
def upload(park, checked, tmp_path):
    return checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))


@pytest.fixture
def handed_in(upload, clerk):
    return submit(upload.pk, clerk, "年度摸查")


def test_the_worker_commits_for_who_asked(upload, clerk, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = submit(upload.pk, clerk, "年度摸查")
    assert (asked.status, sent, Parcel.objects.count()) == ("committing", [upload.pk], 0)

    tasks.commit_survey(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, upload.reason, upload.receipt["committed_by"]) == (
        "committed",
        "年度摸查",
        "clerk",
    )
    assert (upload.receipt["counts"]["new"], Parcel.objects.count()) == (2, 2)


def test_so_many_rows_are_written_at_once(upload, clerk, monkeypatch):
    monkeypatch.setattr(submission, "ROWS_AT_ONCE", 2)

    assert submit(upload.pk, clerk).status == "committed"


def test_what_is_known_is_refused_at_once(park, checked, clerk, tmp_path):
    wrong = files.frame(2, 宗地代码=["440111", files.CODE.format(2)])
    upload = checked(files.geopackage(tmp_path / "wrong.gpkg", wrong))

    with pytest.raises(MustFixError):
        submit(upload.pk, clerk)


def test_handed_in_twice(handed_in, clerk):
    with pytest.raises(NotCheckedError):
        submit(handed_in.pk, clerk)


def test_approved_first_then_committed_by_the_worker(upload, clerk, administrator):
    ApprovalRule.objects.create(area=DistrictFactory(), approver=Approver.CLERK)
    assert submit(upload.pk, clerk, "年度摸查").status == "awaiting"

    assert submit(upload.pk, administrator, "已抽查").status == "committing"
    carry_out(upload.pk)

    upload.refresh_from_db()
    assert (upload.receipt["requested_by"], upload.receipt["approved_by"], upload.receipt["committed_by"]) == (
        "clerk", "administrator", "administrator",
    )  # fmt: skip
    assert (upload.reason, upload.receipt["approval"]["remark"]) == ("年度摸查", "已抽查")


def test_a_rule_made_meanwhile_puts_it_back(handed_in):
    ApprovalRule.objects.create(area=DistrictFactory(), approver=Approver.CLERK)

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.problem["code"]) == ("checked", "survey_own_request")
    assert Parcel.objects.count() == 0


def test_a_conflict_found_by_the_worker_puts_it_back(handed_in, park, clerk):
    ParcelFactory(code=files.CODE.format(2), park=park)

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.problem["code"]) == ("checked", "survey_changed_since_checked")
    assert (handed_in.counts["conflict"], Parcel.objects.count()) == (1, 1)


def test_a_scope_narrowed_meanwhile_puts_it_back(handed_in, clerk):
    clerk.scope = ["440111113"]
    clerk.save()

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.problem["code"]) == ("checked", "survey_scope")


def test_a_second_delivery_does_nothing(handed_in):
    carry_out(handed_in.pk)
    first = SurveyUpload.objects.get(pk=handed_in.pk).receipt

    carry_out(handed_in.pk)

    assert SurveyUpload.objects.get(pk=handed_in.pk).receipt == first


@pytest.mark.parametrize(
    ("fault", "code"),
    [(SoftTimeLimitExceeded(), "commit_time_limit"), (RuntimeError("injected"), "commit_failed")],
)
def test_a_failure_puts_it_back_and_says_what_to_do(fault, code, handed_in, monkeypatch):
    def fail(_):
        raise fault

    monkeypatch.setattr(committing, "merge", fail)

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.problem["code"], Parcel.objects.count()) == ("checked", code, 0)
    assert "没有写入任何数据" in handed_in.problem["detail"]


def test_a_database_that_goes_away_is_tried_again_and_given_up(handed_in, clerk, monkeypatch):
    def gone(_):
        raise OperationalError("terminating connection")

    monkeypatch.setattr(committing, "merge", gone)
    for _ in range(submission.ATTEMPTS):
        with pytest.raises(OperationalError):
            carry_out(handed_in.pk)
        handed_in.refresh_from_db()
        assert handed_in.status == "committing"

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, handed_in.problem["code"]) == ("checked", "commit_lost")
    monkeypatch.undo()
    assert submit(handed_in.pk, clerk).problem is None


def test_a_queue_that_does_not_answer(upload, clerk, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(_):
        raise QueueError

    monkeypatch.setattr(tasks.commit_survey, "delay", refuse)

    with pytest.raises(CommitQueueError), django_capture_on_commit_callbacks(execute=True):
        submit(upload.pk, clerk)

    upload.refresh_from_db()
    assert (upload.status, upload.problem["code"]) == ("checked", "commit_queue_unavailable")


def test_what_a_dead_worker_left_is_sent_again(handed_in, sent):
    assert (recover(), sent) == (1, [handed_in.pk])


def test_cancelled_before_it_is_begun(handed_in, clerk):
    services.cancel(handed_in.pk)

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (handed_in.status, Parcel.objects.count()) == ("checked", 0)


@pytest.mark.django_db(transaction=True)
def test_not_cancelled_while_it_is_written(handed_in, monkeypatch):
    """The cancel does not wait for the commit, and does not pass for one that worked."""
    refused = []

    def merge_slowly(upload):
        other = threading.Thread(target=_cancel, args=(upload.pk, refused))
        other.start()
        other.join(30)
        return real(upload)

    real = committing.merge
    monkeypatch.setattr(committing, "merge", merge_slowly)

    carry_out(handed_in.pk)

    handed_in.refresh_from_db()
    assert (refused, handed_in.status) == ([True], "committed")


def _cancel(upload_id, refused):
    try:
        services.cancel(upload_id)
    except NotCancellableError:
        refused.append(True)
    finally:
        connection.close()
