"""Servers to be measured: each in a process group of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


class Server:
    def __init__(
        self, command: list[str], environment: Mapping[str, str], ready: str, cwd: Path = ROOT
    ) -> None:
        self.command, self.ready, self.cwd = command, ready, cwd
        self.environment = {**os.environ, **environment}
        self.port = int(environment["CUNYUAN_PORT"])

    def __enter__(self) -> Self:
        log = (ROOT / ".local" / "bench.log").open("ab")
        self.process = subprocess.Popen(
            self.command, cwd=self.cwd, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.ready}", timeout=30).read()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"{self.command[:3]} did not start; see .local/bench.log")


def ours(application: str = "config.wsgi:application", **environment: str) -> Server:
    """As the Procfile starts the web process; another application takes the product's place for peer and floor."""
    line = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:"))
    command = line.removeprefix("web:").replace("config.wsgi:application", application)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {
        "PATH": path,
        "CUNYUAN_HOST": "127.0.0.1",
        "CUNYUAN_PORT": str(free_port()),
        "CUNYUAN_LOG_LEVEL": "ERROR",
    }
    return Server(["sh", "-c", command], {**settings, **environment}, "/healthz")


def uvicorn(python: Path, application: str, ready: str, cwd: Path = ROOT, **environment: str) -> Server:
    """Two workers, as ours."""
    port = free_port()
    command = [str(python), "-m", "uvicorn", application, "--workers", "2", "--port", str(port)]
    quiet = ["--no-access-log", "--log-level", "error"]
    return Server([*command, *quiet], {**environment, "CUNYUAN_PORT": str(port)}, ready, cwd)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
