"""The lists over the API: what is counted, who is on them, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from parks.appraisals.models import Appraisal, ListEntry
from parks.inventory.models import Parcel, Park
from tests.conftest import ClientOf
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AppraisalFactory
from tests.parks.lists.conftest import FORMULA, elsewhere_park, idle_parks, listed_run

pytestmark = pytest.mark.django_db

NAMES = [
    "idle_land",
    "inefficient_land",
    "agreement_performance",
    "watch_list",
    "pilot_candidates",
    "urban_villages",
    "coverage",
]


def by_name(client_of: ClientOf, persona: str) -> dict[str, dict]:
    return {found["name"]: found for found in client_of(persona).get("/api/v1/lists/").json()}


def test_all_lists_in_their_order(client_of: ClientOf, run: Appraisal) -> None:
    found = client_of("planner").get("/api/v1/lists/").json()
    assert [each["name"] for each in found] == NAMES
    assert {each["appraisal"]["id"] for each in found} == {run.pk}
    assert found[0]["appraisal"]["policy_edition"] == run.policy_edition
    assert found[0]["label_zh"] == "闲置工业用地名单"


def test_counts_are_of_the_readers_scope(client_of: ClientOf, run: Appraisal) -> None:
    assert by_name(client_of, "planner")["idle_land"]["counts"]["recoverable"] == 3
    own = by_name(client_of, "official")
    assert own["idle_land"]["counts"]["recoverable"] == 2
    assert own["inefficient_land"]["counts"]["cannot_assess"] == 2
    assert {each["name"]: each["count"] for each in own["inefficient_land"]["missing"]} == {
        "grade": 2,
        "government_designated": 2,
    }


def test_a_part_of_a_district_is_told_nothing_of_the_rest(run: Appraisal) -> None:
    client = APIClient()
    client.force_login(UserFactory(scope=["440111113"]))
    found = {each["name"]: each for each in client.get("/api/v1/lists/").json()}
    assert found["idle_land"]["counts"]["recoverable"] == 2
    assert "clear" not in found["idle_land"]["counts"]
    assert found["inefficient_land"]["missing"] == []


def test_an_entry_is_spelled_out(client_of: ClientOf, run: Appraisal) -> None:
    (entry, *_) = client_of("official").get("/api/v1/lists/idle_land/").json()["results"]
    park = Park.objects.get(name=FORMULA)
    parcel = park.parcels.get()
    assert entry["subject"] == {
        "type": "parcels",
        "id": parcel.pk,
        "code": parcel.code,
        "name": parcel.owner_name,
    }
    assert entry["park"] == {"id": park.pk, "code": park.code, "name": FORMULA}
    assert entry["district"] == {"code": "440111", "name": "白云区"}
    assert entry["status"]["zh"] == "企业原因闲置，满2年"
    assert [reason["code"] for reason in entry["reasons"]] == ["not_started", "hoarding"]
    assert entry["reasons"][0]["article"] == "第二条第一款"
    assert entry["reasons"][0]["by_reference"] is None
    assert entry["reasons"][1]["by_reference"] == {
        "zh": "参照增城征求意见稿",
        "en": "By reference to the Zengcheng draft",
    }
    fee = next(effect for effect in entry["effects"] if effect["code"] == "idle_fee")
    assert (fee["amount"], fee["amount_unit"], fee["computable"]) == (100.0, "万元", True)
    inputs = {each["name"]: each for each in entry["inputs"]}
    assert (inputs["tenure"]["value"], inputs["tenure"]["value_zh"]) == ("state", "国有")
    assert inputs["construction_started"]["value"] is False
    unstarted = entry["checks"][0]
    assert (unstarted["value"], unstarted["limit"], unstarted["met"]) == (2.0, 1.0, True)
    assert entry["is_synthetic"] is True


def test_an_amount_without_its_inputs_is_uncomputable(client_of: ClientOf, run: Appraisal) -> None:
    (_, entry, *_) = client_of("official").get("/api/v1/lists/idle_land/").json()["results"]
    fee = next(effect for effect in entry["effects"] if effect["code"] == "idle_fee")
    assert (fee["amount"], fee["computable"]) == (None, False)
    assert [each["name"] for each in entry["missing"]] == ["land_price_wan_yuan"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?status=recoverable", 3),
        ("?status=fee_due,recoverable", 3),
        ("?status=fee_due", 0),
        ("?district=440113", 1),
        ("?district=440111,440113", 3),
        ("?town=440113105", 1),
        ("?page_size=1", 3),
    ],
)
def test_filters(client_of: ClientOf, run: Appraisal, query: str, count: int) -> None:
    assert client_of("planner").get(f"/api/v1/lists/idle_land/{query}").json()["count"] == count


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("lists/none_such/", 404, "unknown_list"),
        ("lists/idle_land/?district=44", 400, "invalid"),
        ("lists/idle_land/?park=a", 400, "invalid"),
        ("lists/coverage/?district=a", 400, "invalid"),
        ("lists/idle_land/?appraisal=999999999", 404, "not_found"),
        ("lists/idle_land/?appraisal=x", 400, "invalid"),
        ("lists/idle_land/?page=99", 404, "not_found"),
        ("lists/entries/", 400, "invalid"),
        ("lists/entries/?park=999999999", 404, "not_found"),
    ],
)
def test_what_is_refused(client_of: ClientOf, run: Appraisal, address: str, status: int, code: str) -> None:
    answer = client_of("planner").get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_park_and_all_in_it(client_of: ClientOf, run: Appraisal) -> None:
    park = Park.objects.get(name=FORMULA)
    found = client_of("official").get(f"/api/v1/lists/entries/?park={park.pk}").json()["results"]
    assert [each["list"] for each in found] == ["idle_land"]


def test_a_park_outside_the_scope_is_not_there(client_of: ClientOf, run: Appraisal) -> None:
    outside = Park.objects.get(code="440113-0001")
    assert client_of("official").get(f"/api/v1/lists/entries/?park={outside.pk}").status_code == 404
    assert client_of("planner").get(f"/api/v1/lists/entries/?park={outside.pk}").json()["count"] == 1


def test_coverage_is_a_table_by_area(client_of: ClientOf, run: Appraisal) -> None:
    found = client_of("planner").get("/api/v1/lists/coverage/").json()["results"]
    renewed = [row for row in found if row["reasons"][0]["code"] == "renewed"]
    assert [row["subject"]["code"] for row in renewed] == ["440111113", "440113113"]
    row = renewed[0]
    assert row["subject"]["name"] == "太和镇"
    values = {each["name"]: each["value"] for each in row["inputs"]}
    assert values["done_mu"] == pytest.approx(7.5, rel=1e-3)  # two parcels of 2,500 m²
    assert row["by_reference"]["zh"] == "参照增城征求意见稿"
    own = client_of("official").get("/api/v1/lists/coverage/").json()["results"]
    assert {row["subject"]["code"][:6] for row in own} == {"440111"}
    assert client_of("planner").get("/api/v1/lists/coverage/?district=440113").json()["count"] < len(found)
    assert client_of("planner").get("/api/v1/lists/coverage/?status=reached").json()["count"] == 0


def test_another_run_can_be_asked_for(client_of: ClientOf, run: Appraisal) -> None:
    older = listed_run(is_current=False)
    ListEntry.objects.filter(appraisal=older, name="idle_land").first().delete()
    client = client_of("planner")
    assert client.get(f"/api/v1/lists/idle_land/?appraisal={older.pk}").json()["count"] == 2
    assert client.get("/api/v1/lists/idle_land/").json()["count"] == 3


def test_a_run_whose_entries_were_cleared_away_says_so(client_of: ClientOf, run: Appraisal) -> None:
    Appraisal.objects.filter(pk=run.pk).update(details_kept=False)
    answer = client_of("planner").get("/api/v1/lists/idle_land/")
    assert (answer.status_code, answer.json()["code"]) == (404, "list_entries_gone")
    assert client_of("planner").get("/api/v1/lists/coverage/").status_code == 200


def test_a_run_from_before_there_were_lists(client_of: ClientOf, db: None) -> None:
    AppraisalFactory(details_kept=True)
    assert client_of("planner").get("/api/v1/lists/").json() == []
    assert client_of("planner").get("/api/v1/lists/idle_land/").json()["code"] == "unknown_list"


def test_before_the_first_run(client_of: ClientOf, db: None) -> None:
    assert client_of("planner").get("/api/v1/lists/").json()["code"] == "no_current_appraisal"


def test_an_entry_outlives_its_parcel(client_of: ClientOf, run: Appraisal) -> None:
    Parcel.objects.get(park__name=FORMULA).delete()
    (entry, *_) = client_of("official").get("/api/v1/lists/idle_land/").json()["results"]
    assert (entry["subject"]["code"], entry["park"]["name"]) == (None, FORMULA)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("lists/", 3),
        ("lists/idle_land/", 4),
        ("lists/coverage/", 3),
        ("lists/entries/?park={park}", 5),
    ],
)
def test_queries_do_not_grow_with_the_rows(
    client_of: ClientOf, db: None, address: str, queries: int, count: int
) -> None:
    parks = idle_parks(count)
    elsewhere_park()
    listed_run()
    client = client_of("planner")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v1/{address.format(park=parks[0].pk)}").status_code == 200
    assert len(captured) == queries
