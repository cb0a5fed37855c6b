"""The list of inputs to check first, over the API."""

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal, RunInput
from parks.inventory.models import FigureStatus, Park, ParkCondition
from tests.conftest import ClientOf
from tests.parks.appraisals.conftest import carried_out
from tests.parks.rankings.conftest import make_city

pytestmark = pytest.mark.django_db

CHECKS = "/api/v1/rankings/verification/"


def test_what_to_check_and_why(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    ParkCondition.objects.update(status=FigureStatus.IMPUTED)
    body = client_of("planner").get(CHECKS, {"count": 5}).json()
    assert (body["appraisal"], body["top"], body["assumption"]) == (run.pk, 100, True)
    assert len(body["inputs"]) == 5
    assert [each["score"] for each in body["inputs"]] == sorted(
        (each["score"] for each in body["inputs"]), reverse=True
    )
    first = body["inputs"][0]
    assert first["score"] == pytest.approx(
        first["expected_change"] * first["nearness"] * first["doubt"], abs=1e-3
    )
    assert first["park"]["id"] in {park.pk for park in city}
    assert first["status"] in ("imputed", "reported", "unknown")
    assert first["label_zh"] in first["reason_zh"]
    assert first["label_en"] in first["reason_en"]
    assert {1, 2, 3, 4} >= {first["rank"], first["rank_at_low"], first["rank_at_high"]}
    assert len(body["indicators"]) == 21


def test_what_is_verified_need_not_be_checked(client_of: ClientOf, run: Appraisal) -> None:
    ParkCondition.objects.update(status=FigureStatus.VERIFIED)
    body = client_of("planner").get(CHECKS, {"count": 200}).json()
    assert {each["indicator"] for each in body["inputs"]} & {"metro_distance", "hazards"} == set()
    ParkCondition.objects.update(status=FigureStatus.REPORTED)
    body = client_of("planner").get(CHECKS, {"count": 200}).json()
    assert {each["indicator"] for each in body["inputs"]} >= {"metro_distance", "hazards"}


def test_only_parks_the_user_may_see(client_of: ClientOf, city: list[Park], run: Appraisal) -> None:
    everything = client_of("planner").get(CHECKS, {"count": 200}).json()
    own = client_of("official").get(CHECKS, {"count": 200}).json()
    ids = {park.pk for park in city[:3]}
    assert own["inputs"] == [each for each in everything["inputs"] if each["park"]["id"] in ids]
    assert own["inputs"]


@pytest.mark.parametrize("query", [{"count": 0}, {"count": 201}, {"count": "x"}, {"appraisal": -1}])
def test_what_cannot_be_asked(client_of: ClientOf, run: Appraisal, query: dict[str, object]) -> None:
    assert client_of("official").get(CHECKS, query).status_code == 400


def test_a_run_too_old(client_of: ClientOf, run: Appraisal) -> None:
    RunInput.objects.all().delete()
    assert client_of("official").get(CHECKS).json()["code"] == "appraisal_input_gone"


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    make_city(parks)
    carried_out()
    client = client_of("planner")
    client.get(CHECKS)
    with django_assert_num_queries(
        7
    ):  # user, run; statuses of conditions, figures, land; parks seen, parks named
        assert client.get(CHECKS).json()["inputs"]
