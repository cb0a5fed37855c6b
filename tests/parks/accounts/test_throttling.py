"""Attempts to sign in: twenty a minute from one address, ten at one account, whatever the caller claims to be."""

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from parks.accounts.models import User
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db

SESSION, TOKENS, ADMIN = "/api/v1/session/", "/api/v1/tokens/", "/admin/login/"
DOORS = (SESSION, TOKENS, ADMIN)
RIGHT, WRONG = "correct-horse-1", "guess"


def attempt(
    door: str, name: str, password: str = WRONG, *, address: str = "192.0.2.1", forwarded: str = ""
) -> HttpResponse:
    """One more caller, who keeps no cookies."""
    caller = {"REMOTE_ADDR": address, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    form = {"username": name, "password": password}
    content = {} if door == ADMIN else {"content_type": "application/json"}
    return Client().post(door, form, **content, **caller)


def refused(answer: HttpResponse) -> bool:
    return answer.status_code == 429


@pytest.mark.parametrize("door", DOORS)
def test_one_address_has_twenty_attempts_at_whatever_accounts(door: str) -> None:
    answers = [attempt(door, f"user{n}") for n in range(21)]
    assert [refused(answer) for answer in answers] == [False] * 20 + [True]
    assert 0 < int(answers[20]["Retry-After"]) <= 61
    assert not refused(attempt(door, "user0", address="192.0.2.2"))
    assert Client().get(door).status_code in (200, 405)


@pytest.mark.parametrize("door", DOORS)
def test_a_made_up_forwarding_header_is_no_other_address(door: str) -> None:
    answers = [attempt(door, f"user{n}", forwarded=f"198.51.100.{n}") for n in range(21)]
    assert refused(answers[20])


def test_behind_a_proxy_the_address_it_saw_counts(settings: Settings) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    claimed = "203.0.113.9, 198.51.100.{}"
    assert not any(refused(attempt(TOKENS, f"user{n}", forwarded=claimed.format(n % 2))) for n in range(40))
    assert refused(attempt(TOKENS, "user40", forwarded=claimed.format(0)))


@pytest.mark.parametrize("door", DOORS)
def test_one_account_has_ten_attempts_from_wherever(planner: User, door: str) -> None:
    answers = [attempt(door, "planner", address=f"192.0.2.{n}") for n in range(11)]
    assert [refused(answer) for answer in answers] == [False] * 10 + [True]
    assert refused(attempt(door, " ＰLANNER ", address="192.0.2.99"))
    assert not refused(attempt(door, "clerk", address="192.0.2.99"))


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_does_not_lock_the_owner_out(administrator: User, door: str) -> None:
    at_home = "192.0.2.200"
    assert attempt(door, "administrator", RIGHT, address=at_home).status_code < 400
    guesses = [attempt(door, "administrator", address=f"192.0.2.{n}") for n in range(12)]
    assert refused(guesses[-1])
    assert attempt(door, "administrator", RIGHT, address=at_home).status_code < 400


def test_whoever_is_signed_in_is_not_known_to_other_accounts(client_of: ClientOf, planner: User) -> None:
    client = client_of("official", browser=True)
    for _ in range(9):
        client.post(ADMIN, {"username": "planner", "password": WRONG}, REMOTE_ADDR="192.0.2.50")
    assert refused(attempt(TOKENS, "planner", address="192.0.2.60")) is False
    assert refused(attempt(TOKENS, "planner", address="192.0.2.61"))


def test_all_doors_count_together(planner: User) -> None:
    answers = [attempt(DOORS[n % 3], "planner", address=f"192.0.2.{n}") for n in range(11)]
    assert refused(answers[-1])


def test_the_administration_site_says_so_on_a_page() -> None:
    *_, last = [attempt(ADMIN, f"user{n}") for n in range(21)]
    assert last["Content-Type"].startswith("text/html")
    assert "尝试次数过多" in last.content.decode()


@pytest.mark.parametrize("body", ["[]", "3", "null", "{", '{"username": ["planner"]}', '{"username": null}'])
def test_a_body_without_a_name_is_refused_as_such(body: str) -> None:
    answer = Client().post(TOKENS, body, content_type="application/json")
    assert answer.status_code == 400
