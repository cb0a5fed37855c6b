import socket
from collections.abc import Iterator

import pytest

from config.embedded import ports
from config.embedded.messages import SetupError


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_next_free_port_when_none_was_asked_for(taken: int) -> None:
    with ports.reserve(None, first=taken) as held:
        assert held.port > taken


def test_an_asked_for_port_is_never_replaced(taken: int) -> None:
    assert not ports.is_free(taken)
    with pytest.raises(SetupError, match=f"Port {taken} is taken"):
        ports.reserve(taken)


def test_two_starts_at_once_hold_two_ports(taken: int) -> None:
    with ports.reserve(None, first=taken) as one, ports.reserve(None, first=taken) as two:
        assert one.port != two.port


def test_our_own_server_may_bind_what_is_held(taken: int) -> None:
    with ports.reserve(None, first=taken) as held, socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((ports.HOST, held.port))
        server.listen()
        with socket.create_connection((ports.HOST, held.port), timeout=2):
            pass
