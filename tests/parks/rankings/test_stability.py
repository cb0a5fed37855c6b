"""How firm ranks are, over the API."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from tests.conftest import ClientOf
from tests.parks.appraisals.conftest import carried_out
from tests.parks.rankings.conftest import make_city

pytestmark = pytest.mark.django_db

STABILITY = "/api/v1/rankings/stability/"


def test_columns_of_ranks(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    body = client_of("planner").post(STABILITY, {"draws": 200}).json()
    assert (body["tops"], body["draws"], body["spread"]) == ([50, 100, 300], 200, 0.2)
    assert body["id"] == [park.pk for park in city]
    assert sorted(body["rank"]) == [1, 2, 3, 4]
    for low, middle, high in zip(body["rank_p5"], body["rank_p50"], body["rank_p95"], strict=True):
        assert 1 <= low <= middle <= high <= 4
    assert body["top_50"] == body["top_100"] == body["top_300"] == [1, 1, 1, 1]
    assert list(body["acceptability"]) == ["1-50", "51-100", "101-300", "301-"]
    assert body["acceptability"]["1-50"] == [1, 1, 1, 1]
    again = client_of("planner").post(STABILITY, {"draws": 200}).json()
    assert {**again, "seconds": 0} == {**body, "seconds": 0}


def test_only_parks_the_user_may_see(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    everything = client_of("planner").post(STABILITY, {"draws": 20}).json()
    own = client_of("clerk").post(STABILITY, {"draws": 20}).json()
    assert own["id"] == [park.pk for park in city[:3]]
    assert own["rank_p95"] == everything["rank_p95"][:3]
    assert own["acceptability"]["1-50"] == everything["acceptability"]["1-50"][:3]


def test_weights_and_method_count(client_of: ClientOf, run: Appraisal) -> None:
    only = {"weights": {"metro_distance": 1000}, "spread": 0.05, "draws": 50}
    for method in ("weighted_sum", "topsis"):
        body = client_of("planner").post(STABILITY, {**only, "method": method}).json()
        assert body["spread"] == 0.05
        assert body["rank"][0] == body["rank_p50"][0] == 4


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"draws": 0}, "draws"),
        ({"draws": 1001}, "draws"),
        ({"draws": 1.5}, "draws"),
        ({"spread": 0}, "spread"),
        ({"spread": 1}, "spread"),
        ({"spread": "inf"}, "spread"),
        ({"weights": {"no_such": 1}}, "weights.no_such"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    client_of: ClientOf, run: Appraisal, asked: dict[str, Any], field: str
) -> None:
    answer = client_of("planner").post(STABILITY, asked)
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    make_city(parks)
    carried_out()
    client = client_of("planner")
    client.post(STABILITY, {"draws": 5})
    with django_assert_num_queries(3):  # user, run, parks
        assert len(client.post(STABILITY, {"draws": 5}).json()["id"]) == parks + 1
