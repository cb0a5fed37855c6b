"""A free loopback port: the one asked for, or the next free one."""

import socket

from config.embedded import messages
from config.embedded.messages import SetupError

HOST = "127.0.0.1"
DEFAULT = 8000
TRIED = 100


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError:
            return False
    return True


def choose(asked: int | None, first: int = DEFAULT) -> int:
    if asked is not None:
        if not is_free(asked):
            raise SetupError(messages.port_taken(asked))
        return asked
    last = first + TRIED - 1
    for port in range(first, last + 1):
        if is_free(port):
            return port
    raise SetupError(messages.no_port(first, last))
