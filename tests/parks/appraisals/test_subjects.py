"""Explanations and turning points of one subject over the API: the run's own figures, within the scope, or a clear refusal."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.errors import PolicyError
from parks.appraisals import kept, subjects
from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult, ParkResult, RunInput
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories.inventory import TenancyFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(db: None) -> Appraisal:
    """Twenty parks, parcels and enterprises in one district: enough to be graded."""
    for n in range(20):
        make_park(n)
    refresh_summaries()
    return carried_out()


def address(table: str, subject_id: int, what: str) -> str:
    return f"/api/v1/{table}/{subject_id}/{what}/"


def test_a_parcel_is_explained_as_the_run_judged_it(client_of: ClientOf, run: Appraisal) -> None:
    for result in ParcelResult.objects.filter(appraisal=run):
        body = client_of("official").get(address("parcels", result.parcel_id, "explanation")).json()
        assert (body["grade"]["grade"], body["grade"]["score"]) == (result.grade, result.score)
        assert body["agrees"] is True
    assert body["appraisal"]["id"] == run.pk
    assert body["policy"]["hash"] == run.policy_hash
    assert body["year"] == run.year
    assert {item["name"] for item in body["inputs"]} >= {"output_per_mu", "uploaded", "land_mu"}


def test_an_enterprise_is_explained_in_any_run(client_of: ClientOf, run: Appraisal) -> None:
    trial = carried_out(overrides={"grading_profile": "huangyan-2022-small"})
    result = EnterpriseResult.objects.filter(appraisal=run).earliest("rank")
    where = address("enterprises", result.enterprise_id, "explanation")
    now = client_of("planner").get(where).json()
    assert (now["grade"]["grade"], now["grade"]["profile"]["name"]) == ("A", "zengcheng-draft")
    other = client_of("planner").get(f"{where}?appraisal={trial.pk}").json()
    assert other["grade"]["profile"]["label_zh"] == "黄岩2022年度做法"
    # nobody has recorded the electricity of these
    assert [item["name"] for item in other["grade"]["missing"]] == ["tax_per_kwh"]


@pytest.mark.parametrize("table", ["parks", "parcels", "enterprises"])
def test_turning_points(client_of: ClientOf, run: Appraisal, table: str) -> None:
    model, name = {
        "parks": (ParkResult, "park_id"),
        "parcels": (ParcelResult, "parcel_id"),
        "enterprises": (EnterpriseResult, "enterprise_id"),
    }[table]
    last = model.objects.get(appraisal=run, grade="D")
    body = client_of("clerk").get(address(table, getattr(last, name), "turning-points")).json()
    assert (body["grade"]["grade"], body["grade"]["up"]["target"]) == ("D", "C")
    assert body["grade"]["up"]["one"][0]["verified"] is True
    assert set(body) == {"appraisal", "grade", "mode"}
    assert (body["mode"] is not None) is (table == "parks")


def test_a_park_is_told_what_would_turn_its_mode(client_of: ClientOf, run: Appraisal) -> None:
    result = ParkResult.objects.filter(appraisal=run).earliest("pk")
    mode = client_of("clerk").get(address("parks", result.park_id, "turning-points")).json()["mode"]
    assert (mode["park_id"], mode["mode"]) == (result.park_id, result.mode)
    assert result.mode not in [turn["mode"] for turn in mode["turns"]]
    assert all({"one", "two", "would_decide"} <= set(turn) for turn in mode["turns"])


def test_a_policy_older_than_the_modes_thresholds_still_tells_the_grade(
    client_of: ClientOf, run: Appraisal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> None:
        raise PolicyError([])

    monkeypatch.setattr(subjects, "mode_turning_points", lacking)
    park = ParkResult.objects.filter(appraisal=run).earliest("pk").park_id
    body = client_of("official").get(address("parks", park, "turning-points")).json()
    assert (body["mode"], body["grade"]["subject"]) == (None, {"table": "parks", "id": park})


def test_four_queries_once_the_run_is_in_memory(
    client_of: ClientOf, run: Appraisal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, park = client_of("planner"), Park.objects.earliest("pk")
    where = address("parcels", park.parcels.get().pk, "explanation")
    client.get(where)
    # user, parcel, run, result
    with django_assert_num_queries(4):
        client.get(where)


def test_a_run_whose_input_is_gone_says_so(client_of: ClientOf, run: Appraisal) -> None:
    kept._kept.cache_clear()
    RunInput.objects.all().delete()
    for what in ("explanation", "turning-points"):
        parcel = ParcelResult.objects.filter(appraisal=run).first()
        assert parcel is not None
        answer = client_of("planner").get(address("parcels", parcel.parcel_id, what))
        assert (answer.status_code, answer.json()["code"]) == (410, "input_gone")
        assert "cleared away" in answer.json()["detail_en"]


def test_what_was_not_there_at_the_time_of_the_run(client_of: ClientOf, run: Appraisal) -> None:
    late = TenancyFactory(parcel=make_park(21).parcels.get())
    client = client_of("planner")
    for table, pk in (("parcels", late.parcel_id), ("enterprises", late.enterprise_id)):
        for what in ("explanation", "turning-points"):
            answer = client.get(address(table, pk, what))
            assert (answer.status_code, answer.json()["code"]) == (404, "not_in_appraisal")


def test_no_run_an_unknown_one_and_nonsense(client_of: ClientOf) -> None:
    parcel = make_park(0).parcels.get()
    where, client = address("parcels", parcel.pk, "explanation"), client_of("planner")
    assert client.get(where).json()["code"] == "no_current_appraisal"
    assert client.get(f"{where}?appraisal=9").json()["code"] == "not_in_appraisal"
    queued = Appraisal.objects.create(created_at=timezone.now())
    assert client.get(f"{where}?appraisal={queued.pk}").status_code == 404
    for nonsense in ("x", "-1", "0", "1.5", str(2**63)):
        answer = client.get(f"{where}?appraisal={nonsense}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
