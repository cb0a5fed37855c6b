"""Scope: a user sees the rows whose area starts with one of the scope's prefixes, and nothing else."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from parks.inventory.models import Enterprise, EnterpriseYear, Parcel, Park, ParkBoundary, Tenancy
from tests.factories import inventory as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_districts() -> tuple[Park, Park]:
    here = make.ParkFactory()
    panyu = make.DistrictFactory(code="440113", name="番禺区")
    town = make.TownFactory(code="440113105", name="石碁镇", parent=panyu)
    there = make.ParkFactory(code="440113-0001", area=town)
    for park in (here, there):
        make.TenancyFactory(parcel=make.ParcelFactory(park=park))
    return here, there


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (["4401"], {0, 1}),
        (["440111"], {0}),
        (["440111113"], {0}),
        (["440111113201"], {0}),
        (["440111114"], set()),
        (["440113", "440111"], {0, 1}),
        ([], set()),
    ],
)
def test_scope_prefixes(two_districts: tuple[Park, Park], scope: list[str], seen: set[int]) -> None:
    user = UserFactory(scope=scope)
    expected = {two_districts[i].pk for i in seen}
    assert set(Park.objects.visible_to(user).values_list("pk", flat=True)) == expected
    for model in (ParkBoundary, Parcel):
        assert set(model.objects.visible_to(user).values_list("park_id", flat=True)) == expected
    assert set(Tenancy.objects.visible_to(user).values_list("parcel__park_id", flat=True)) == expected
    firms = Enterprise.objects.visible_to(user)
    assert set(firms.values_list("tenancies__parcel__park_id", flat=True)) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "seen"),
    [(-9, 1, True), (0, 1, True), (-9, None, True), (None, 1, True), (-9, 0, False), (1, None, False)],
)
def test_an_enterprise_is_seen_while_it_occupies_a_parcel(
    begins: int | None, ends: int | None, seen: bool
) -> None:
    """Once it has moved away, its present figures are not the old district's business."""
    today = timezone.localdate()
    days = [None if day is None else today + dt.timedelta(days=day) for day in (begins, ends)]
    firm = make.TenancyFactory(valid=DateRange(*days)).enterprise
    make.EnterpriseYearFactory(enterprise=firm)
    user = UserFactory(scope=["440111"])
    assert Enterprise.objects.visible_to(user).exists() is seen
    assert EnterpriseYear.objects.visible_to(user).exists() is seen


def test_nobody_sees_nothing(two_districts: tuple[Park, Park]) -> None:
    assert not Park.objects.visible_to(AnonymousUser()).exists()
