"""Who moved between two runs or scenarios, and why."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal, ParkResult, RunInput
from parks.inventory.models import Park, ParkCondition
from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories.rankings import ScenarioFactory
from tests.parks.appraisals.conftest import carried_out
from tests.parks.rankings.conftest import make_city

pytestmark = pytest.mark.django_db

COMPARE = "/api/v1/comparisons/"
METRO = {"far": 0.0, "metro_distance": 100.0}


def asked(client_of: ClientOf, before: str, after: str, persona: str = "planner", **more: Any) -> Any:
    answer = client_of(persona).get(COMPARE, {"before": before, "after": after, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_run_against_itself(client_of: ClientOf, run: Appraisal) -> None:
    body = asked(client_of, f"run:{run.pk}", "run:current")
    assert body["before"] == body["after"]
    assert (body["before"]["kind"], body["before"]["id"], body["before"]["appraisal"]) == (
        "run",
        run.pk,
        run.pk,
    )
    assert (body["same_input"], body["same_policy"], body["notes"]) == (True, True, [])
    assert (body["count"], body["parks"], body["top"]) == (0, [], 100)
    assert body["counts"] == {
        "parks": 4, "moved": 0, "up": 0, "down": 0, "grade_changed": 0, "mode_changed": 0, "entered": 0, "left": 0,
    }  # fmt: skip
    assert sum(count for *_, count in body["grades"]) == sum(count for *_, count in body["modes"]) == 4


def test_a_run_against_weights(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    """Nearly all weight on the metro: the park that lies farthest from it ends last."""
    scenario = ScenarioFactory(appraisal=run, weights=METRO)
    body = asked(client_of, f"run:{run.pk}", f"scenario:{scenario.pk}")
    assert body["after"]["label_zh"] == f"情景“{scenario.name}”"
    assert (body["after"]["kind"], body["after"]["appraisal"]) == ("scenario", run.pk)
    assert (body["same_input"], body["same_policy"]) == (True, True)
    own = {row.park_id: row.rank for row in ParkResult.objects.filter(appraisal=run)}
    played = client_of("planner").post("/api/v1/rankings/", {"weights": METRO}).json()
    now = dict(zip(played["id"], played["rank"], strict=True))
    moved = {pk: own[pk] - now[pk] for pk in own if own[pk] != now[pk]}
    assert moved
    assert {park["id"]: park["moved"] for park in body["parks"]} == moved
    assert [abs(park["moved"]) for park in body["parks"]] == sorted(map(abs, moved.values()), reverse=True)
    assert body["counts"]["up"] + body["counts"]["down"] == body["counts"]["moved"] == len(moved)
    first = body["parks"][0]
    assert (first["rank_before"], first["rank_after"]) == (own[first["id"]], now[first["id"]])
    assert first["code"] == Park.objects.get(pk=first["id"]).code
    assert first["grade_before"] == first["grade_after"]
    total = sum(each["change"] for each in first["why"])
    assert total == pytest.approx(first["priority_after"] - first["priority_before"], abs=0.01)
    assert first["why"][0] == max(first["why"], key=lambda each: abs(each["change"]))


def test_two_runs_on_other_data_say_so(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    last = ParkResult.objects.filter(appraisal=run).latest("rank").park_id
    ParkCondition.objects.filter(park=last).update(centre_distance_m=100)
    refresh_summaries()
    later = carried_out()
    body = asked(client_of, f"run:{run.pk}", f"run:{later.pk}")
    assert (body["same_input"], body["same_policy"]) == (False, True)
    assert [note["code"] for note in body["notes"]] == ["other_input"]
    mine = next(park for park in body["parks"] if park["id"] == last)
    assert mine["moved"] > 0
    nearer = next(each for each in mine["why"] if each["indicator"] == "centre_distance")
    assert (nearer["points_before"], nearer["label_en"]) == (None, "distance to center or key platform")
    assert nearer["points_after"] > 0


def test_two_policies_say_so(client_of: ClientOf, run: Appraisal) -> None:
    trial = carried_out(overrides={"priority_completeness_min": 1.0, "priority_top_count": 1})
    body = asked(client_of, f"run:{run.pk}", f"run:{trial.pk}")
    assert [note["code"] for note in body["notes"]] == ["other_policy"]
    assert (body["top"], body["counts"]["left"], body["counts"]["entered"]) == (1, 1, 0)
    assert {park["rank_after"] for park in body["parks"]} == {None}


def test_topsis_has_points_too(client_of: ClientOf, run: Appraisal) -> None:
    scenario = ScenarioFactory(appraisal=run, weights=METRO, method="topsis")
    body = asked(client_of, f"run:{run.pk}", f"scenario:{scenario.pk}")
    assert body["after"]["method"] == "topsis"
    for park in body["parks"]:
        after = sum(each["points_after"] for each in park["why"])
        assert after == pytest.approx(park["priority_after"], abs=0.01)


def test_only_parks_the_user_may_see(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    scenario = ScenarioFactory(appraisal=run, weights=METRO)
    everything = asked(client_of, f"run:{run.pk}", f"scenario:{scenario.pk}")
    own = asked(client_of, f"run:{run.pk}", f"scenario:{scenario.pk}", "official")
    ids = {park.pk for park in city[:3]}
    assert own["counts"]["parks"] == 3
    assert own["parks"] == [park for park in everything["parks"] if park["id"] in ids]


def test_pages(client_of: ClientOf, run: Appraisal) -> None:
    scenario = ScenarioFactory(appraisal=run, weights=METRO)
    sides = (f"run:{run.pk}", f"scenario:{scenario.pk}")
    whole = asked(client_of, *sides)["parks"]
    pages = [asked(client_of, *sides, page=n + 1, page_size=1) for n in range(len(whole))]
    assert [page["parks"][0] for page in pages] == whole
    assert asked(client_of, *sides, page=999)["parks"] == []


@pytest.mark.parametrize(
    "query", [{}, {"before": "run:1"}, {"before": "1", "after": "2"}, {"before": "run:x", "after": "run:1"}]
)
def test_what_is_no_comparison_is_refused(client_of: ClientOf, query: dict[str, str]) -> None:
    answer = client_of("planner").get(COMPARE, query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_what_cannot_be_compared_any_more(client_of: ClientOf, run: Appraisal) -> None:
    scenario = ScenarioFactory(appraisal=run, weights=METRO)
    client, query = client_of("planner"), {"before": f"run:{run.pk}", "after": f"scenario:{scenario.pk}"}
    RunInput.objects.all().delete()
    assert client.get(COMPARE, query).json()["code"] == "appraisal_input_gone"
    assert client.get(COMPARE, {**query, "after": "run:current"}).status_code == 200
    for gone in ("run:999999", "scenario:999999"):
        assert client.get(COMPARE, {**query, "after": gone}).status_code == 404


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    first = make_city(parks)[0]
    run = carried_out()
    client = client_of("planner")
    # what puts the first park last, or first if it is not
    turned = "hazards" if run.park_results.get(rank=1).park == first else "output_per_mu"
    indicators = client.get("/api/v1/rankings/").json()["indicators"]
    weights = {each["name"]: float(each["name"] == turned) for each in indicators}
    scenario = ScenarioFactory(appraisal=run, weights=weights)
    query = {"before": f"run:{run.pk}", "after": f"scenario:{scenario.pk}"}
    client.get(COMPARE, query)
    # user, run; scenario, its run; results of both; policy; parks, points, labels twice over
    with django_assert_num_queries(11):
        client.get(COMPARE, query)
