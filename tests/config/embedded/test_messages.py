"""One clear message each: a sentence for a person, with what to do next."""

from pathlib import Path

import pytest

from config.embedded import messages

TEXTS = {
    "port": (messages.port_taken(8000), ["Port 8000", "--port"]),
    "ports": (messages.no_port(8000, 8099), ["8000 to 8099", "--port"]),
    "disk": (messages.disk_full(Path("/x"), 900, 12), ["900 MB", "12 MB", "/x"]),
    "space": (messages.no_space_left(Path("/x")), ["Disk full", "goes on"]),
    "system": (messages.unsupported_system("Darwin"), ["Darwin", "docker compose up"]),
    "database": (messages.no_database(), ["DATABASE_URL", "docker compose up"]),
    "packages": (messages.packages_failed("no network"), ["no network", "apt", "docker compose up"]),
    "zones": (messages.no_zones(), ["tzdata", "DATABASE_URL"]),
    "broker": (messages.no_broker(), ["REDIS_URL", "redis-server"]),
    "pip": (messages.no_pip("/usr/bin/python3"), ["python3-pip"]),
    "running": (messages.already_running("http://127.0.0.1:8000/"), ["http://127.0.0.1:8000/", "Ctrl-C"]),
    "cluster": (messages.older_cluster(Path("/x"), "15"), ["postgresql-15-postgis-3", "--fresh"]),
}


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS)
def test_says_what_happened_and_what_to_do(text: str, told: list[str]) -> None:
    assert all(part in text for part in told)
    assert text.endswith((".", "md)", "--fresh"))
    assert "\n" not in text
