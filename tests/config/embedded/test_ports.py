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
    assert not ports.is_free(taken)
    assert ports.choose(None, first=taken) > taken


def test_an_asked_for_port_is_never_replaced(taken: int) -> None:
    with pytest.raises(SetupError, match=f"Port {taken} is taken"):
        ports.choose(taken)
