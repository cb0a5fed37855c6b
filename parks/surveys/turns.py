"""One worker at a time works on an upload: an advisory lock of the database, which a dead worker gives up with its
connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

NAMESPACE = 0x73757276 << 32
WAIT_SECONDS = 60


@contextmanager
def my_turn(upload_id: int) -> Iterator[None]:
    """Waits until nobody else works on the upload; OperationalError after WAIT_SECONDS."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(WAIT_SECONDS * 1_000)}ms"])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [NAMESPACE | upload_id])
        finally:
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        _give_up(upload_id)


def _give_up(upload_id: int) -> None:
    """A broken connection has given the lock up by itself."""
    if connection.connection is None or connection.connection.closed:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [NAMESPACE | upload_id])
