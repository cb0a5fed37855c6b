import pytest
from pytest_django import DjangoAssertNumQueries

from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db

API = "/api/v1/"


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


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("parcels/", 4),
        ("parcels/?format=geojson", 4),
        ("enterprises/", 3),
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


def test_scope_of_parcels_and_enterprises(client_of: ClientOf, elsewhere: Park) -> None:
    here = make.TenancyFactory()
    for persona, number in (("official", 1), ("planner", 2)):
        for name in ("parcels/", "enterprises/"):
            assert client_of(persona).get(API + name).json()["count"] == number
    there = elsewhere.parcels.get()
    official = client_of("official")
    assert official.get(f"{API}parcels/{there.pk}/").status_code == 404
    assert official.get(f"{API}enterprises/{there.tenancies.get().enterprise_id}/").status_code == 404
    assert official.get(f"{API}parcels/{here.parcel_id}/").status_code == 200


def test_premises_outside_the_scope_are_not_shown(client_of: ClientOf, elsewhere: Park) -> None:
    firm = make.EnterpriseFactory()
    inside = make.TenancyFactory(enterprise=firm)
    make.TenancyFactory(enterprise=firm, parcel=elsewhere.parcels.get())
    seen = client_of("official").get(f"{API}enterprises/{firm.pk}/").json()
    assert [each["parcel"] for each in seen["tenancies"]] == [inside.parcel_id]
    assert len(client_of("planner").get(f"{API}enterprises/{firm.pk}/").json()["tenancies"]) == 2


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


def test_filters_of_enterprises(client_of: ClientOf) -> None:
    tenancy = make.TenancyFactory(enterprise__name="白云化妆品厂", enterprise__industry="C2682")
    make.TenancyFactory()
    firm = tenancy.enterprise
    for query in ({"park": tenancy.parcel.park_id}, {"industry": "C26"}, {"q": "化妆"}, {"q": firm.uscc}):
        found = client_of("planner").get(f"{API}enterprises/", query).json()["results"]
        assert [each["id"] for each in found] == [firm.pk], query


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


def test_search_puts_the_closest_name_first_and_stops_at_twenty(client_of: ClientOf) -> None:
    for n in range(12):
        make.ParkFactory(name=f"大石马{n}园")
        make.TenancyFactory(enterprise__name=f"石马{n}厂")
    make.ParkFactory(name="石马")
    found = client_of("planner").get(f"{API}search/", {"q": "石马"}).json()
    assert found[0]["name"] == "石马"
    assert len(found) <= 20
    assert {hit["type"] for hit in found} == {"park", "area", "enterprise"}
