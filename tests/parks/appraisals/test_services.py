from typing import Any

import pytest
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries

from parks.accounts.models import User
from parks.appraisals import tasks
from parks.appraisals.errors import OverridesRefusedError, QueueUnavailableError, YearRefusedError
from parks.appraisals.models import Appraisal, ParkResult
from parks.appraisals.querysets import result_relation
from parks.appraisals.services import explanation_of, recover, start_appraisal
from parks.inventory.models import Park
from tests.parks.appraisals.conftest import carried_out

pytestmark = pytest.mark.django_db


def test_nothing_is_sent_before_the_commit(
    planner: User, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        appraisal = start_appraisal(planner)
    assert sent == []
    callbacks[0]()
    assert sent == [appraisal.pk]
    assert appraisal.created_by == planner


def test_a_waiting_run_is_taken_instead_of_a_second_one(planner: User, sent: list[int]) -> None:
    first = start_appraisal(planner)
    assert start_appraisal(planner) == first
    assert start_appraisal(planner, {"priority_completeness_min": 0.5}) != first


def test_a_run_of_another_year_is_another_run(
    three_parks: list[Park], planner: User, sent: list[int]
) -> None:
    first = start_appraisal(planner)
    chosen = start_appraisal(planner, year=2025)
    assert chosen != first
    assert (first.year, chosen.year) == (None, 2025)
    assert start_appraisal(planner, year=2025) == chosen


def test_a_year_without_figures_is_refused(three_parks: list[Park], planner: User, sent: list[int]) -> None:
    with pytest.raises(YearRefusedError) as refusal:
        start_appraisal(planner, year=2024)
    assert refusal.value.errors[0]["field"] == "year"
    assert not Appraisal.objects.exists()


def test_unknown_override_is_refused(planner: User) -> None:
    with pytest.raises(OverridesRefusedError) as refusal:
        start_appraisal(planner, {"nonsense": 1})
    assert refusal.value.errors[0]["field"] == "overrides.nonsense"


def test_a_queue_that_does_not_answer_is_a_recorded_failure(
    planner: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fails(_: int) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.run, "delay", fails)
    with pytest.raises(QueueUnavailableError), django_capture_on_commit_callbacks(execute=True):
        start_appraisal(planner)
    run = Appraisal.objects.get()
    assert (run.status, run.error_code) == ("failed", "queue_unavailable")


def test_recovery_sends_waiting_runs_and_fails_lost_ones(sent: list[int]) -> None:
    lost = Appraisal.objects.create(status="appraising")
    waiting = [Appraisal.objects.create().pk for _ in range(2)]
    assert recover() == 2
    assert sent == waiting
    lost.refresh_from_db()
    assert (lost.status, lost.error_code) == ("failed", "worker_lost")


def test_explanation_of_the_current_run(
    three_parks: list[Park], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = carried_out()
    with django_assert_num_queries(1):
        why = explanation_of(three_parks[0].pk)
    assert why is not None
    assert why["appraisal"]["id"] == run.pk
    assert why["appraisal"]["current"] is True
    assert why["appraisal"]["year"] == why["year"] == 2025
    assert why["policy"]["edition"] == run.policy_edition
    result = ParkResult.objects.get(park=three_parks[0])
    assert why["priority"]["rank"] == result.rank
    assert why["mode"]["mode"] == result.mode
    assert why["grade"]["reason"] == result.grade_reason == "group_too_small"
    metro = next(row for row in why["priority"]["indicators"] if row["name"] == "metro_distance")
    assert metro["value"] == 5_000


def test_explanation_is_none_for_a_park_that_was_not_appraised(three_parks: list[Park]) -> None:
    assert explanation_of(three_parks[0].pk) is None
    carried_out()
    assert explanation_of(10**9) is None


def test_an_older_run_still_explains_itself(three_parks: list[Park]) -> None:
    older = carried_out()
    carried_out()
    why = explanation_of(three_parks[0].pk, older.pk)
    assert why is not None
    assert why["appraisal"]["current"] is False


def test_parks_join_the_results_of_one_run(
    three_parks: list[Park], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    carried_out()
    run = carried_out()
    with django_assert_num_queries(1):
        rows = list(
            Park.objects.annotate(result=result_relation(run.pk))
            .order_by("result__rank")
            .values_list("result__appraisal_id", "result__rank")
        )
    assert rows == [(run.pk, 1), (run.pk, 2), (run.pk, 3)]
    unjudged = Park.objects.annotate(result=result_relation(None)).filter(result__isnull=True)
    assert unjudged.count() == 3
