import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from pytest_django import DjangoAssertNumQueries

from parks.appraisals.models import Appraisal, EnterpriseResult
from parks.inventory.models import Park
from tests.conftest import ClientOf
from tests.factories import inventory as make
from tests.factories.appraisals import AppraisalFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/enterprises/"
ENDED = DateRange(dt.date(2015, 1, 1), dt.date(2020, 1, 1))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_list(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        make.TenancyFactory()
    client = client_of("planner")
    with django_assert_num_queries(3):  # user, count, enterprises with their grades
        assert client.get(LIST).json()["count"] == number


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_one(
    client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    firm = make.EnterpriseFactory()
    for n in range(number):
        make.TenancyFactory(enterprise=firm)
        make.EnterpriseYearFactory(enterprise=firm, year=2020 + n)
    client = client_of("planner")
    with django_assert_num_queries(5):  # user, enterprise, premises, years, sources
        found = client.get(f"{LIST}{firm.pk}/").json()
    assert (len(found["tenancies"]), len(found["years"])) == (number, number)


def test_scope(client_of: ClientOf, elsewhere: Park) -> None:
    here = make.TenancyFactory()
    for persona, number in (("official", 1), ("planner", 2)):
        assert client_of(persona).get(LIST).json()["count"] == number
    there = elsewhere.parcels.get().tenancies.get()
    official = client_of("official")
    assert official.get(f"{LIST}{there.enterprise_id}/").status_code == 404
    assert official.get(f"{LIST}{here.enterprise_id}/").status_code == 200


def test_figures_of_an_enterprise_that_moved_away_are_not_shown(client_of: ClientOf, elsewhere: Park) -> None:
    """It left 白云区 and now sits in 番禺区."""
    firm = elsewhere.parcels.get().tenancies.get().enterprise
    former = make.TenancyFactory(enterprise=firm, valid=ENDED)
    make.EnterpriseYearFactory(enterprise=firm)
    official = client_of("official")
    assert official.get(LIST).json()["count"] == 0
    assert official.get(f"{LIST}{firm.pk}/").status_code == 404
    assert official.get("/api/v1/search/", {"q": firm.uscc}).json() == []
    planner = client_of("planner")
    assert planner.get(LIST, {"park": former.parcel.park_id}).json()["count"] == 0
    assert planner.get(LIST, {"park": elsewhere.pk}).json()["count"] == 1


def test_a_hidden_park_tells_nothing_about_its_enterprises(client_of: ClientOf, elsewhere: Park) -> None:
    """An enterprise with premises in both districts is seen, that it has some in the other is not."""
    firm = make.TenancyFactory().enterprise
    make.TenancyFactory(enterprise=firm, parcel=elsewhere.parcels.get())
    assert client_of("official").get(LIST).json()["count"] == 1
    assert client_of("official").get(LIST, {"park": elsewhere.pk}).json()["count"] == 0
    assert client_of("planner").get(LIST, {"park": elsewhere.pk}).json()["count"] == 2


def test_premises_outside_the_scope_are_not_shown(client_of: ClientOf, elsewhere: Park) -> None:
    firm = make.EnterpriseFactory()
    inside = make.TenancyFactory(enterprise=firm)
    make.TenancyFactory(enterprise=firm, parcel=elsewhere.parcels.get())
    seen = client_of("official").get(f"{LIST}{firm.pk}/").json()
    assert [each["parcel"] for each in seen["tenancies"]] == [inside.parcel_id]
    assert len(client_of("planner").get(f"{LIST}{firm.pk}/").json()["tenancies"]) == 2


def test_filters(client_of: ClientOf) -> None:
    tenancy = make.TenancyFactory(enterprise__name="白云化妆品厂", enterprise__industry="C2682")
    make.TenancyFactory()
    firm = tenancy.enterprise
    for query in ({"park": tenancy.parcel.park_id}, {"industry": "C26"}, {"q": "化妆"}, {"q": firm.uscc}):
        found = client_of("planner").get(LIST, query).json()["results"]
        assert [each["id"] for each in found] == [firm.pk], query


def graded(enterprise: int, grade: str, appraisal: Appraisal) -> None:
    EnterpriseResult.objects.create(
        appraisal=appraisal, enterprise_id=enterprise, grade=grade, reason="ranked"
    )


def test_the_grade_is_that_of_the_current_appraisal(client_of: ClientOf) -> None:
    first, second = (make.TenancyFactory().enterprise_id for _ in range(2))
    graded(first, "D", AppraisalFactory(is_current=False))
    graded(first, "B", AppraisalFactory())
    client = client_of("official")
    assert {row["id"]: row["grade"] for row in client.get(LIST).json()["results"]} == {
        first: "B",
        second: None,
    }
    assert client.get(f"{LIST}{first}/").json()["grade"] == "B"
