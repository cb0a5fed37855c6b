import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone
from pytest_django import Settings

from assessment.rules.quotas import GRADES
from assessment.rules.renewal_mode import NAMES
from parks.appraisals.models import (
    Appraisal,
    EnterpriseResult,
    Grade,
    ListEntry,
    Mode,
    ParcelResult,
    ParkResult,
)
from parks.appraisals.storing import prune
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.factories.appraisals import ParkResultFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db


def runs_of(model: type) -> list[int]:
    return sorted(set(model.objects.values_list("appraisal_id", flat=True)))


def test_details_stay_for_the_newest_runs(three_parks: list[Park], settings: Settings) -> None:
    settings.APPRAISALS_DETAILS_KEPT = 2
    runs = [carried_out().pk for _ in range(4)]
    assert runs_of(ParcelResult) == runs_of(EnterpriseResult) == runs[2:]
    assert runs_of(ParkResult) == runs
    kept = Appraisal.objects.filter(details_kept=True).order_by("pk")
    assert list(kept.values_list("pk", flat=True)) == runs[2:]


def test_details_of_the_current_run_always_stay(three_parks: list[Park], settings: Settings) -> None:
    official = carried_out().pk
    settings.APPRAISALS_DETAILS_KEPT = 1
    trials = [carried_out(overrides={"priority_completeness_min": 0.5}).pk for _ in range(2)]
    assert runs_of(ParcelResult) == [official, trials[-1]]
    assert prune() == 0


def test_entries_of_the_lists_are_stored_with_their_run(db: None, settings: Settings) -> None:
    """One of 20 parcels is graded D, so that one list has an entry and the others are empty."""
    settings.APPRAISALS_DETAILS_KEPT = 1
    for n in range(20):
        make_park(n)
    refresh_summaries()
    carried_out()
    run = carried_out()
    (entry,) = ListEntry.objects.filter(subject="parcels")
    assert (entry.appraisal_id, entry.name, entry.status) == (run.pk, "inefficient_land", "listed")
    assert entry.reasons == ["grade_d"]
    assert entry.effects[0] == "publish"
    assert entry.evidence["district"] == "440111"
    assert ParcelResult.objects.get(appraisal=run, parcel_id=entry.subject_id).grade == "D"
    assert entry.park_id == run.list_entries.get(pk=entry.pk).park.parcels.get(pk=entry.subject_id).park_id
    kept = run.legend["lists"]["inefficient_land"]
    assert kept["counts"]["listed"] == kept["districts"]["440111"]["counts"]["listed"] == 1


TRIAL = {"priority_completeness_min": 0.5}


def aged(run: Appraisal, days: float) -> int:
    Appraisal.objects.filter(pk=run.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    return run.pk


def test_old_trials_go_whole(three_parks: list[Park], settings: Settings) -> None:
    """The newest two stay whatever their age, and all of the last three days."""
    official = aged(carried_out(), 99)
    gone, young, old, newest = (aged(carried_out(overrides=TRIAL), days) for days in (9, 2.9, 9, 9))
    failed = aged(Appraisal.objects.create(status="failed", error_code="busy", overrides=TRIAL), 9)
    waiting = aged(Appraisal.objects.create(overrides=TRIAL), 9)
    settings.APPRAISALS_TRIALS_KEPT, settings.APPRAISALS_TRIAL_DAYS = 2, 3
    assert prune() == 2
    assert runs_of(ParkResult) == [official, young, newest]
    assert set(Appraisal.objects.values_list("pk", flat=True)) == {official, young, newest, failed, waiting}
    assert {gone, old}.isdisjoint(runs_of(ParcelResult) + runs_of(EnterpriseResult))
    assert prune() == 0


def test_a_finished_run_prunes_trials(three_parks: list[Park], settings: Settings) -> None:
    settings.APPRAISALS_TRIALS_KEPT, settings.APPRAISALS_TRIAL_DAYS = 1, 3
    first, second = (aged(carried_out(overrides=TRIAL), 9) for _ in range(2))
    carried_out()
    assert not Appraisal.objects.filter(pk=first).exists()
    assert Appraisal.objects.filter(pk=second).exists()


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("grade", "E", "park_result_grade_known"),
        ("grade", "", "park_result_grade_known"),
        ("mode", "demolish", "park_result_mode_known"),
    ],
)
def test_grades_and_modes_are_known_words(field: str, value: str, constraint: str) -> None:
    result = ParkResultFactory()
    with pytest.raises(IntegrityError, match=constraint):
        ParkResult.objects.filter(pk=result.pk).update(**{field: value})


def test_the_assessment_speaks_these_words() -> None:
    assert {*GRADES, "T"} == set(Grade.values)
    assert set(NAMES) == set(Mode.values)


def test_results_outlive_their_parcel(three_parks: list[Park]) -> None:
    carried_out()
    parcel = three_parks[0].parcels.get()
    judged = parcel.pk
    parcel.delete()
    assert ParcelResult.objects.filter(parcel_id=judged).exists()
