"""A small load generator in a process of its own: keep-alive connections that ask for addresses in turn.

    python -m bench.load 127.0.0.1 8000 paths.txt --connections 16 --seconds 4 --header "Accept-Encoding: gzip"

prints one JSON line: requests, seconds, bytes, errors, latencies in ms (p50, p95, p99). 2xx answers count.
"""

import argparse
import asyncio
import itertools
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

SEED = 7


class Connection(asyncio.Protocol):
    """One request at a time; the next one leaves when the answer is complete."""

    def __init__(self, requests: Iterator[bytes], deadline: float, done: "asyncio.Future[None]") -> None:
        self.requests, self.deadline, self.done = requests, deadline, done
        self.buffer = b""
        self.latencies: list[float] = []
        self.bytes = self.errors = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._ask()

    def _ask(self) -> None:
        self.sent = time.perf_counter()
        if self.sent >= self.deadline:
            self._end()
            return
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        length = complete_length(self.buffer)
        if length is None:
            return
        self.latencies.append(time.perf_counter() - self.sent)
        self.bytes += length
        self.errors += self.buffer[9:10] != b"2"
        self.buffer = b""
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.errors += 1
            self._end()

    def _end(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        self.transport.close()


def complete_length(buffer: bytes) -> int | None:
    """Bytes of a complete HTTP/1.1 answer, None while some are missing."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = buffer[:end].lower()
    if buffer[9:12] in (b"204", b"304"):
        return end + 4
    if b"transfer-encoding: chunked" in head:
        return len(buffer) if buffer.endswith(b"\r\n0\r\n\r\n") or buffer[end + 4 :] == b"0\r\n\r\n" else None
    at = head.index(b"content-length:") + len(b"content-length:")
    total = end + 4 + int(head[at : head.find(b"\r\n", at) if head.find(b"\r\n", at) > 0 else None])
    return total if len(buffer) >= total else None


async def run(
    host: str, port: int, paths: list[str], headers: list[str], connections: int, seconds: float
) -> dict:
    lines = "".join(f"{header}\r\n" for header in headers)
    asked = [f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{lines}\r\n".encode() for path in paths]
    random.Random(SEED).shuffle(asked)
    requests = itertools.cycle(asked)
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    clients = []
    for _ in range(connections):
        done = loop.create_future()
        client = Connection(requests, start + seconds, done)
        await loop.create_connection(lambda client=client: client, host, port)
        clients.append(client)
    await asyncio.wait_for(asyncio.gather(*(client.done for client in clients)), seconds + 60)
    return summary(clients, time.perf_counter() - start)


def summary(clients: list[Connection], seconds: float) -> dict:
    latencies = sorted(latency for client in clients for latency in client.latencies)
    at = lambda share: round(latencies[min(len(latencies) - 1, int(len(latencies) * share))] * 1000, 3)  # noqa: E731
    return {
        "requests": len(latencies),
        "seconds": round(seconds, 3),
        "bytes": sum(client.bytes for client in clients),
        "errors": sum(client.errors for client in clients),
        "p50": at(0.5),
        "p95": at(0.95),
        "p99": at(0.99),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("paths", type=Path)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--header", action="append", default=[])
    given = parser.parse_args()
    paths = given.paths.read_text().split()
    print(
        json.dumps(
            asyncio.run(run(given.host, given.port, paths, given.header, given.connections, given.seconds))
        )
    )


if __name__ == "__main__":
    main()
