"""Floor of the parks payload: the same compressed bytes out of memory, by the same server."""

import os
from collections.abc import Callable
from pathlib import Path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()
HEADERS = [
    ("Content-Type", "application/json"),
    ("Content-Encoding", "br"),
    ("Content-Length", str(len(BODY))),
]


def application(environ: dict, start_response: Callable) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [BODY]
