import pytest
from pytest_django import Settings

from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult, ParkResult
from parks.appraisals.storing import prune
from parks.inventory.models import Park
from tests.parks.appraisals.conftest import carried_out

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


def test_results_outlive_their_parcel(three_parks: list[Park]) -> None:
    carried_out()
    parcel = three_parks[0].parcels.get()
    judged = parcel.pk
    parcel.delete()
    assert ParcelResult.objects.filter(parcel_id=judged).exists()
