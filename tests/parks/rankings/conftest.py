"""A run over three parks of 白云区 and one of 番禺区, and nothing remembered of other runs."""

from collections.abc import Iterator

import pytest

from parks.appraisals import kept
from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from parks.inventory.services import refresh_summaries
from parks.rankings import runs
from tests.factories.inventory import DistrictFactory, TownFactory
from tests.parks.appraisals.conftest import carried_out, make_park


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    runs._ranked.cache_clear()
    kept._kept.cache_clear()


def make_city(parks: int) -> list[Park]:
    """Parks of 白云区, and one of 番禺区 that ranks among them."""
    made = [make_park(n) for n in range(parks)]
    panyu = DistrictFactory(code="440113", name="番禺区")
    town = TownFactory(code="440113105", name="石碁镇", parent=panyu)
    made.append(make_park(1, code="440113-0001", area=town))
    refresh_summaries()
    return made


@pytest.fixture
def city(db: None) -> list[Park]:
    return make_city(3)


@pytest.fixture
def run(city: list[Park]) -> Appraisal:
    return carried_out()
