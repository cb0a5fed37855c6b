"""Runs take turns: one advisory lock of the database, which a dead worker gives up with its connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

KEY = 0x61707072
WAIT_SECONDS = 120


@contextmanager
def my_turn() -> Iterator[None]:
    """Waits until no other run holds the lock; OperationalError after WAIT_SECONDS."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{WAIT_SECONDS}s"])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        finally:
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        _give_up()


def _give_up() -> None:
    """A broken connection has given the lock up by itself."""
    if connection.connection is None or connection.connection.closed:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
