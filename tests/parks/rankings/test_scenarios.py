"""Scenarios: who may keep and change them, and that nothing is kept which could not be ranked."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.accounts.models import User
from parks.appraisals.models import Appraisal, RunInput
from parks.rankings.models import Scenario
from tests.conftest import PERSONAS, ClientOf
from tests.factories.rankings import ScenarioFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/scenarios/"
METRO = {"name": "近地铁", "weights": {"metro_distance": 0.5}, "note": "沿线优先", "method": "topsis"}
STATUS = {"official": (200, 403), "clerk": (200, 403), "planner": (200, 201), "administrator": (200, 201)}


def address(scenario: Any) -> str:
    return f"{LIST}{scenario.pk}/"


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_may_read_and_save(client_of: ClientOf, run: Appraisal, persona: str) -> None:
    client = client_of(persona)
    read, saved = STATUS.get(persona, (401, 401))
    assert client.get(LIST).status_code == read
    assert client.post(LIST, METRO).status_code == saved


def test_what_is_kept(client_of: ClientOf, planner: User, run: Appraisal) -> None:
    judgements = client_of("planner").get("/api/v1/rankings/").json()["judgements"]
    body = client_of("planner").post(LIST, {**METRO, "judgements": judgements}).json()
    assert (body["name"], body["note"], body["method"]) == ("近地铁", "沿线优先", "topsis")
    assert (body["appraisal"], body["created_by"], body["changeable"]) == (run.pk, planner.display_name, True)
    assert (body["weights"]["metro_distance"], body["weights"]["far"], len(body["weights"])) == (
        0.5,
        0.08,
        21,
    )
    assert body["judgements"] == judgements
    seen = client_of("official").get(f"{LIST}{body['id']}/").json()
    assert seen == {**body, "changeable": False}


def test_a_scenario_may_rest_on_any_finished_run(client_of: ClientOf, run: Appraisal) -> None:
    client = client_of("planner")
    assert client.post(LIST, {**METRO, "appraisal": run.pk}).json()["appraisal"] == run.pk
    unfinished = Appraisal.objects.create()
    assert client.post(LIST, {**METRO, "appraisal": unfinished.pk}).json()["code"] == "appraisal_unfinished"
    assert client.post(LIST, {**METRO, "appraisal": 999_999}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"note": "长" * 2_001}, "note"),
        ({"method": "guess"}, "method"),
        ({"weights": {"no_such": 1}}, "weights.no_such"),
        ({"weights": {"far": -1}}, "weights.far"),
        ({"weights": None}, "weights"),
        ({"judgements": {"groups": [[1]]}}, "judgements.within"),
        ({"judgements": {"groups": [[1]], "within": {}}}, "groups"),
        ({"judgements": "none"}, "judgements"),
    ],
)
def test_what_could_not_be_ranked_is_not_kept(
    client_of: ClientOf, run: Appraisal, asked: dict[str, Any], field: str
) -> None:
    answer = client_of("planner").post(LIST, {**METRO, **asked})
    assert answer.status_code == 400
    assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert not Scenario.objects.exists()


def test_a_name_once_a_user(client_of: ClientOf, run: Appraisal) -> None:
    client = client_of("planner")
    assert client.post(LIST, METRO).status_code == 201
    answer = client.post(LIST, METRO)
    assert (answer.status_code, answer.json()["code"]) == (400, "scenario_name_taken")
    assert answer.json()["errors"][0]["field"] == "name"
    assert client_of("administrator").post(LIST, METRO).status_code == 201
    other = client.post(LIST, {**METRO, "name": "另一个"}).json()
    assert client.patch(f"{LIST}{other['id']}/", {"name": "近地铁"}).json()["code"] == "scenario_name_taken"


def test_the_owner_changes_and_deletes(client_of: ClientOf, planner: User, run: Appraisal) -> None:
    client, kept = client_of("planner"), ScenarioFactory(created_by=planner, appraisal=run)
    body = client.patch(address(kept), {"name": "改名", "weights": {"far": 1}}).json()
    assert (body["name"], body["weights"]["far"], body["weights"]["area"]) == ("改名", 1, 0.05)
    assert client.patch(address(kept), {"appraisal": 5, "created_by": "x"}).json()["appraisal"] == run.pk
    assert client.patch(address(kept), {"judgements": {"groups": [], "within": {}}}).status_code == 400
    assert client.delete(address(kept)).status_code == 204
    assert client.get(address(kept)).status_code == 404


@pytest.mark.parametrize("judgements", [{}, {"groups": [[1]]}, {"within": {}}])
def test_a_change_holds_judgements_as_a_whole(
    client_of: ClientOf, planner: User, run: Appraisal, judgements: dict[str, Any]
) -> None:
    scenario = ScenarioFactory(created_by=planner, appraisal=run)
    answer = client_of("planner").patch(address(scenario), {"judgements": judgements})
    assert answer.status_code == 400
    scenario.refresh_from_db()
    assert scenario.judgements is None


def test_nobody_else_but_administrators_may(client_of: ClientOf, run: Appraisal) -> None:
    kept = ScenarioFactory(appraisal=run)
    for answer in (
        client_of("planner").patch(address(kept), {"name": "改名"}),
        client_of("planner").delete(address(kept)),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "scenario_of_another")
    assert client_of("administrator").patch(address(kept), {"name": "改名"}).json()["name"] == "改名"
    assert client_of("administrator").delete(address(kept)).status_code == 204


def test_a_scenario_outlives_its_run(client_of: ClientOf, planner: User, run: Appraisal) -> None:
    client, kept = client_of("planner"), ScenarioFactory(created_by=planner, appraisal=run)
    RunInput.objects.all().delete()
    assert client.patch(address(kept), {"note": "仍可改"}).status_code == 200
    assert client.patch(address(kept), {"weights": {"far": 1}}).json()["code"] == "appraisal_input_gone"
    run.delete()
    assert client.get(address(kept)).json()["appraisal"] is None
    assert client.patch(address(kept), {"weights": {"far": 1}}).json()["code"] == "appraisal_input_gone"


@pytest.mark.parametrize("scenarios", [1, 3])
def test_queries(
    client_of: ClientOf, run: Appraisal, django_assert_num_queries: DjangoAssertNumQueries, scenarios: int
) -> None:
    ScenarioFactory.create_batch(scenarios, appraisal=run)
    client = client_of("official")
    with django_assert_num_queries(3):  # user, count, scenarios
        assert client.get(LIST).json()["count"] == scenarios
