import socket
import threading
from collections.abc import Iterator

import pytest

from config.embedded.ports import HOST
from config.embedded.supervisor import answers


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as listener:
        yield listener


def reply(listener: socket.socket, status: str) -> threading.Thread:
    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize(("status", "ready"), [("200 OK", True), ("503 Service Unavailable", False)])
def test_ready_is_200_and_nothing_else(server: socket.socket, status: str, ready: bool) -> None:
    thread = reply(server, status)
    assert answers(server.getsockname()[1], "/healthz") is ready
    thread.join()


def test_nobody_there_is_not_ready() -> None:
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
    assert not answers(port, "/healthz")
