"""Runs take turns."""

from contextlib import AbstractContextManager

from parks.inventory.turns import turn

KEY = 0x61707072
WAIT_SECONDS = 120


def my_turn() -> AbstractContextManager[None]:
    """Waits until no other run holds the lock; OperationalError after WAIT_SECONDS."""
    return turn(KEY, WAIT_SECONDS)
