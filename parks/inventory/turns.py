"""Work that takes turns: an advisory lock of the database, which a dead worker gives up with its connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def turn(key: int, wait_seconds: float) -> Iterator[None]:
    """Waits until nobody else holds the key; OperationalError after `wait_seconds`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(wait_seconds * 1_000)}ms"])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        finally:
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        _give_up(key)


def _give_up(key: int) -> None:
    """A broken connection has given the lock up by itself."""
    if connection.connection is None or connection.connection.closed:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
