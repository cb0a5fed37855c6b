"""Requests from a process of their own: wrk is not needed."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.servers import ROOT, Server


def ask(
    server: Server, paths: list[str], headers: dict[str, str], *, connections: int, seconds: float
) -> dict[str, Any]:
    """The load generator's summary; an answer that is no success ends the benchmark."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths))
        file.flush()
        command = [sys.executable, "-m", "bench.load", "127.0.0.1", str(server.port), file.name]
        command += ["--connections", str(connections), "--seconds", str(seconds)]
        command += [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    summary: dict[str, Any] = json.loads(done.stdout)
    if summary["errors"]:
        raise SystemExit(f"{summary['errors']} of {summary['requests']} answers failed: {paths[0]}")
    return summary


def rate(server: Server, paths: list[str], headers: dict[str, str], seconds: float) -> Callable[[], float]:
    """A measure: answers per second to 16 connections."""

    def measure() -> float:
        found = ask(server, paths, headers, connections=16, seconds=seconds)
        return float(found["requests"] / found["seconds"])

    return measure


def latency(server: Server, path: str, headers: dict[str, str], seconds: float) -> Callable[[], float]:
    """A measure: median milliseconds of one connection that asks again and again."""
    return lambda: float(ask(server, [path], headers, connections=1, seconds=seconds)["p50"])


def size(server: Server, path: str, headers: dict[str, str]) -> int:
    import urllib.request

    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=headers)
    return len(urllib.request.urlopen(request).read())


def scratch() -> Path:
    folder = ROOT / ".local" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
