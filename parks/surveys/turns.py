"""One worker at a time works on an upload."""

from contextlib import AbstractContextManager

from parks.inventory.turns import turn

NAMESPACE = 0x73757276 << 32
WAIT_SECONDS: float = 60


def my_turn(upload_id: int) -> AbstractContextManager[None]:
    """Waits until nobody else works on the upload; OperationalError after WAIT_SECONDS."""
    return turn(NAMESPACE | upload_id, WAIT_SECONDS)
