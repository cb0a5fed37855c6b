"""The filter as SQL and the filter over columns let the same parks through."""

import random

import pytest

from parks.appraisals.models import Appraisal
from parks.selections.facets import facets
from parks.selections.filters import ParkFilter
from parks.selections.rows import by_rank, park_rows
from tests.factories.accounts import UserFactory
from tests.factories.city import random_city
from tests.parks.selections.test_facets import random_filters

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(10, 20))
def test_list_and_facets_agree(seed: int) -> None:
    random_city(seed=seed)
    user = UserFactory(scope=["440111"] if seed % 2 else ["4401"])
    filters = random_filters(random.Random(seed))
    rows = ParkFilter(filters, queryset=by_rank(park_rows(user, Appraisal.objects.current_id()))).qs
    assert [row["id"] for row in rows] == facets(user.scope, filters, include_ids=True)["ids"]


def test_ids_are_a_filter() -> None:
    random_city()
    wanted = facets(["4401"], {}, include_ids=True)["ids"][:3]
    filters = {"ids": ",".join(map(str, wanted))}
    user = UserFactory()
    assert facets(["4401"], filters, include_ids=True)["ids"] == wanted
    rows = ParkFilter(filters, queryset=by_rank(park_rows(user, Appraisal.objects.current_id()))).qs
    assert [row["id"] for row in rows] == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("district", "44011"),
        ("town", "440111"),
        ("grade", "E"),
        ("mode", "micro,other"),
        ("far_min", "much"),
        ("bbox", "1,2,3"),
        ("bbox", "114,23,113,24"),
        ("ids", "one"),
        ("ids", "1.5"),
        ("ids", "1,2.0001"),
        ("ids", "-1"),
        ("ids", "9" * 30),
        ("far_min", "1e999999"),
        ("far_max", "NaN"),
        ("district", "44０111"),
    ],
)
def test_wrong_values_are_refused(name: str, value: str) -> None:
    form = ParkFilter({name: value}).form
    assert not form.is_valid()
    assert set(form.errors) == {name}
