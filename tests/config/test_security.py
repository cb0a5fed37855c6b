import pytest
from django.test import Client

from tests.conftest import ClientOf


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/api/v1/session/", "/nowhere", "/admin/login/"])
def test_every_answer_keeps_to_this_server(address: str) -> None:
    policy = Client().get(address)["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "script-src" not in rules
    assert "http" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.django_db
def test_other_headers(client_of: ClientOf) -> None:
    answer = client_of("planner").get("/api/v1/parks/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
