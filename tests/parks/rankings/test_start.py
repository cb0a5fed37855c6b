"""What the page of weights starts from, and weights from judgements."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal
from tests.conftest import ClientOf
from tests.parks.appraisals.conftest import carried_out
from tests.parks.rankings.conftest import make_city

pytestmark = pytest.mark.django_db

START, WEIGHTS = "/api/v1/rankings/", "/api/v1/rankings/weights/"


def test_the_start(client_of: ClientOf, run: Appraisal) -> None:
    body = client_of("official").get(START).json()
    assert body["appraisal"]["id"] == run.pk
    assert body["appraisal"]["policy_edition"] == run.policy_edition
    names = [item["name"] for item in body["indicators"]]
    assert (len(names), names[0]) == (21, "far")
    for weight in ("weight", "entropy_weight", "combined_weight"):
        assert sum(item[weight] for item in body["indicators"]) == pytest.approx(1), weight
    first = body["indicators"][0]
    assert (first["label_zh"], first["group"], first["side"], first["direction"]) == (
        "容积率",
        "land",
        "need",
        -1,
    )
    assert {item["name"] for item in body["indicators"] if item["dropped"]} >= {"vacancy", "unmet_needs"}
    assert list(body["groups"]) == ["land", "economy", "location", "feasibility", "safety"]
    assert body["groups"]["location"] == {"zh": "区位", "en": "Location", "side": "opportunity"}
    assert [method["name"] for method in body["methods"]] == ["weighted_sum", "topsis"]
    assert len(body["scale"]) == 17
    assert len(body["judgements"]["groups"]) == 5
    assert {name: len(rows) for name, rows in body["judgements"]["within"].items()} == {
        "land": 4, "economy": 5, "location": 4, "feasibility": 5, "safety": 3,
    }  # fmt: skip


def test_a_single_park_has_no_entropy(client_of: ClientOf, db: None) -> None:
    make_city(0)
    carried_out()
    body = client_of("official").get(START).json()
    assert {item["entropy_weight"] for item in body["indicators"]} == {None}
    judged = client_of("official").post(WEIGHTS, body["judgements"]).json()
    assert judged["entropy"] is None
    assert judged["ahp"]["accepted"] is True


def test_what_the_page_starts_from_can_be_judged(client_of: ClientOf, run: Appraisal) -> None:
    client = client_of("official")
    judgements = client.get(START).json()["judgements"]
    body = client.post(WEIGHTS, judgements).json()
    assert sum(body["ahp"]["weights"].values()) == pytest.approx(1)
    assert body["ahp"]["accepted"] is True
    assert body["ahp"]["groups"]["cr"] < 0.1
    far, entropy = body["ahp"]["weights"]["far"], body["entropy"]["far"]
    assert body["combined"]["far"] == pytest.approx((far + entropy) / 2)


def test_the_judgement_that_fits_least_is_named(client_of: ClientOf, run: Appraisal) -> None:
    """Land over economy over location, and location nine times land: no weights agree."""
    client = client_of("official")
    judgements = client.get(START).json()["judgements"]
    matrix = judgements["groups"] = [[1.0] * 5 for _ in range(5)]
    for first, second, value in ((0, 1, 5.0), (1, 2, 5.0), (2, 0, 9.0)):
        matrix[first][second], matrix[second][first] = value, 1 / value
    groups = client.post(WEIGHTS, judgements).json()["ahp"]["groups"]
    assert groups["accepted"] is False
    assert groups["cr"] > 0.1
    assert {groups["worst"]["first"], groups["worst"]["second"]} == {"land", "location"}


def test_every_fault_of_every_matrix_at_once(client_of: ClientOf, run: Appraisal) -> None:
    client = client_of("official")
    judgements: dict[str, Any] = client.get(START).json()["judgements"]
    judgements["groups"][0][1] = 20
    judgements["within"]["safety"] = [[1]]
    judgements["within"]["mood"] = [[1]]
    answer = client.post(WEIGHTS, judgements)
    assert (answer.status_code, answer.json()["code"]) == (400, "ranking_weights")
    faults = {(fault["field"], fault["code"]) for fault in answer.json()["errors"]}
    assert faults == {
        ("groups", "beyond_scale"),
        ("within.safety", "not_square"),
        ("within.mood", "unknown_group"),
    }


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"groups": 3, "within": {}},
        {"groups": [[1] * 16] * 16, "within": {}},
        {"groups": [["a"]], "within": {}},
        {"groups": [[None]], "within": {}},
        {"groups": [[1]], "within": {str(n): [[1]] for n in range(16)}},
        {"groups": [[1]], "within": []},
        {"groups": [[1, 2], [1]], "within": {}},
        {"groups": [], "within": {}},
        {"groups": [["NaN"]], "within": {"land": [["inf"]]}},
    ],
)
def test_what_is_no_matrix_is_refused(client_of: ClientOf, run: Appraisal, asked: dict[str, Any]) -> None:
    answer = client_of("official").post(WEIGHTS, asked)
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    make_city(parks)
    carried_out()
    client = client_of("planner")
    with django_assert_num_queries(4):  # user, run, its input and policy once
        judgements = client.get(START).json()["judgements"]
    with django_assert_num_queries(2):
        client.post(WEIGHTS, judgements)
