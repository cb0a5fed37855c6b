import threading

import pytest
from django.db import OperationalError, connection

from parks.surveys import turns
from parks.surveys.turns import my_turn

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(upload_id: int) -> list[str]:
    """What becomes of somebody else who wants the same turn now."""
    found = []

    def try_it():
        try:
            with my_turn(upload_id):
                found.append("mine")
        except OperationalError:
            found.append("waited")
        finally:
            connection.close()

    other = threading.Thread(target=try_it)
    other.start()
    other.join()
    return found


def test_one_at_a_time_on_the_same_upload(monkeypatch):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.1)
    with my_turn(1):
        assert elsewhere(1) == ["waited"]
        assert elsewhere(2) == ["mine"]
    assert elsewhere(1) == ["mine"]


def test_a_lost_connection_gives_the_turn_up(monkeypatch):
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.1)
    with my_turn(1):
        connection.close()
        assert elsewhere(1) == ["mine"]
