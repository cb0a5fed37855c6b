import threading

import pytest
from django.db import OperationalError, connection

from parks.inventory.turns import turn

pytestmark = pytest.mark.django_db(transaction=True)
KEY, SOON = 0x7465_7374, 0.1


def elsewhere(key: int) -> list[str]:
    """What becomes of somebody else who wants the same turn now."""
    found = []

    def try_it():
        try:
            with turn(key, SOON):
                found.append("mine")
        except OperationalError:
            found.append("waited")
        finally:
            connection.close()

    other = threading.Thread(target=try_it)
    other.start()
    other.join()
    return found


def test_one_at_a_time_under_the_same_key():
    with turn(KEY, SOON):
        assert elsewhere(KEY) == ["waited"]
        assert elsewhere(KEY + 1) == ["mine"]
    assert elsewhere(KEY) == ["mine"]


def test_a_lost_connection_gives_the_turn_up():
    with turn(KEY, SOON):
        connection.close()
        assert elsewhere(KEY) == ["mine"]
