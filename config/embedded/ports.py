"""A loopback port held from the moment it is chosen: the one asked for, or the next free one."""

import socket
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from config.embedded import messages
from config.embedded.messages import SetupError

HOST = "127.0.0.1"
DEFAULT = 8000
TRIED = 100


@dataclass
class Reservation:
    """Bound but not listening, so that no other start takes the port; our own server may still bind it."""

    port: int
    holder: socket.socket | None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.holder is not None:
            self.holder.close()


def reserve(asked: int | None, first: int = DEFAULT) -> Reservation:
    if asked is not None:
        held = _try_reserve(asked)
        if held is None:
            raise SetupError(messages.port_taken(asked))
        return held
    last = first + TRIED - 1
    for port in range(first, last + 1):
        if held := _try_reserve(port):
            return held
    raise SetupError(messages.no_port(first, last))


def _try_reserve(port: int) -> Reservation | None:
    holder = socket.socket()
    try:
        holder.bind((HOST, port))
    except OSError:
        holder.close()
        # closed connections of the last run keep a port from being held, though not from being used
        return Reservation(port, None) if is_free(port) else None
    # granian binds with the same option; only after our own bind was exclusive
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return Reservation(port, holder)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError:
            return False
    return True
