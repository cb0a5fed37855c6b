"""What stands beside a grade."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from parks.inventory.models import Park
from parks.objections.services import objections_of, said_of
from tests.factories.inventory import ParkFactory
from tests.factories.objections import (
    DecidedFactory,
    DispatchedFactory,
    ObjectionFactory,
    WithdrawnFactory,
)

pytestmark = pytest.mark.django_db


def test_outcome_reason_and_remedy_are_said_of_what_was_objected_to() -> None:
    decided = DecidedFactory()
    (said,) = objections_of("parks", [decided.park_id])[decided.park_id]
    assert said["zh"] == (
        "对2025年等级（D）的异议部分支持（2026-11-20）。理由：漏报企业已补报；处理：按补报数重评"
    )
    assert said["en"] == (
        "Objection to grade（D） of 2025 upheld in part (2026-11-20). Reason: 漏报企业已补报; remedy: 按补报数重评"
    )
    assert (said["outcome"], said["reason"], said["deadline"]) == (
        "partly", "漏报企业已补报。", dt.date(2026, 11, 23),
    )  # fmt: skip


@pytest.mark.parametrize("factory", [ObjectionFactory, DispatchedFactory])
def test_one_that_is_not_decided_is_under_way(factory: type[ObjectionFactory]) -> None:
    park = factory(about="area", area_m2=8_000).park_id
    (said,) = objections_of("parks", [park])[park]
    assert said["zh"] == "异议处理中：面积（8,000.0 m²），2026-11-23 前反馈"
    assert said_of([said]) == ("pending", None)


def test_pending_as_long_as_one_is_and_every_outcome_is_told() -> None:
    park = ParkFactory()
    DecidedFactory(park=park)
    DecidedFactory(park=park, about="area", year=None, outcome="rejected", reason="与勘测一致", remedy="")
    both = objections_of("parks", [park.pk])[park.pk]
    status, outcome = said_of(both)
    assert status == "decided"
    assert outcome is not None
    assert outcome.endswith("；对面积的异议不予支持（2026-11-20）。理由：与勘测一致")
    ObjectionFactory(park=park)
    assert said_of(objections_of("parks", [park.pk])[park.pk]) == ("pending", outcome)


def test_who_objected_is_never_told() -> None:
    park = DecidedFactory().park_id
    said = str(objections_of("parks", [park]))
    assert not [each for each in ("石马经济联社", "13800000000", "产值漏报") if each in said]


def test_withdrawn_ones_are_left_out() -> None:
    assert objections_of("parks", [WithdrawnFactory().park_id]) == {}
    assert said_of(None) == (None, None)


def test_tables_are_kept_apart() -> None:
    park = ObjectionFactory().park
    ObjectionFactory(park=park, subject="parcels", subject_id=park.pk)
    assert [len(found) for found in objections_of("parks", [park.pk]).values()] == [1]
    assert [len(found) for found in objections_of("parcels", [park.pk]).values()] == [1]
    assert objections_of("enterprises", [park.pk]) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_for_any_number(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    parks = [each.park_id for each in DecidedFactory.create_batch(number)]
    with django_assert_num_queries(1):
        assert set(objections_of("parks", parks)) == set(parks)
    with django_assert_num_queries(1):
        assert set(objections_of("parks", Park.objects.values("pk"))) == set(parks)
