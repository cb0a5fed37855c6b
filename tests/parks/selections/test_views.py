import json

import pytest
from django.contrib.gis.geos import GEOSGeometry
from pytest_django import DjangoAssertNumQueries

from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories import inventory as make
from tests.factories.appraisals import AppraisalFactory, ParkResultFactory

pytestmark = pytest.mark.django_db

PARKS = "/api/v1/parks/"


def appraised_parks(number: int) -> list[Park]:
    """The n-th park is better than the one before."""
    appraisal = AppraisalFactory()
    parks = []
    for n in range(number):
        park = make.ParkFactory()
        parcel = make.ParcelFactory(park=park, geometry=make.square(n, side=80))
        make.BuildingAreaFactory(parcel=parcel, gfa_m2=4_000.0)
        make.ParkYearFactory(park=park)
        make.ConditionFactory(park=park)
        ParkResultFactory(appraisal=appraisal, park=park, rank=number - n, priority=50.0 + n)
        parks.append(park)
    refresh_summaries()
    return parks


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (PARKS, 4),
        (f"{PARKS}?format=geojson", 4),
        (f"{PARKS}?far_max=9&q=石马&ordering=-far", 4),
        (f"{PARKS}facets/", 8),
    ],
)
def test_queries_do_not_grow_with_the_list(
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    address: str,
    queries: int,
) -> None:
    appraised_parks(number)
    client = client_of("planner")
    with django_assert_num_queries(queries):
        answer = client.get(address)
    assert answer.json()["count"] == number


def test_facets_read_no_rows_the_second_time(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    appraised_parks(3)
    client = client_of("planner")
    first = client.get(f"{PARKS}facets/").json()
    with django_assert_num_queries(3):
        assert client.get(f"{PARKS}facets/").json() == first


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_parks_parcels(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    (park,) = appraised_parks(1)
    make.ParcelFactory.create_batch(number - 1, park=park)
    client = client_of("planner")
    with django_assert_num_queries(5):
        answer = client.get(f"{PARKS}{park.pk}/parcels/")
    assert answer.json()["count"] == number


def test_row_says_what_the_contract_says(client_of: ClientOf) -> None:
    (park,) = appraised_parks(1)
    (row,) = client_of("official").get(PARKS).json()["results"]
    assert row["area_m2"] == pytest.approx(10_000, rel=1e-3)
    assert row["far"] == pytest.approx(0.4, rel=1e-3)
    assert row["gfa_coverage"] == pytest.approx(1)
    assert row["output_per_mu"] == pytest.approx(1_000 / 15, rel=1e-3)
    expected = {
        "id": park.pk,
        "code": park.code,
        "district": {"code": "440111", "name": "白云区"},
        "town": {"code": "440111113", "name": "太和镇"},
        "village": {"code": "440111113201", "name": "石马村"},
        "grade": "B",
        "mode": "micro",
        "priority": 50.0,
        "rank": 1,
        "parcel_count": 1,
        "is_synthetic": False,
    }
    assert row.items() >= expected.items()


def test_park_of_a_town_has_no_village(client_of: ClientOf) -> None:
    make.ParkFactory(area=make.TownFactory())
    (row,) = client_of("planner").get(PARKS).json()["results"]
    assert row["village"] is None
    assert row["town"]["name"] == "太和镇"
    assert row["district"]["name"] == "白云区"


def test_best_rank_comes_first_and_unknown_last(client_of: ClientOf) -> None:
    parks = appraised_parks(3)
    unknown = make.ParkFactory()
    client = client_of("planner")
    ids = [row["id"] for row in client.get(PARKS).json()["results"]]
    assert ids == [parks[2].pk, parks[1].pk, parks[0].pk, unknown.pk]
    for ordering, first in (("-priority", parks[2].pk), ("priority", parks[0].pk)):
        found = [row["id"] for row in client.get(PARKS, {"ordering": ordering}).json()["results"]]
        assert (found[0], found[-1]) == (first, unknown.pk)


def test_geojson_has_the_rows_as_features(client_of: ClientOf) -> None:
    appraised_parks(2)
    answer = client_of("planner").get(PARKS, {"format": "geojson"})
    assert answer["Content-Type"].startswith("application/geo+json")
    page = answer.json()
    assert page["type"] == "FeatureCollection"
    assert {feature["geometry"]["type"] for feature in page["features"]} == {"MultiPolygon"}
    rows = client_of("planner").get(PARKS).json()["results"]
    assert [feature["properties"] for feature in page["features"]] == rows


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_card(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    (park,) = appraised_parks(1)
    for n in range(1, number):
        make.BuildingAreaFactory(parcel=make.ParcelFactory(park=park))
        make.ParkYearFactory(park=park, year=2020 + n)
    client = client_of("planner")
    with django_assert_num_queries(10):  # user, appraisal, row and seven parts of the card
        assert client.get(f"{PARKS}{park.pk}/").json()["parcel_count"] == 1


def test_card_as_a_feature(client_of: ClientOf) -> None:
    (park,) = appraised_parks(1)
    client = client_of("planner")
    answer = client.get(f"{PARKS}{park.pk}/", {"format": "geojson"})
    assert answer["Content-Type"] == "application/geo+json"
    feature = answer.json()
    assert (feature["type"], feature["id"]) == ("Feature", park.pk)
    assert feature["properties"] == client.get(f"{PARKS}{park.pk}/").json()
    assert GEOSGeometry(json.dumps(feature["geometry"])).area == pytest.approx(
        park.summary.geometry.area, rel=1e-3
    )


def test_card(client_of: ClientOf) -> None:
    (park,) = appraised_parks(1)
    card = client_of("official").get(f"{PARKS}{park.pk}/").json()
    assert [each["kind"] for each in card["boundaries"]] == ["surveyed"]
    assert card["boundaries"][0]["source"]["title"] == "2025 摸查"
    assert card["buildings"] == [{"legality": "legal", "gfa_m2": 4_000.0, "count": 1}]
    assert [year["output_yuan"] for year in card["years"]] == [1e7]
    assert [source["title"] for source in card["sources"]] == ["2025 摸查"]
    assert card["bounds"] == pytest.approx(park.boundaries.get().geometry.extent, abs=1e-5)
    assert card["condition"]["as_of"] == "2025-06-30"


def test_latest_floor_area_counts_once(client_of: ClientOf) -> None:
    (park,) = appraised_parks(1)
    make.BuildingAreaFactory(parcel=park.parcels.get(), as_of="2026-01-01", gfa_m2=5_000.0)
    card = client_of("official").get(f"{PARKS}{park.pk}/").json()
    assert card["buildings"] == [{"legality": "legal", "gfa_m2": 5_000.0, "count": 1}]
    make.BuildingAreaFactory(parcel=make.ParcelFactory(park=park), gfa_m2=0)
    vacant = client_of("official").get(f"{PARKS}{park.pk}/").json()
    assert vacant["buildings"] == card["buildings"]
    park.parcels.last().delete()
    (parcel,) = client_of("official").get(f"{PARKS}{park.pk}/parcels/").json()["results"]
    assert parcel["gfa_m2"] == 5_000.0


def test_outside_the_scope_is_not_found(client_of: ClientOf) -> None:
    panyu = make.DistrictFactory(code="440113", name="番禺区")
    there = make.ParkFactory(code="440113-0001", area=make.TownFactory(code="440113105", parent=panyu))
    for address in ("", "parcels/", "explanation/"):
        answer = client_of("official").get(f"{PARKS}{there.pk}/{address}")
        assert answer.status_code == 404, address
        assert answer.json()["code"] == "not_found"
    assert client_of("official").get(PARKS).json()["count"] == 0
    assert client_of("planner").get(PARKS).json()["count"] == 1


def test_no_explanation_before_the_first_appraisal(client_of: ClientOf) -> None:
    park = make.ParkFactory()
    answer = client_of("official").get(f"{PARKS}{park.pk}/explanation/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_appraised")


def test_selection_is_one_number_everywhere(client_of: ClientOf) -> None:
    parks = appraised_parks(3)
    client = client_of("planner")
    made = client.post("/api/v1/selections/", {"filters": {"priority_min": 51}})
    assert made.status_code == 201
    selection = made.json()
    assert (selection["count"], selection["total"]) == (2, 3)
    ids = client.get(f"/api/v1/selections/{selection['id']}/ids/").json()
    assert ids == [parks[2].pk, parks[1].pk]
    assert client.get(f"/api/v1/selections/{selection['id']}/").json() == selection
    rows = client.get(PARKS, {"selection": selection["id"]}).json()["results"]
    assert [row["id"] for row in rows] == ids
    assert client.get(f"{PARKS}facets/", {"priority_min": 51, "include": "ids"}).json()["ids"] == ids


def test_refused_filters_name_their_field(client_of: ClientOf) -> None:
    client = client_of("planner")
    for answer in (
        client.get(PARKS, {"far_min": "much"}),
        client.get(f"{PARKS}facets/", {"far_min": "much"}),
        client.post("/api/v1/selections/", {"filters": {"far_min": "much"}}),
    ):
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        assert [fault["field"] for fault in answer.json()["errors"]] == ["far_min"]
    unknown = client.post("/api/v1/selections/", {"filters": {"colour": "red"}})
    assert unknown.json()["code"] == "unknown_filters"
