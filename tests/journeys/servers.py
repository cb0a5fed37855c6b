"""A whole installation of its own for the journeys: database, web server and worker, as ./run starts them."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from redis import Redis

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = secrets.token_urlsafe(12)
READY_WITHIN_S = 60


@dataclass(frozen=True)
class Installation:
    address: str
    parks: int
    log: Path

    def last_lines(self, count: int = 40) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


@contextmanager
def installation(parks: int, folder: Path) -> Iterator[Installation]:
    """Migrated, filled with the demo inventory, appraised once by the worker, and served on a free port."""
    log = folder / "installation.log"
    with database() as url, log.open("ab") as output:
        env = environment(url, folder)
        for command in (["migrate", "-v0"], ["load_demo", "--parks", str(parks)], ["appraise"]):
            manage(command, env, output)
        port = free_port()
        web = [
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
            "--blocking-threads", "4", "--no-ws", "config.wsgi:application",
        ]  # fmt: skip
        worker = ["celery", "--app", "config.celery", "worker", "--loglevel", "INFO", "--concurrency", "1"]
        with running(worker, env, output), running(web, env, output):
            found = Installation(f"http://127.0.0.1:{port}", parks, log)
            wait_until_ready(found)
            wait_until_appraised(url)
            yield found


def environment(database_url: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": own_broker(os.environ["REDIS_URL"]),
        "CUNYUAN_DATA_DIR": str(folder),
        "CUNYUAN_QUEUE": f"journeys-{os.getpid()}",
        "CUNYUAN_DEMO": "1",
        "CUNYUAN_DEMO_PASSWORD": PASSWORD,
        "CUNYUAN_LOGIN_RATE": "600/min",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secrets.token_urlsafe(32),
    }


def own_broker(url: str) -> str:
    """Another database of the same server, its cache emptied: keys do not say which installation they are of."""
    found = re.search(r"\d+$", url)
    assert found, f"REDIS_URL names no database: {url}"
    own = f"{url[: found.start()]}{(int(found[0]) + 8) % 16}"
    with Redis.from_url(own) as broker:
        for key in broker.scan_iter(":1:*"):
            broker.delete(key)
    return own


def manage(command: list[str], env: dict[str, str], output: object) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, stdout=output, stderr=output, check=True
    )  # type: ignore[call-overload]


@contextmanager
def database() -> Iterator[str]:
    """A database beside the one of DATABASE_URL, dropped afterwards."""
    given = urlsplit(os.environ["DATABASE_URL"])
    name = f"cunyuan_journeys_{os.getpid()}"
    server = urlunsplit(given._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        template = os.environ.get("TEST_DATABASE_TEMPLATE") or "template1"
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlunsplit(given._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def running(command: list[str], env: dict[str, str], output: object) -> Iterator[None]:
    program = str(Path(sys.executable).parent / command[0])
    process = subprocess.Popen([program, *command[1:]], cwd=ROOT, env=env, stdout=output, stderr=output)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(installed: Installation) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{installed.address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(f"not ready within {READY_WITHIN_S} s:\n{installed.last_lines()}")


def wait_until_appraised(url: str) -> None:
    """Before that every address of the map is about to change."""
    until = time.monotonic() + READY_WITHIN_S
    with psycopg.connect(url.replace("postgis:", "postgresql:"), autocommit=True) as connection:
        while time.monotonic() < until:
            if connection.execute("SELECT 1 FROM appraisals_appraisal WHERE is_current").fetchone():
                return
            time.sleep(0.3)
    raise TimeoutError(f"no appraisal within {READY_WITHIN_S} s")
