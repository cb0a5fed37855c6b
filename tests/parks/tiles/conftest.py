"""A signed-in map and a small inventory at a known place."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from parks.inventory.models import Park
from parks.inventory.services import bump_revision, refresh_summaries
from parks.tiles import access, views
from tests.factories.inventory import (
    BoundaryFactory,
    DistrictFactory,
    ParkFactory,
    TownFactory,
    VillageFactory,
    square,
)

Get = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Nothing kept by one test is seen by the next."""
    yield
    access._known.clear()
    views.shelf.clear()
    cache.clear()


@pytest.fixture
def get(client_of: Any) -> Get:
    """`get("planner", "/tiles/parks.json", accept_encoding="br")`."""
    clients: dict[str, Client] = {}

    def ask(persona: str, path: str, **headers: str) -> HttpResponse:
        if persona not in clients:
            clients[persona] = client_of(persona, browser=True)
        return clients[persona].get(path, headers=headers)

    return ask


@pytest.fixture
def elsewhere(db: None) -> Park:
    """A park of 黄埔区, outside the official's scope, beside those of 白云区."""
    district = DistrictFactory(code="440112", name="黄埔区")
    town = TownFactory(code="440112004", name="南岗街道", parent=district)
    village = VillageFactory(code="440112004201", name="南岗村", parent=town)
    park = ParkFactory(code="440112-0001", name="南岗工业园", area=village, boundary=None)
    BoundaryFactory(park=park, geometry=square(0, north=300))
    return park


@pytest.fixture
def settled(db: None) -> Callable[[], int]:
    """Derives the summaries and moves the revision, as every committed change does; returns the revision."""

    def settle() -> int:
        refresh_summaries()
        return bump_revision()

    return settle
