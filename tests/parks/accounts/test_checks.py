import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_demo(settings: Settings) -> None:
    settings.DEBUG = settings.DEMO = False


def check() -> None:
    call_command("check", databases=["default"])


def test_open_demo_account_stops_the_start() -> None:
    UserFactory(username="planner", email="planner@demo.invalid")
    with pytest.raises(SystemCheckError, match=r"accounts\.E001.*planner"):
        check()


@pytest.mark.parametrize(
    "account",
    [
        {"username": "planner", "email": "planner@gz.example"},
        {"username": "li.wei", "email": "li.wei@demo.invalid"},
        {"username": "planner", "email": "planner@demo.invalid", "is_active": False},
        {"username": "planner", "email": "planner@demo.invalid", "password": None},
    ],
)
def test_other_accounts_do_not(account: dict[str, object]) -> None:
    UserFactory(**account)
    check()


def test_demo_that_was_asked_for_starts(settings: Settings) -> None:
    settings.DEMO = True
    UserFactory(username="planner", email="planner@demo.invalid")
    check()
