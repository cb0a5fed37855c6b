from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parks.appraisals.models import Appraisal
from parks.appraisals.running import run_appraisal
from parks.inventory.models import Park

pytestmark = pytest.mark.django_db


def appraise(*arguments: str) -> str:
    said = StringIO()
    call_command("appraise", *arguments, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function: function())
    monkeypatch.setattr("parks.appraisals.services.enqueue", run_appraisal)


def test_queues_a_run(three_parks: list[Park], sent: list[int]) -> None:
    assert appraise() == f"appraisal {Appraisal.objects.get().pk} is queued"


def test_if_missing_leaves_a_completed_one(three_parks: list[Park], done_at_once: None) -> None:
    assert appraise("--wait").startswith("3 parks, 3 parcels appraised in ")
    assert appraise("--if-missing").endswith("is there already")
    assert Appraisal.objects.count() == 1


def test_a_year_can_be_chosen(three_parks: list[Park], done_at_once: None) -> None:
    assert appraise("--wait", "--year", "2025").endswith("figures of 2025")
    with pytest.raises(CommandError, match="2019"):
        appraise("--year", "2019")


def test_if_missing_does_nothing_without_parks(db: None) -> None:
    assert appraise("--if-missing", "--wait") == "there are no parks to appraise"
    assert not Appraisal.objects.exists()


def test_failure_fails_the_command(
    three_parks: list[Park], done_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parks.appraisals.running.appraise", lambda *_: 1 / 0)
    with pytest.raises(CommandError, match=r"程序出错.*\[internal_error\]"):
        appraise("--wait")


def test_without_a_worker_the_wait_ends(three_parks: list[Park], sent: list[int]) -> None:
    with pytest.raises(CommandError, match=r"still queued after 0\.2 s: is a worker running"):
        appraise("--wait", "--timeout", "0.2")
