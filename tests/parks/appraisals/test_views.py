import pytest
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from tests.conftest import PERSONAS, ClientOf
from tests.factories.inventory import DistrictFactory, TownFactory, VillageFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db

LIST = "/api/v1/appraisals/"
READERS = ("official", "clerk", "planner", "administrator")
STARTERS = ("planner", "administrator")


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_may_start(
    client_of: ClientOf, sent: list[int], django_capture_on_commit_callbacks: object, persona: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(persona).post(LIST, {})
    if persona in STARTERS:
        assert answer.status_code == 202
        assert sent == [answer.json()["id"]]
        assert answer["Location"].endswith(f"{LIST}{sent[0]}/")
    else:
        assert answer.status_code == (403 if persona in READERS else 401)
        assert answer["Content-Type"] == "application/problem+json"
        assert sent == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_may_read(client_of: ClientOf, persona: str) -> None:
    run = carried_out()
    client = client_of(persona)
    expected = 200 if persona in READERS else 401
    for address in (LIST, f"{LIST}{run.pk}/", f"{LIST}current/", f"{LIST}{run.pk}/results/"):
        assert client.get(address).status_code == expected, address


def test_a_new_run_says_what_it_waits_for(client_of: ClientOf, sent: list[int]) -> None:
    body = client_of("planner").post(LIST, {}).json()
    assert body["status"] == "queued"
    assert (body["stage"], body["stage_en"]) == ("排队中", "queued")
    assert (body["progress"], body["current"], body["error"]) == (0, False, None)
    assert body["created_by"] == "planner"
    assert body["finished_at"] is None


def test_a_failed_run_says_why_in_both_languages(client_of: ClientOf) -> None:
    run = Appraisal.objects.create(
        status="failed", error_code="busy", error_zh="前一次评估", error_en="An earlier one"
    )
    body = client_of("planner").get(f"{LIST}{run.pk}/").json()
    assert body["error"] == {"code": "busy", "detail": "前一次评估", "detail_en": "An earlier one"}


def test_a_failure_names_no_park_of_another_district(client_of: ClientOf) -> None:
    run = Appraisal.objects.create(
        status="failed",
        error_code="inventory_unusable",
        error_zh="如 440113-0001",
        error_en="e.g. 440113-0001",
    )
    for address in (LIST, f"{LIST}{run.pk}/"):
        assert "440113" in client_of("planner").get(address).content.decode()
        told = client_of("official").get(address).content.decode()
        assert "440113" not in told
        assert "inventory_unusable" in told


@pytest.mark.parametrize("persona", READERS)
def test_counts_of_the_city_are_told_to_who_sees_it(
    client_of: ClientOf, three_parks: list[Park], persona: str
) -> None:
    run = carried_out()
    client = client_of(persona)
    listed = client.get(LIST).json()["results"][0]
    counts = {name: listed[name] for name in ("park_count", "parcel_count", "enterprise_count")}
    expected = 3 if persona in STARTERS else None
    assert set(counts.values()) == {expected}
    for address in (f"{LIST}{run.pk}/", f"{LIST}current/"):
        assert client.get(address).json().items() >= counts.items()


@pytest.mark.parametrize("overrides", [{"no_such_parameter": 1}, {"priority_completeness_min": 7}])
def test_faulty_overrides_are_refused_by_name(
    client_of: ClientOf, sent: list[int], overrides: dict[str, float]
) -> None:
    answer = client_of("planner").post(LIST, {"overrides": overrides})
    assert (answer.status_code, answer.json()["code"]) == (400, "policy_overrides")
    assert [fault["field"] for fault in answer.json()["errors"]] == [
        f"overrides.{name}" for name in overrides
    ]
    assert not Appraisal.objects.exists()


def test_the_year_can_be_chosen(client_of: ClientOf, three_parks: list[Park], sent: list[int]) -> None:
    client = client_of("planner")
    assert client.post(LIST, {"year": 2025}).json()["year"] == 2025
    answer = client.post(LIST, {"year": 2019})
    assert (answer.status_code, answer.json()["code"]) == (400, "year_without_figures")
    assert client.post(LIST, {"year": "last"}).status_code == 400
    run = carried_out()
    assert client.get(f"{LIST}{run.pk}/").json()["year"] == 2025


def test_no_current_appraisal_is_a_404_that_says_so(client_of: ClientOf) -> None:
    answer = client_of("official").get(f"{LIST}current/")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_current_appraisal")
    assert client_of("official").get(f"{LIST}12345/results/").json()["code"] == "not_found"


def test_current_is_the_newest_official_run(client_of: ClientOf, three_parks: list[Park]) -> None:
    carried_out()
    newest = carried_out()
    carried_out(overrides={"priority_completeness_min": 0.9})
    body = client_of("planner").get(f"{LIST}current/").json()
    assert (body["id"], body["current"], body["park_count"]) == (newest.pk, True, 3)
    assert len(body["input_hash"]) == len(body["result_hash"]) == 64


def test_results_are_of_visible_parks_only(client_of: ClientOf, three_parks: list[Park]) -> None:
    zengcheng = DistrictFactory(code="440118", name="增城区")
    town = TownFactory(code="440118101", name="新塘镇", parent=zengcheng)
    village = VillageFactory(code="440118101201", name="大敦村", parent=town)
    elsewhere = make_park(9, code="440118-0001", area=village)
    refresh_summaries()
    run = carried_out()

    everything = client_of("planner").get(f"{LIST}{run.pk}/results/").json()
    assert everything["count"] == 4
    assert [row["rank"] for row in everything["results"]] == [1, 2, 3, 4]
    own = client_of("official").get(f"{LIST}{run.pk}/results/").json()
    assert {row["park"]["id"] for row in own["results"]} == {park.pk for park in three_parks}
    assert elsewhere.code not in str(own)
    assert "evidence" not in own["results"][0]


def test_unranked_parks_come_last(client_of: ClientOf, three_parks: list[Park]) -> None:
    bare = Park.objects.create(code="440111-9999", name="空", area=three_parks[0].area, tenure="collective")
    bare.boundaries.create(
        kind="listed",
        valid="[2025-01-01,)",
        source=three_parks[0].boundaries.get().source,
        geometry=three_parks[0].boundaries.get().geometry,
    )
    refresh_summaries()
    run = carried_out()
    rows = client_of("planner").get(f"{LIST}{run.pk}/results/").json()["results"]
    assert [row["rank"] for row in rows] == [1, 2, 3, None]
    assert rows[-1]["park"] == {"id": bare.pk, "code": "440111-9999", "name": "空"}
    assert (rows[-1]["ranked"], rows[-1]["rank_reason"]) == (False, "incomplete")
    assert (rows[0]["rank_reason"], rows[0]["grade_by_reference"]) == ("ranked", True)


@pytest.mark.parametrize("runs", [1, 3])
def test_queries_of_the_list(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, runs: int
) -> None:
    for _ in range(runs):
        carried_out()
    client = client_of("planner")
    with django_assert_num_queries(4):  # user, count, runs, editions in force
        assert client.get(LIST).json()["count"] == runs


@pytest.mark.parametrize("parks", [1, 3])
def test_queries_of_the_results(
    client_of: ClientOf, db: None, django_assert_num_queries: DjangoAssertNumQueries, parks: int
) -> None:
    for n in range(parks):
        make_park(n)
    refresh_summaries()
    run = carried_out()
    client = client_of("planner")
    with django_assert_num_queries(4):  # user, run, count, results
        assert client.get(f"{LIST}{run.pk}/results/").json()["count"] == parks
