import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from config.embedded import broker
from config.embedded.broker import Broker
from config.embedded.checkout import Checkout

VENV = Path(sys.prefix)


@pytest.fixture
def server(checkout: Checkout) -> Iterator[Broker]:
    made = Broker(broker.ensure(checkout).socket, checkout.local / "valkey.pid", checkout.log, VENV)
    made.start()
    yield made
    made.stop()


def pid(server: Broker) -> int:
    running = server.running()
    assert running is not None
    return running.pid


def test_it_answers_on_its_socket_and_survives_a_second_start(server: Broker) -> None:
    with redis.Redis.from_url(server.url(3)) as client:
        client.set("a", "1")
        before = pid(server)
        server.start()
        assert pid(server) == before
        assert client.get("a") == b"1"


def test_after_kill_9_it_starts_again(server: Broker) -> None:
    before = pid(server)
    os.kill(before, signal.SIGKILL)
    server.start()
    assert pid(server) != before
    with redis.Redis.from_url(server.url()) as client:
        assert client.ping()
