import pytest

from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.factories import inventory as make


@pytest.fixture
def elsewhere(db: None) -> Park:
    """A park in 番禺区 with a parcel and an enterprise, outside the official's scope."""
    panyu = make.DistrictFactory(code="440113", name="番禺区")
    park = make.ParkFactory(
        code="440113-0001",
        name="石碁工业园",
        area=make.TownFactory(code="440113105", name="石碁镇", parent=panyu),
    )
    make.TenancyFactory(
        parcel=make.ParcelFactory(park=park, code="440113001001JC00001"),
        enterprise=make.EnterpriseFactory(name="石碁五金厂"),
    )
    refresh_summaries()
    return park
