import pytest

from parks.accounts.models import User
from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult, ParkResult
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.factories.inventory import DistrictFactory, TownFactory, VillageFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_districts(three_parks: list[Park]) -> Appraisal:
    zengcheng = DistrictFactory(code="440118", name="增城区")
    town = TownFactory(code="440118101", name="新塘镇", parent=zengcheng)
    make_park(9, code="440118-0001", area=VillageFactory(code="440118101201", name="大敦村", parent=town))
    refresh_summaries()
    return carried_out()


@pytest.mark.parametrize("model", [ParkResult, ParcelResult, EnterpriseResult])
def test_results_keep_to_the_scope(
    two_districts: Appraisal, official: User, planner: User, model: type[ParkResult]
) -> None:
    assert model.objects.visible_to(planner).count() == 4
    assert model.objects.visible_to(official).count() == 3
    official.scope = []
    assert model.objects.visible_to(official).count() == 0


@pytest.mark.parametrize("model", [ParkResult, ParcelResult, EnterpriseResult])
def test_current_results_are_of_one_run(two_districts: Appraisal, model: type[ParkResult]) -> None:
    newest = carried_out()
    assert model.objects.count() == 8
    assert set(model.objects.current().values_list("appraisal_id", flat=True)) == {newest.pk}


def test_running_is_neither_waiting_nor_finished() -> None:
    runs = {
        status: Appraisal.objects.create(status=status)
        for status in ("queued", "snapshot", "storing", "done")
    }
    assert set(Appraisal.objects.running()) == {runs["snapshot"], runs["storing"]}
    assert set(Appraisal.objects.unfinished()) == {runs["queued"], runs["snapshot"], runs["storing"]}
    assert Appraisal.objects.current() is None
    assert Appraisal.objects.current_id() is None
