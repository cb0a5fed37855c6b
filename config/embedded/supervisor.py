"""honcho over web and worker: started, waited for, watched, ended with everything it started."""

import http.client
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands, liveness, messages
from config.embedded.messages import SetupError
from config.embedded.ports import HOST

READY_SECONDS = 120.0
END_SECONDS = 8.0


@dataclass
class Supervisor:
    root: Path
    log: Path
    port: int
    mark: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def start(self, python: Path, env: Mapping[str, str]) -> None:
        path = f"{python.parent}:{env.get('PATH', '')}"
        added = {
            "PATH": path,
            "CUNYUAN_PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            commands.MARKER: self.mark,
        }
        options = ["--no-colour", "-e", "/dev/null", "-f", "Procfile"]
        command = [python, "-m", "honcho", "start", *options]
        self.process = commands.serve(command, self.log, {**env, **added}, self.root)

    def wait_ready(self, path: str = "/healthz") -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.port, path):
            if self._ended():
                raise SetupError(messages.supervisor_ended(commands.tail(self.log), self.log))
            if time.monotonic() > deadline:
                raise SetupError(messages.not_answering(self.address, READY_SECONDS, self.log))
            time.sleep(0.05)

    def watch(self) -> None:
        """Returns only by an interruption, or raises when one of the processes has ended."""
        while not self._ended():
            time.sleep(0.5)
        raise SetupError(messages.supervisor_died(self.log))

    def _ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
        end_leftovers(self.mark)


def end_leftovers(mark: str) -> int:
    """What a killed run left of this checkout."""
    left = liveness.marked(mark)
    liveness.end(left)
    return len(left)


def answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
