"""The desk over the API: registering, dispatching, deciding, withdrawing."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import EnterpriseResult, ListEntry, ParcelResult
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from parks.objections.models import Objection
from tests.conftest import ClientOf
from tests.factories import inventory as make
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AppraisalFactory, ParkResultFactory
from tests.factories.objections import (
    DecidedFactory,
    DispatchedFactory,
    ObjectionFactory,
    WithdrawnFactory,
)
from tests.parks.objections.conftest import OBJECTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> Park:
    """A park graded C in 2025, with a parcel graded D whose tenant is graded B."""
    run = AppraisalFactory(year=2025)
    park = ParkResultFactory(appraisal=run, grade="C", grade_score=44.5, mode="micro").park
    tenancy = make.TenancyFactory(parcel=make.ParcelFactory(park=park))
    ParcelResult.objects.create(
        appraisal=run, parcel=tenancy.parcel, grade="D", score=20, reason="not_uploaded"
    )
    EnterpriseResult.objects.create(
        appraisal=run, enterprise=tenancy.enterprise, grade="B", score=70, reason="ranked"
    )
    ListEntry.objects.create(
        appraisal=run,
        name="inefficient_land",
        subject="parcels",
        subject_id=tenancy.parcel_id,
        park=park,
        status="listed",
    )
    refresh_summaries()
    return park


def said(park: Park, **more: Any) -> dict[str, Any]:
    return {
        "subject": "parks",
        "subject_id": park.pk,
        "about": "grade",
        "objector": "石马经济联社",
        "contact": "13800000000",
        "statement": "产值漏报一家企业。",
        "received_on": "2026-11-02",
        **more,
    }


def test_what_was_objected_to_is_kept_as_it_stood(client_of: ClientOf, park: Park) -> None:
    answer = client_of("clerk").post(OBJECTIONS, said(park))
    made = answer.json()
    assert answer.status_code == 201
    assert answer["Location"].endswith(f"/api/v1/objections/{made['id']}/")
    assert made["objected"] == {
        "appraisal": park.results.get().appraisal_id,
        "year": 2025,
        "grade": "C",
        "grade_score": 44.5,
        "area_m2": pytest.approx(10_000, rel=1e-3),
        "mode": "micro",
        "list_name": "",
        "list_status": "",
    }
    assert (made["status"], made["deadline"], made["overdue"]) == (
        "received", "2026-11-23", timezone.localdate() > dt.date(2026, 11, 23),
    )  # fmt: skip
    assert (made["subject_name"], made["park"]["code"]) == (park.name, park.code)
    park.results.update(grade="A")
    kept = client_of("clerk").get(f"{OBJECTIONS}{made['id']}/").json()
    assert (kept["objected"]["grade"], kept["contact"]) == ("C", "13800000000")


def test_parcels_enterprises_and_list_entries_too(client_of: ClientOf, park: Park) -> None:
    client, parcel = client_of("clerk"), park.parcels.get()
    enterprise = parcel.tenancies.get().enterprise_id
    of_parcel = client.post(OBJECTIONS, said(park, subject="parcels", subject_id=parcel.pk)).json()
    assert (of_parcel["objected"]["grade"], of_parcel["subject_code"]) == ("D", parcel.code)
    of_list = said(park, subject="parcels", subject_id=parcel.pk, about="list", list_name="inefficient_land")
    assert client.post(OBJECTIONS, of_list).json()["objected"]["list_status"] == "listed"
    of_firm = client.post(OBJECTIONS, said(park, subject="enterprises", subject_id=enterprise)).json()
    assert (of_firm["objected"]["grade"], of_firm["objected"]["area_m2"]) == ("B", 500)
    assert of_firm["park"]["id"] == park.pk


def test_an_area_needs_no_appraisal(client_of: ClientOf) -> None:
    park = make.ParkFactory()
    refresh_summaries()
    made = client_of("clerk").post(OBJECTIONS, said(park, about="area"))
    assert (made.status_code, made.json()["objected"]["appraisal"]) == (201, None)
    graded = client_of("clerk").post(OBJECTIONS, said(park))
    assert (graded.status_code, graded.json()["code"]) == (409, "objection_not_judged")


@pytest.mark.parametrize(
    ("wrong", "status", "code", "field"),
    [
        ({"subject_id": 10**9}, 400, "objection_refused", "subject_id"),
        ({"appraisal": 10**9}, 400, "objection_refused", "appraisal"),
        ({"subject": "houses"}, 400, "invalid", "subject"),
        ({"subject_id": 0}, 400, "invalid", "subject_id"),
        ({"subject_id": 10**30}, 400, "invalid", "subject_id"),
        ({"about": "taste"}, 400, "invalid", "about"),
        ({"objector": " "}, 400, "invalid", "objector"),
        ({"statement": ""}, 400, "invalid", "statement"),
        ({"statement": "x" * 4_001}, 400, "invalid", "statement"),
        ({"received_on": "2999-01-01"}, 400, "invalid", "received_on"),
        ({"received_on": "1999-12-31"}, 400, "invalid", "received_on"),
        ({"deadline": "2026-11-01"}, 400, "invalid", "deadline"),
        ({"deadline": "2036-11-01"}, 400, "invalid", "deadline"),
        ({"about": "list"}, 400, "invalid", "list_name"),
        ({"list_name": "idle_land"}, 400, "invalid", "list_name"),
        ({"about": "list", "list_name": "idle_land"}, 409, "objection_not_judged", None),
    ],
)
def test_wrong_input_names_its_field(
    client_of: ClientOf, park: Park, wrong: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    answer = client_of("clerk").post(OBJECTIONS, said(park, **wrong))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if field:
        assert field in [each["field"] for each in answer.json()["errors"]]
    assert not Objection.objects.exists()


def test_only_parks_have_a_mode(client_of: ClientOf, park: Park) -> None:
    wrong = said(park, subject="parcels", subject_id=park.parcels.get().pk, about="mode")
    assert client_of("clerk").post(OBJECTIONS, wrong).json()["errors"][0]["field"] == "about"
    assert client_of("clerk").post(OBJECTIONS, said(park, about="mode")).status_code == 201


def test_a_subject_beyond_the_scope_cannot_be_objected_for(client_of: ClientOf, elsewhere: Park) -> None:
    parcel = elsewhere.parcels.get()
    firm = parcel.tenancies.get().enterprise_id
    for subject, number in (("parks", elsewhere.pk), ("parcels", parcel.pk), ("enterprises", firm)):
        wrong = said(elsewhere, subject=subject, subject_id=number, about="area")
        answer = client_of("clerk").post(OBJECTIONS, wrong)
        assert (answer.status_code, answer.json()["code"]) == (400, "objection_refused")
        assert client_of("administrator").post(OBJECTIONS, wrong).status_code == 201


def test_from_receipt_over_dispatch_to_the_answer(client_of: ClientOf, official: Any) -> None:
    objection = ObjectionFactory().pk
    client = client_of("official")
    sent = client.post(
        f"{OBJECTIONS}{objection}/dispatch/", {"to": "开发区企业服务局", "assignee": "official"}
    ).json()
    assert (sent["status"], sent["dispatched_to"], sent["assignee"]) == (
        "dispatched", "开发区企业服务局", official.display_name,
    )  # fmt: skip
    moved = client.post(f"{OBJECTIONS}{objection}/dispatch/", {"to": "区规自分局"}).json()
    assert (moved["dispatched_to"], moved["assignee"]) == ("区规自分局", None)
    decided = client.post(
        f"{OBJECTIONS}{objection}/decide/",
        {"outcome": "upheld", "reason": "补报属实", "remedy": "重新评价"},
    ).json()
    assert (decided["status"], decided["outcome"], decided["reason"], decided["overdue"]) == (
        "decided", "upheld", "补报属实", False,
    )  # fmt: skip
    assert decided["decided_by"] == official.display_name


def test_every_change_is_in_the_history_without_the_contact(client_of: ClientOf) -> None:
    objection = ObjectionFactory()
    client_of("official").post(f"{OBJECTIONS}{objection.pk}/dispatch/", {"to": "科工商信局"})
    events = Objection.pgh_event_model.objects.filter(id=objection.pk).order_by("pgh_id")
    assert [(each.pgh_label, each.status) for each in events] == [
        ("insert", "received"), ("update", "dispatched"),
    ]  # fmt: skip
    assert events.last().pgh_context.metadata["user"]
    assert not hasattr(events.last(), "contact")


STEPS = {
    "dispatch": {"to": "科工商信局"},
    "decide": {"outcome": "upheld", "reason": "属实"},
    "withdraw": {"reason": "重复"},
}


@pytest.mark.parametrize(
    ("factory", "step", "status"),
    [
        (ObjectionFactory, "dispatch", 200),
        (ObjectionFactory, "decide", 409),
        (ObjectionFactory, "withdraw", 200),
        (DispatchedFactory, "dispatch", 200),
        (DispatchedFactory, "decide", 200),
        (DispatchedFactory, "withdraw", 200),
        (DecidedFactory, "dispatch", 409),
        (DecidedFactory, "decide", 409),
        (DecidedFactory, "withdraw", 409),
        (WithdrawnFactory, "dispatch", 409),
        (WithdrawnFactory, "decide", 409),
        (WithdrawnFactory, "withdraw", 409),
    ],
)
def test_each_step_has_its_place(
    client_of: ClientOf, factory: type[ObjectionFactory], step: str, status: int
) -> None:
    answer = client_of("official").post(f"{OBJECTIONS}{factory().pk}/{step}/", STEPS[step])
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["code"] == "objection_status"
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("step", "wrong", "field"),
    [
        ("dispatch", {}, "to"),
        ("dispatch", {"to": "局", "assignee": "nobody"}, "assignee"),
        ("dispatch", {"to": "局", "assignee": "clerk"}, "assignee"),
        ("dispatch", {"to": "局", "assignee": "farther"}, "assignee"),
        ("decide", {"outcome": "upheld"}, "reason"),
        ("decide", {"outcome": "upheld", "reason": "x"}, "reason"),
        ("decide", {"outcome": "maybe", "reason": "属实"}, "outcome"),
        ("withdraw", {}, "reason"),
    ],
)
def test_a_step_wants_its_words(
    client_of: ClientOf, clerk: Any, step: str, wrong: dict[str, Any], field: str
) -> None:
    UserFactory(username="farther", scope=["440113"])
    answer = client_of("official").post(f"{OBJECTIONS}{DispatchedFactory().pk}/{step}/", wrong)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert Objection.objects.get().status == "dispatched"


def test_who_objected_is_told_to_those_who_handle_it_alone(client_of: ClientOf) -> None:
    objection = WithdrawnFactory().pk
    for persona in ("official", "clerk", "administrator"):
        shown = client_of(persona).get(f"{OBJECTIONS}{objection}/").json()
        assert (shown["objector"], shown["contact"]) == ("石马经济联社", "13800000000")
        (row,) = client_of(persona).get(OBJECTIONS).json()["results"]
        assert row["objector"] == "石马经济联社"
        assert "contact" not in row
    shown = client_of("planner").get(f"{OBJECTIONS}{objection}/").json()
    hidden = ("objector", "contact", "statement", "evidence", "withdrawn_reason")
    assert [shown[name] for name in hidden] == [None] * 5
    assert client_of("planner").get(OBJECTIONS).json()["results"][0]["objector"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_list(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    DecidedFactory.create_batch(number)
    client = client_of("official")
    with django_assert_num_queries(3):  # user, count, objections with their parks
        assert client.get(OBJECTIONS).json()["count"] == number


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_evidence(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    objection = DecidedFactory()
    for n in range(number):
        objection.evidence.create(
            number=n, file_name="a", kind="pdf", bytes=1, sha256=str(n), added_by=UserFactory()
        )
    client = client_of("official")
    with django_assert_num_queries(4):  # user, objection, evidence, who added it
        assert len(client.get(f"{OBJECTIONS}{objection.pk}/").json()["evidence"]) == number


def test_the_most_urgent_come_first_and_what_is_over_last(client_of: ClientOf) -> None:
    over, later, sooner = (
        DecidedFactory(),
        ObjectionFactory(deadline=dt.date(2999, 1, 2)),
        DispatchedFactory(deadline=dt.date(2999, 1, 1)),
    )
    rows = client_of("official").get(OBJECTIONS).json()["results"]
    assert [row["id"] for row in rows] == [sooner.pk, later.pk, over.pk]


def test_filters(client_of: ClientOf, elsewhere: Park) -> None:
    today = timezone.localdate()
    due, late, over = (
        ObjectionFactory(deadline=today, about="area"),
        DispatchedFactory(deadline=today - dt.timedelta(1)),
        DecidedFactory(),
    )
    far = ObjectionFactory(park=elsewhere, deadline=today)
    client = client_of("administrator")

    def found(**query: object) -> set[int]:
        return {row["id"] for row in client.get(OBJECTIONS, query).json()["results"]}

    assert found() == {due.pk, late.pk, over.pk, far.pk}
    assert found(status="open") == {due.pk, late.pk, far.pk}
    assert found(status="decided") == {over.pk}
    assert found(overdue="true") == {late.pk}
    assert found(overdue="false") == {due.pk, over.pk, far.pk}
    assert found(about="area") == {due.pk}
    assert found(park=late.park_id) == {late.pk}
    assert found(district="440113") == {far.pk}
    assert found(subject="parks", subject_id=over.subject_id) == {over.pk}
    assert found(subject="parcels") == set()
    assert client.get(OBJECTIONS, {"status": "lost"}).status_code == 400
    assert {row["id"] for row in client_of("official").get(OBJECTIONS).json()["results"]} == {
        due.pk, late.pk, over.pk,
    }  # fmt: skip
