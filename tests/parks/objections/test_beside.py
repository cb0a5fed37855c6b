"""Where a reader of a grade meets the objections to it."""

import pytest

from parks.inventory.services import refresh_summaries
from tests.conftest import ClientOf
from tests.factories.objections import DecidedFactory, ObjectionFactory, WithdrawnFactory
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db


def test_card_and_explanation_say_outcome_reason_and_what_is_pending(client_of: ClientOf) -> None:
    park = make_park(0)
    refresh_summaries()
    carried_out()
    for factory in (DecidedFactory, ObjectionFactory, WithdrawnFactory):
        factory(park=park)
    for address in (f"/api/v1/parks/{park.pk}/", f"/api/v1/parks/{park.pk}/explanation/"):
        decided, pending = client_of("planner").get(address).json()["objections"]
        assert (decided["outcome"], decided["reason"]) == ("partly", "漏报企业已补报。")
        assert pending["zh"] == "异议处理中：2025年等级（D），2026-11-23 前反馈"
        assert "石马经济联社" not in str([decided, pending])


def test_a_park_without_any_has_an_empty_list(client_of: ClientOf) -> None:
    park = make_park(0)
    refresh_summaries()
    carried_out()
    assert client_of("planner").get(f"/api/v1/parks/{park.pk}/explanation/").json()["objections"] == []
