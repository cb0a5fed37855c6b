import pytest
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from parks.accounts.models import User
from parks.inventory.services import bump_revision
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db

SESSION = "/api/v1/session/"
TOKENS = "/api/v1/tokens/"
GOOD = {"username": "planner", "password": "correct-horse-1"}


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def post(browser: Client, address: str, body: dict[str, str]) -> object:
    token = browser.cookies["csrftoken"].value
    return browser.post(address, body, content_type="application/json", headers={"X-CSRFToken": token})


def test_stranger_learns_that_nobody_is_signed_in(browser: Client) -> None:
    bump_revision()
    answer = browser.get(SESSION)
    assert answer.status_code == 200
    assert answer.json().items() >= {"user": None, "revision": 1}.items()
    assert "csrftoken" in answer.cookies


def test_signing_in_and_out(browser: Client, planner: User) -> None:
    browser.get(SESSION)
    answer = post(browser, SESSION, GOOD)
    assert answer.status_code == 200
    user = browser.get(SESSION).json()["user"]
    assert user == answer.json()
    assert user.items() >= {"username": "planner", "role": "planner", "scope": ["4401"]}.items()
    assert "exports.download" in user["permissions"]
    assert "surveys.write" not in user["permissions"]
    token = browser.cookies["csrftoken"].value
    assert browser.delete(SESSION, headers={"X-CSRFToken": token}).status_code == 204
    assert browser.get(SESSION).json()["user"] is None


def test_without_csrf_token_nobody_signs_in(browser: Client, planner: User) -> None:
    answer = browser.post(SESSION, GOOD, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert answer["Content-Type"] == "application/problem+json"


def test_writing_in_a_session_needs_the_csrf_token(browser: Client, planner: User) -> None:
    browser.force_login(planner)
    answer = browser.post("/api/v1/selections/", {"filters": {}}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize("address", [SESSION, TOKENS])
def test_wrong_password_and_closed_account_read_alike(browser: Client, planner: User, address: str) -> None:
    browser.get(SESSION)
    wrong = post(browser, address, {**GOOD, "password": "guess"})
    User.objects.update(is_active=False)
    closed = post(browser, address, GOOD)
    assert wrong.status_code == closed.status_code == 400
    assert wrong.json() == closed.json()
    assert wrong.json()["code"] == "invalid_credentials"


def test_missing_fields_are_named(browser: Client) -> None:
    browser.get(SESSION)
    answer = post(browser, SESSION, {})
    assert {fault["field"] for fault in answer.json()["errors"]} == {"username", "password"}


def test_token_signs_in_a_program_until_it_is_given_back(planner: User) -> None:
    client = APIClient()
    answer = client.post(TOKENS, GOOD)
    assert answer.status_code == 201
    token = answer.json()["token"]
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get("/api/v1/parks/").status_code == 200
    assert client.get(SESSION).json()["user"]["username"] == "planner"
    assert client.delete(f"{TOKENS}current/").status_code == 204
    answer = client.get("/api/v1/parks/")
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert answer["WWW-Authenticate"].startswith("Token")


def test_only_the_hash_of_a_token_is_kept(planner: User) -> None:
    token = APIClient().post(TOKENS, GOOD).json()["token"]
    kept = AuthToken.objects.get()
    assert token not in (kept.digest, kept.token_key)
    assert kept.expiry > timezone.now()


def test_session_cannot_give_back_a_token(client_of: ClientOf) -> None:
    assert client_of("planner").delete(f"{TOKENS}current/").status_code == 401
