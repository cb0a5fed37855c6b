import pytest

from parks.selections.filters import ParkFilter
from parks.selections.words import in_words
from tests.factories.inventory import DistrictFactory

pytestmark = pytest.mark.django_db


def test_filters_in_words() -> None:
    DistrictFactory()
    filters = {
        "q": "石马",
        "mode": "micro,none",
        "far_max": "0.5",
        "area_mu_min": "20",
        "district": "440111,440199",
    }
    assert in_words(filters) == [
        "行政区：白云区、440199",
        "用地面积 ≥ 20 亩",
        "容积率 ≤ 0.5",
        "改造模式：微改造、无",
        "名称、编码或村社含：石马",
    ]
    assert in_words({}) == ["未设条件，全部园区"]


def test_every_filter_has_words() -> None:
    for name in ParkFilter.base_filters:
        assert in_words({name: "1"}) != []
