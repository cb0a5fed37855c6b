"""Every sentence a set-up failure can end in: one message, and what to do next."""

from pathlib import Path

COMPOSE_ADVICE = "Or let Docker Compose bring everything: docker compose up (docs/operations.md)"


class SetupError(Exception):
    """Set-up cannot go on; the text is all the user sees."""


def unsupported_system(name: str) -> str:
    return f"Cunyuan runs on Linux; this is {name}. {COMPOSE_ADVICE}"


def old_python(version: str) -> str:
    return f"Cunyuan needs Python 3.11 or newer; this is {version}. {COMPOSE_ADVICE}"


def no_pip(python: str) -> str:
    return f"{python} has no pip. Install it (apt-get install python3-pip), then start again."


def no_database() -> str:
    return (
        "No PostgreSQL with PostGIS is installed, and this system has no apt to fetch it from. Install both, "
        f"or point DATABASE_URL at a database (postgis://user:password@host/name). {COMPOSE_ADVICE}"
    )


def packages_failed(reason: str) -> str:
    return (
        f"The distribution's PostgreSQL and PostGIS packages could not be used: {reason}. Install postgresql and "
        f"postgis with apt, or set DATABASE_URL. {COMPOSE_ADVICE}"
    )


def no_zones() -> str:
    return "PostgreSQL needs the time zones in /usr/share/zoneinfo. Install tzdata, or set DATABASE_URL."


def no_broker() -> str:
    return "No Valkey or Redis server can be run here. Install redis-server, or set REDIS_URL (redis://host:6379/0)."


def port_taken(port: int) -> str:
    return f"Port {port} is taken by another program. Choose another with ./run --port N."


def no_port(first: int, last: int) -> str:
    return f"Ports {first} to {last} are all taken. Choose one with ./run --port N."


def disk_full(where: Path, needed_mb: int, free_mb: int) -> str:
    return f"Disk nearly full: this needs about {needed_mb} MB free in {where}, and {free_mb} MB are left."


def no_space_left(where: Path) -> str:
    return f"Disk full: no space left while writing in {where}. Free some space and start again; ./run goes on from there."


def already_running(address: str) -> str:
    return f"Cunyuan already runs from this checkout at {address}. End that one (Ctrl-C) first, or use it."


def already_testing() -> str:
    return "./run test already runs in this checkout. Wait for it to end."


def wrong_owner(path: Path, owner: str) -> str:
    return f"{path} belongs to {owner}. Run as that user, or remove it to set up anew."


def older_cluster(data: Path, version: str) -> str:
    return (
        f"The database in {data} was made by PostgreSQL {version}, which is not here any more. "
        f"Install postgresql-{version}-postgis-3, or start with an empty database: ./run --fresh"
    )


def fresh_foreign() -> str:
    return "--fresh empties only the database that ./run keeps itself; DATABASE_URL is set, so empty that one yourself."


def step_failed(step: str, tail: str, log: Path) -> str:
    return f"{step} failed:\n{tail.rstrip()}\nAll of its output is in {log}"


def supervisor_ended(tail: str, log: Path) -> str:
    return f"The server ended before it answered:\n{tail.rstrip()}\nAll of its output is in {log}"


def supervisor_died(log: Path) -> str:
    return f"A process of Cunyuan ended by itself, so all were stopped. The reason is in {log}"


def not_answering(address: str, seconds: float, log: Path) -> str:
    return f"{address} did not answer within {seconds:.0f} s. The reason should be in {log}"
