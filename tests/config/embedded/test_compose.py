"""No Docker engine runs the tests: what can be held to account without one is."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "CUNYUAN_DEMO_PASSWORD")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_the_same_parts_as_run_starts(services: dict[str, Any]) -> None:
    assert set(services) == {"db", "broker", "prepare", "web", "worker"}


def test_every_dependency_is_a_service(services: dict[str, Any]) -> None:
    assert {name for service in services.values() for name in service.get("depends_on", {})} <= set(services)


def test_web_and_worker_run_the_lines_of_the_procfile(services: dict[str, Any]) -> None:
    lines = [line.partition(":")[0] for line in (ROOT / "Procfile").read_text().splitlines()]
    assert lines == ["web", "worker"]
    assert all(services[name]["command"] == f"honcho start --no-prefix {name}" for name in lines)


def test_only_loopback_is_published(services: dict[str, Any]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_stops_the_start_with_advice(name: str) -> None:
    assert f"${{{name}:?write {name} into .env" in (ROOT / "docker-compose.yml").read_text()
    assert f"{name}=" in (ROOT / "docs/operations.md").read_text()


def test_the_image_installs_the_lock_with_hashes() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if "--require-hashes -r requirements.lock" in line]
    assert [line for line in lines if line.startswith("USER ")] == ["USER app"]
