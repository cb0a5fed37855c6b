"""Trying weights: the run's own ranks by its own weights, other ranks by others, and only what the user may see."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal, ParkResult, RunInput
from parks.inventory.models import Park
from tests.conftest import ClientOf
from tests.parks.appraisals.conftest import carried_out
from tests.parks.rankings.conftest import make_city

pytestmark = pytest.mark.django_db

PLAY = "/api/v1/rankings/"
ZERO = dict.fromkeys(
    (
        "far", "pre2000_lowrise", "area", "industrial_nearby", "output_per_mu", "tax_per_mu", "labor_intensive",
        "vacancy", "leading_industry", "metro_distance", "centre_distance", "in_block", "planned_industrial",
        "procedure", "right_holders", "consent", "lease_years_left", "sublease_tiers", "hazards", "pollution",
        "unmet_needs",
    ),
    0,
)  # fmt: skip


def test_the_policys_own_weights_give_the_runs_own_ranks(client_of: ClientOf, run: Appraisal) -> None:
    body = client_of("planner").post(PLAY, {}).json()
    stored = {row.park_id: row for row in ParkResult.objects.filter(appraisal=run)}
    assert (body["appraisal"], body["method"], len(body["weights"])) == (run.pk, "weighted_sum", 21)
    assert body["id"] == sorted(stored)
    for name in ("rank", "priority", "need", "opportunity"):
        assert body[name] == [getattr(stored[pk], name) for pk in body["id"]], name
    assert body["moved"] == [0, 0, 0, 0]


def test_one_indicator_alone_turns_the_order_round(client_of: ClientOf, run: Appraisal) -> None:
    """Metro: 5,000, 4,900, 4,800 and 4,900 m; less raises priority, and the smaller id goes first of two alike."""
    for method in ("weighted_sum", "topsis"):
        body = (
            client_of("planner")
            .post(PLAY, {"weights": {**ZERO, "metro_distance": 3}, "method": method})
            .json()
        )
        assert body["rank"] == [4, 2, 1, 3]
        assert (body["priority"][2], body["priority"][0]) == (100, 0)
        assert body["need"] == [None] * 4
        own = {row.park_id: row.rank for row in ParkResult.objects.filter(appraisal=run)}
        assert body["moved"] == [own[pk] - rank for pk, rank in zip(body["id"], body["rank"], strict=True)]


def test_nobody_is_ranked_by_what_is_not_known(client_of: ClientOf, run: Appraisal) -> None:
    body = client_of("planner").post(PLAY, {"weights": {**ZERO, "far": 1}}).json()
    assert body["rank"] == body["priority"] == body["moved"] == [None] * 4


def test_ranks_are_city_wide_and_parks_the_users_own(
    client_of: ClientOf, city: list[Park], run: Appraisal
) -> None:
    everything = client_of("planner").post(PLAY, {}).json()
    own = client_of("official").post(PLAY, {}).json()
    assert own["id"] == [park.pk for park in city[:3]]
    assert own["rank"] == everything["rank"][:3]
    assert sorted(everything["rank"]) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        ({"weights": {"no_such": 1}}, "weights.no_such", "unknown_indicator"),
        ({"weights": ZERO}, "weights", "zero_weights"),
        ({"weights": {**ZERO, "far": 1e-300}}, "weights", "zero_weights"),
        ({"weights": {"far": -1}}, "weights.far", "min_value"),
        ({"weights": {"far": 1e300}}, "weights.far", "max_value"),
        ({"weights": {"far": "NaN"}}, "weights.far", "invalid"),
        ({"weights": {"far": "much"}}, "weights.far", "invalid"),
        ({"weights": {str(n): 1 for n in range(101)}}, "weights", "too_many"),
        ({"weights": []}, "weights", "not_a_dict"),
        ({"method": "guess"}, "method", "invalid_choice"),
        ({"appraisal": "last"}, "appraisal", "invalid"),
    ],
)
def test_what_cannot_be_tried_is_refused_by_place(
    client_of: ClientOf, run: Appraisal, asked: dict[str, Any], field: str, code: str
) -> None:
    answer = client_of("official").post(PLAY, asked)
    assert answer.status_code == 400
    assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [(field, code)]


def test_every_fault_is_told_at_once(client_of: ClientOf, run: Appraisal) -> None:
    answer = client_of("planner").post(PLAY, {"weights": {"no_such": 1, "nor_this": 2}})
    assert answer.json()["code"] == "ranking_weights"
    assert [fault["field"] for fault in answer.json()["errors"]] == ["weights.no_such", "weights.nor_this"]


def test_runs_that_cannot_be_tried(client_of: ClientOf, run: Appraisal) -> None:
    client = client_of("planner")
    assert client.post(PLAY, {"appraisal": 12345}).json()["code"] == "not_found"
    unfinished = Appraisal.objects.create()
    answer = client.post(PLAY, {"appraisal": unfinished.pk})
    assert (answer.status_code, answer.json()["code"]) == (409, "appraisal_unfinished")
    RunInput.objects.all().delete()
    answer = client.post(PLAY, {"appraisal": run.pk})
    assert (answer.status_code, answer.json()["code"]) == (409, "appraisal_input_gone")
    assert str(run.pk) in answer.json()["detail_en"]


def test_before_the_first_run(client_of: ClientOf) -> None:
    for answer in (client_of("planner").post(PLAY, {}), client_of("planner").get(PLAY)):
        assert (answer.status_code, answer.json()["code"]) == (404, "no_current_appraisal")


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    make_city(parks)
    carried_out()
    client = client_of("planner")
    with django_assert_num_queries(5):  # user, run, its input and policy once, parks
        client.post(PLAY, {})
    with django_assert_num_queries(3):
        assert len(client.post(PLAY, {"weights": {"far": 0.3}}).json()["id"]) == parks + 1
