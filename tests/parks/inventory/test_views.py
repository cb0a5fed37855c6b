import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.db.backends.postgresql.psycopg_any import DateRange
from pytest_django import DjangoAssertNumQueries

from parks.inventory.models import Parcel, Park
from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db

API = "/api/v1/"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("parcels/", 4),
        ("parcels/?format=geojson", 4),
        ("areas/?level=village", 4),
        ("areas/?level=village&format=geojson", 4),
    ],
)
def test_queries_do_not_grow_with_the_list(
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    address: str,
    queries: int,
) -> None:
    town = make.TownFactory()
    for n in range(number):
        village = make.VillageFactory(code=f"{town.code}{201 + n}", parent=town)
        parcel = make.ParcelFactory(park=make.ParkFactory(area=village))
        make.BuildingAreaFactory(parcel=parcel)
        make.TenancyFactory(parcel=parcel)
    client = client_of("planner")
    with django_assert_num_queries(queries):
        answer = client.get(API + address)
    assert answer.json()["count"] == number


def test_areas_are_public_but_count_only_visible_parks(client_of: ClientOf, elsewhere: Park) -> None:
    make.ParkFactory.create_batch(2)
    seen = {
        persona: {
            area["code"]: area["park_count"]
            for area in client_of(persona).get(f"{API}areas/").json()["results"]
        }
        for persona in ("official", "planner")
    }
    assert seen["planner"]["4401"] == 3
    assert seen["official"]["4401"] == seen["official"]["440111"] == seen["official"]["440111113201"] == 2
    assert (seen["official"]["440113"], seen["planner"]["440113"], seen["planner"]["440113105"]) == (0, 1, 1)


@pytest.mark.parametrize("make_one", [make.ParcelFactory, make.DistrictFactory])
def test_an_object_as_a_feature(client_of: ClientOf, make_one: Any) -> None:
    made = make_one(**({} if make_one is make.ParcelFactory else {"boundary": make.square(0)}))
    address = f"{API}{'parcels' if isinstance(made, Parcel) else 'areas'}/{made.pk}/"
    client = client_of("planner")
    answer = client.get(address, {"format": "geojson"})
    assert answer["Content-Type"] == "application/geo+json"
    feature = answer.json()
    stored = made.geometry if isinstance(made, Parcel) else made.boundary
    assert (feature["type"], feature["id"]) == ("Feature", made.pk)
    assert feature["properties"] == client.get(address).json()
    assert GEOSGeometry(json.dumps(feature["geometry"])).area == pytest.approx(stored.area, rel=1e-3)


def test_towns_of_a_district_with_their_positions(client_of: ClientOf) -> None:
    make.TownFactory(position="SRID=4490;POINT(113.35 23.31)")
    page = (
        client_of("planner")
        .get(f"{API}areas/", {"level": "town", "parent": "440111", "format": "geojson"})
        .json()
    )
    (town,) = page["features"]
    assert town["id"] == "440111113"
    assert town["geometry"] == {"type": "Point", "coordinates": [113.35, 23.31]}
    assert town["properties"]["name"] == "太和镇"


def test_scope_of_parcels(client_of: ClientOf, elsewhere: Park) -> None:
    here, there = make.ParcelFactory(), elsewhere.parcels.get()
    for persona, number in (("official", 1), ("planner", 2)):
        assert client_of(persona).get(f"{API}parcels/").json()["count"] == number
    official = client_of("official")
    assert official.get(f"{API}parcels/{there.pk}/").status_code == 404
    assert official.get(f"{API}parcels/{here.pk}/").status_code == 200


def test_filters_of_parcels(client_of: ClientOf) -> None:
    park = make.ParkFactory()
    small = make.ParcelFactory(park=park, owner_name="石马经济联社", procedure="complete")
    make.ParcelFactory()
    for query in (
        {"park": park.pk},
        {"procedure": "complete,partial"},
        {"q": small.code},
        {"q": "石马经济"},
        {"park": f"{park.pk}", "area_mu_max": 4, "area_mu_min": 3},
    ):
        found = client_of("planner").get(f"{API}parcels/", query).json()["results"]
        assert [each["id"] for each in found] == [small.pk], query
    refused = client_of("planner").get(f"{API}parcels/", {"procedure": "done"})
    assert [fault["field"] for fault in refused.json()["errors"]] == ["procedure"]


def test_parcels_in_a_box(client_of: ClientOf) -> None:
    near, far = make.ParcelFactory(geometry=make.square(0)), make.ParcelFactory(geometry=make.square(50))
    west, south, east, north = near.geometry.extent
    client = client_of("planner")
    box = f"{west},{south},{east},{north}"
    assert [each["id"] for each in client.get(f"{API}parcels/", {"bbox": box}).json()["results"]] == [near.pk]
    assert client.get(f"{API}parcels/", {"bbox": "113,23,114,24"}).json()["count"] == 2
    assert client.get(f"{API}parcels/", {"bbox": "113,23"}).status_code == 400
    assert far.pk
    beyond = f"{east + 2e-6},{south},{east + 1e-4},{north}"  # 0.2 m: less than single precision tells apart
    assert client.get(f"{API}parcels/", {"bbox": beyond}).json()["count"] == 0


@pytest.mark.parametrize("value", ["1.5", "1e0", "-1", "one", "9" * 30])
def test_numbers_of_objects_are_whole(client_of: ClientOf, value: str) -> None:
    make.ParcelFactory()
    answer = client_of("planner").get(f"{API}parcels/", {"park": value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "park")


def test_parcel_detail(client_of: ClientOf) -> None:
    building = make.BuildingAreaFactory(gfa_m2=1_200.0)
    make.TenancyFactory(parcel=building.parcel, enterprise__name="石马制衣厂")
    make.ParcelYearFactory(parcel=building.parcel, output_yuan=2e6)
    found = client_of("official").get(f"{API}parcels/{building.parcel_id}/").json()
    assert found["gfa_m2"] == 1_200.0
    assert found["building_areas"][0]["source"]["title"] == "2025 摸查"
    assert [each["enterprise_name"] for each in found["tenancies"]] == ["石马制衣厂"]
    assert (found["tenancies"][0]["since"], found["tenancies"][0]["until"]) == ("2020-01-01", None)
    assert found["years"][0]["output_yuan"] == 2e6


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("石马村", {("area", "石马村"), ("park", "甲园"), ("park", "石马村乙园")}),
        ("甲园", {("park", "甲园")}),
        ("440111-9001", {("park", "甲园")}),
        ("制衣", {("enterprise", "太和制衣厂")}),
        ("440111001001JC7", {("parcel", "某某经济社")}),
        ("番禺", {("area", "番禺区")}),
        ("石碁五金", set()),
        ("石碁工业", set()),
        ("  ", set()),
    ],
)
def test_search(client_of: ClientOf, elsewhere: Park, text: str, hits: set[tuple[str, str]]) -> None:
    park = make.ParkFactory(code="440111-9001", name="甲园")
    make.ParkFactory(code="440111-9002", name="石马村乙园")
    parcel = make.ParcelFactory(park=park, code="440111001001JC70001", owner_name="某某经济社")
    make.TenancyFactory(parcel=parcel, enterprise__name="太和制衣厂")
    refresh_summaries()
    found = client_of("official").get(f"{API}search/", {"q": text}).json()
    assert {(hit["type"], hit["name"]) for hit in found} == hits
    for hit in found:
        assert hit["type"] == "area" or (hit["park"] and len(hit["bounds"]) == 4)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_search(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        make.TenancyFactory(enterprise__name="石马五金厂", parcel__park__name="石马村园")
    client = client_of("planner")
    with django_assert_num_queries(5):  # user, parks, areas, enterprises and where they sit
        found = client.get(f"{API}search/", {"q": "石马"}).json()
    assert len(found) == 2 * number + 1


def test_search_leads_to_where_an_enterprise_sits_now(client_of: ClientOf) -> None:
    left = make.TenancyFactory(land_area_m2=9_000, valid=DateRange(dt.date(2015, 1, 1), dt.date(2020, 1, 1)))
    now = make.TenancyFactory(enterprise=left.enterprise)
    refresh_summaries()
    (hit,) = client_of("planner").get(f"{API}search/", {"q": left.enterprise.uscc}).json()
    assert hit["park"] == now.parcel.park_id


def test_search_puts_the_closest_name_first_and_stops_at_twenty(client_of: ClientOf) -> None:
    for n in range(12):
        make.ParkFactory(name=f"大石马{n}园")
        make.TenancyFactory(enterprise__name=f"石马{n}厂")
    make.ParkFactory(name="石马")
    found = client_of("planner").get(f"{API}search/", {"q": "石马"}).json()
    assert found[0]["name"] == "石马"
    assert len(found) <= 20
    assert {hit["type"] for hit in found} == {"park", "area", "enterprise"}
