"""Who may see tiles; every change of session, account or scope counts at once."""

import pytest
from django.test import Client
from knox.models import AuthToken

from tests.factories.inventory import ParcelFactory
from tests.parks.tiles.places import tile_at

pytestmark = pytest.mark.django_db

PATHS = [
    "/tiles/parks.json",
    "/tiles/parks/1.json",
    "/tiles/districts.json",
    "/tiles/parcels.json",
    "/tiles/parcels/1/14/1/1.mvt",
]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_is_turned_away_with_a_problem(get, path):
    response = get("stranger", path)
    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_maps_are_only_read(client_of, planner, path):
    answer = client_of("planner", browser=True).post(path)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD"


@pytest.fixture
def place(settled):
    center = ParcelFactory().geometry.centroid
    revision = settled()
    return "/tiles/parcels/{}/{}/{}/{}.mvt".format(revision, *tile_at(center.x, center.y, 14))


def test_an_api_token_opens_the_tiles(planner, place):
    _, token = AuthToken.objects.create(planner)
    client = Client()
    assert client.get(place, headers={"authorization": f"Token {token}"}).status_code == 200
    assert client.get(place, headers={"authorization": "Token 0123456789"}).status_code == 401
    assert client.get(place, headers={"authorization": "Basic 0123456789"}).status_code == 401


def test_a_wrong_token_is_not_helped_by_a_session(client_of, planner, place):
    client = client_of("planner", browser=True)
    assert client.get(place, headers={"authorization": "Token 0123456789"}).status_code == 401


def test_signing_out_closes_the_tiles(client_of, planner, place):
    client = client_of("planner", browser=True)
    assert client.get(place).status_code == client.get(place).status_code == 200
    key = client.cookies["sessionid"].value
    client.logout()
    client.cookies["sessionid"] = key
    assert client.get(place).status_code == 401


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"scope": ["440112"]}, 204),
        ({"scope": []}, 204),
        ({"is_active": False}, 401),
        ({"password": "changed elsewhere"}, 401),
    ],
)
def test_a_changed_account_counts_with_the_next_tile(client_of, planner, place, change, status):
    client = client_of("planner", browser=True)
    assert client.get(place).status_code == client.get(place).status_code == 200
    for name, value in change.items():
        setattr(planner, name, value)
    planner.save()
    assert client.get(place).status_code == status


def test_a_deleted_account_is_out(client_of, official, place):
    client = client_of("official", browser=True)
    assert client.get(place).status_code == 200
    official.delete()
    assert client.get(place).status_code == 401


def test_somebody_elses_session_is_not_mine(client_of, planner, official, place):
    assert client_of("planner", browser=True).get(place).status_code == 200
    forged = Client()
    forged.cookies["sessionid"] = "x" * 32
    assert forged.get(place).status_code == 401
