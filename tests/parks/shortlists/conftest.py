import pytest

from parks.inventory.services import refresh_summaries
from parks.selections.models import Selection
from parks.selections.services import create_selection
from tests.factories import inventory as make
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AppraisalFactory, ParkResultFactory

FORMULA = '=HYPERLINK("http://example.invalid","x")'


@pytest.fixture
def selection(db: None) -> Selection:
    """Three of four parks: one synthetic, one whose name looks like a formula, one that was not appraised."""
    appraisal = AppraisalFactory(
        year=2025,
        legend={
            "grade": {"profile": {"label_zh": "增城征求意见稿"}, "elsewhere": {"zh": "参照增城征求意见稿"}}
        },
    )
    parks = [
        make.ParkFactory(name="石马一园", is_synthetic=True),
        make.ParkFactory(name=FORMULA),
        make.ParkFactory(name="石马三园"),
        make.ParkFactory(name="石马四园", tenure="mixed"),
    ]
    for rank, park in enumerate(reversed(parks[:2]), start=1):
        parcel = make.ParcelFactory(park=park, geometry=make.square(rank, side=80))
        make.BuildingAreaFactory(parcel=parcel)
        make.ParkYearFactory(park=park)
        ParkResultFactory(appraisal=appraisal, park=park, rank=rank)
    refresh_summaries()
    return create_selection(UserFactory(scope=["440111"]), {"tenure": "collective", "district": "440111"})
