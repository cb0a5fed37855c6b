"""Know a process again after a crash: by pid and start time, or by the checkout it was marked with."""

import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands

PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    pid: int
    started: str

    @property
    def alive(self) -> bool:
        return start_time(self.pid) == self.started

    def __str__(self) -> str:
        return f"{self.pid} {self.started}"


def start_time(pid: int) -> str | None:
    """Clock ticks since boot at which the process began; None for none or a zombie."""
    try:
        fields = (
            (PROC / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def identify(pid: int) -> Identity | None:
    started = start_time(pid)
    return Identity(pid, started) if started else None


def parse(text: str) -> Identity | None:
    pid, _, started = text.strip().partition(" ")
    return Identity(int(pid), started) if pid.isdigit() and started else None


def command_line(pid: int) -> list[str]:
    try:
        return (
            (PROC / str(pid) / "cmdline")
            .read_text(encoding="utf-8", errors="replace")
            .rstrip("\0")
            .split("\0")
        )
    except OSError:
        return []


def marked(value: str) -> list[Identity]:
    """Every live process started with this checkout's mark in its environment."""
    wanted = f"{commands.MARKER}={value}".encode()
    return [
        identity
        for entry in PROC.iterdir()
        if entry.name.isdigit() and int(entry.name) != os.getpid()
        if wanted in _environment(entry).split(b"\0") and (identity := identify(int(entry.name)))
    ]


def _environment(entry: Path) -> bytes:
    try:
        return (entry / "environ").read_bytes()
    except OSError:
        return b""


def end(identities: Iterable[Identity], grace: float = 5.0) -> None:
    """Ask, wait, then insist; never touches a pid that has been given to another process."""
    living = list(identities)
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for identity in living:
            _send(identity, sign)
        _wait_ended(living, grace)
        living = [identity for identity in living if identity.alive]


def _wait_ended(identities: list[Identity], grace: float) -> None:
    wait_until(lambda: not any(identity.alive for identity in identities), grace)


def _send(identity: Identity, sign: signal.Signals) -> None:
    if identity.alive:
        try:
            os.kill(identity.pid, sign)
        except ProcessLookupError:
            return


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
