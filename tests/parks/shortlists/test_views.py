import json

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.inventory.models import Park
from parks.inventory.services import bump_revision, refresh_summaries
from parks.selections.models import Selection
from parks.selections.services import create_selection
from tests.conftest import ClientOf
from tests.factories import inventory as make
from tests.factories.accounts import UserFactory
from tests.factories.objections import DecidedFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("extension", "queries"), [("xlsx", 8), ("geojson", 8)])
def test_queries_do_not_grow_with_the_selection(
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    extension: str,
    queries: int,
) -> None:
    for park in make.ParkFactory.create_batch(number):
        DecidedFactory(park=park)
    refresh_summaries()
    selection = create_selection(UserFactory(), {})
    client = client_of("planner")
    with django_assert_num_queries(queries):
        content = b"".join(client.get(f"/api/v1/exports/{selection.pk}.{extension}").streaming_content)
    assert content


@pytest.mark.parametrize("extension", ["xlsx", "geojson"])
def test_selection_beyond_the_scope_is_not_found(
    client_of: ClientOf, selection: Selection, extension: str
) -> None:
    wide = create_selection(UserFactory(scope=["4401"]), {})
    assert b"".join(client_of("planner").get(f"/api/v1/exports/{wide.pk}.{extension}").streaming_content)
    answer = client_of("official").get(f"/api/v1/exports/{wide.pk}.{extension}")
    assert (answer.status_code, answer.json()["code"]) == (404, "selection_not_found")
    assert b"".join(
        client_of("official").get(f"/api/v1/exports/{selection.pk}.{extension}").streaming_content
    )


def test_export_says_what_has_changed_since(client_of: ClientOf, selection: Selection) -> None:
    client = client_of("planner")
    Park.objects.get(name="石马三园").delete()
    bump_revision()
    document = json.loads(b"".join(client.get(f"/api/v1/exports/{selection.pk}.geojson").streaming_content))
    assert [feature["id"] for feature in document["features"]] == selection.ids[:2]
    stated = document["metadata"]
    assert stated["count"] == 3
    assert stated["missing"].startswith("1 个")
    assert "数据有更新" in stated["changed"]
