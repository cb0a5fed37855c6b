"""Every failure is problem+json with a stable code and a sentence in both languages."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from config import api_errors
from parks.errors import ConflictError, CunyuanError
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db


def check(answer: object, status: int, code: str) -> dict[str, object]:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["title"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in body["detail"])
    assert body["detail_en"].isascii()
    return body


def test_not_signed_in() -> None:
    answer = Client().get("/api/v1/parks/")
    check(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Token")


def test_role_without_the_permission(client_of: ClientOf) -> None:
    check(client_of("clerk").post("/api/v1/selections/", {"filters": {}}), 403, "permission_denied")


@pytest.mark.parametrize(
    "address", ["/api/v1/parks/999999/", "/api/v1/nowhere/", "/api/v1/parks/?page=9", "/tiles/nowhere"]
)
def test_not_found(client_of: ClientOf, address: str) -> None:
    check(client_of("planner").get(address), 404, "not_found")


def test_method_not_allowed(client_of: ClientOf) -> None:
    check(client_of("planner").put("/api/v1/parks/", {}), 405, "method_not_allowed")


def test_not_acceptable(client_of: ClientOf) -> None:
    check(client_of("planner").get("/api/v1/parks/", headers={"Accept": "text/csv"}), 406, "not_acceptable")


def test_unsupported_media_type(client_of: ClientOf) -> None:
    answer = client_of("planner").post("/api/v1/selections/", "<a/>", content_type="text/xml")
    check(answer, 415, "unsupported_media_type")


def test_not_json(client_of: ClientOf) -> None:
    answer = client_of("planner").generic("POST", "/api/v1/selections/", "{", content_type="application/json")
    check(answer, 400, "parse_error")


def test_too_large(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    body = {"username": "a" * 2**20, "password": "b"}
    check(Client().post("/api/v1/tokens/", body, "application/json"), 413, "too_large")


def test_fields_are_named(client_of: ClientOf) -> None:
    body = check(client_of("planner").post("/api/v1/selections/", {"filters": 3}), 400, "invalid")
    assert body["errors"][0].items() >= {"field": "filters", "code": "not_a_dict"}.items()


def test_nested_fields_have_paths() -> None:
    detail = {
        "rows": [{}, {"code": ["缺少"]}],
        "non_field_errors": [serializers.ErrorDetail("都不对", code="all")],
    }
    body = api_errors.problem_response(ValidationError(detail), {}).data
    assert [(fault["field"], fault["code"]) for fault in body["errors"]] == [
        ("rows.1.code", "invalid"),
        ("", "all"),
    ]


def test_too_many_attempts() -> None:
    client = Client()
    answers = [
        client.post("/api/v1/tokens/", {"username": "a", "password": "b"}, "application/json")
        for _ in range(21)
    ]
    check(answers[-1], 429, "throttled")


class MeasuredError(ConflictError):
    code = "measured"
    zh = "已有 {number} 个。"
    en = "There are {number} already."


def test_refusals_of_the_product_speak_for_themselves() -> None:
    response = api_errors.problem_response(
        MeasuredError(number=3, errors=[{"field": "a", "code": "b", "detail": "c"}]), {}
    )
    assert response.status_code == 409
    assert response.data["detail"] == "已有 3 个。"
    assert response.data["detail_en"] == "There are 3 already."
    assert response.data["errors"] == [{"field": "a", "code": "b", "detail": "c"}]
    assert issubclass(MeasuredError, CunyuanError)


def test_lost_database_is_unavailable() -> None:
    response = api_errors.problem_response(OperationalError("gone"), {})
    assert (response.status_code, response.data["code"]) == (503, "unavailable")


def test_broken_code_says_so_without_its_insides(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("parks.accounts.views.SessionView.get", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/session/")
    check(answer, 500, "internal_error")
    assert b"secret" not in answer.content


def test_people_get_a_page() -> None:
    answer = Client().get("/nowhere")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
    assert "回到村园图" in answer.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"),
    [(api_errors.bad_request, 400), (api_errors.permission_denied, 403), (api_errors.not_found, 404)],
)
def test_handlers_outside_the_rest_framework(handler: object, status: int) -> None:
    answer = handler(RequestFactory().get("/api/v1/x"), Exception())
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
