"""Personas: every person of the product, and a client signed in as each."""

from uuid import uuid4

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from parks.accounts.models import Role, User
from parks.accounts.throttling import SignInThrottle
from parks.appraisals import tasks
from parks.selections.columns import columns_at
from tests.factories.accounts import UserFactory

PERSONAS = ("official", "clerk", "planner", "administrator", "stranger")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also the tests marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="slow: runs with --slow"))


@pytest.fixture(autouse=True)
def no_columns_of_other_tests() -> None:
    """Every test has a database of its own at revision 0: columns kept in memory belong to the test before."""
    columns_at.cache_clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """The real hasher takes a third of a second per user on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_login_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts are counted per address and account, and all tests call from one address, several at a time."""
    attempts = LocMemCache(uuid4().hex, {})
    monkeypatch.setattr(SignInThrottle, "cache", attempts)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of appraisals sent to the worker, kept from the queue."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.run, "delay", ids.append)
    return ids


@pytest.fixture
def official(db: None) -> User:
    return UserFactory(username="official", role=Role.OFFICIAL, scope=["440111"])


@pytest.fixture
def clerk(db: None) -> User:
    return UserFactory(username="clerk", role=Role.CLERK, scope=["440111"])


@pytest.fixture
def planner(db: None) -> User:
    return UserFactory(username="planner", role=Role.PLANNER, scope=["4401"])


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(
        username="administrator", role=Role.ADMINISTRATOR, scope=["4401"], is_staff=True, is_superuser=True
    )


@pytest.fixture
def stranger() -> None:
    """Nobody signed in."""


@pytest.fixture
def client_of(request: pytest.FixtureRequest) -> "ClientOf":
    return ClientOf(request)


class ClientOf:
    """`client_of("planner")` is an API client signed in as that persona."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.request = request

    def __call__(self, persona: str, *, browser: bool = False) -> APIClient | Client:
        user = self.request.getfixturevalue(persona)
        client = Client() if browser else APIClient()
        if user is not None:
            client.force_login(user)
        return client
