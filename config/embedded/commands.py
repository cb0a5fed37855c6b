"""Run other programs with their output in the one log; a failure shows the end of what they said."""

import errno
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.embedded import messages
from config.embedded.messages import SetupError

TAIL_LINES = 15
MARKER = "CUNYUAN_CHECKOUT"

_mark: dict[str, str] = {}
_running: set["subprocess.Popen[bytes]"] = set()
_servers: list["subprocess.Popen[bytes]"] = []
_lock = threading.Lock()
_ending = threading.Event()


@dataclass(frozen=True)
class Account:
    """The unprivileged user that root hands a program to."""

    uid: int
    gid: int


class CommandFailedError(SetupError):
    """A program ended with an error; ``output`` is all it wrote."""

    def __init__(self, text: str, output: str) -> None:
        super().__init__(text)
        self.output = output


def is_root() -> bool:
    return os.geteuid() == 0


def mark_all(value: str) -> None:
    """From now on every command carries the checkout's mark, so that the next start finds a killed one's leftovers."""
    if value:
        _mark[MARKER] = value
    else:
        _mark.clear()


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The caller's environment without what would bend our interpreters or projections."""
    bending = {
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONDONTWRITEBYTECODE",
        "VIRTUAL_ENV",
        "PROJ_DATA",
        "PROJ_LIB",
        "GDAL_DATA",
    }
    kept = {name: value for name, value in os.environ.items() if name not in bending}
    return {**kept, **(extra or {})}


def run(
    step: str,
    command: Sequence[object],
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
) -> str:
    """Output goes to the log and is returned; raises one message with its last lines."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**(env if env is not None else clean_environment()), **_mark},
        cwd=cwd,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    with _lock:
        _running.add(process)
    if _ending.is_set():
        end_all()
    try:
        output = process.communicate()[0].decode("utf-8", "replace")
    finally:
        with _lock:
            _running.discard(process)
    append(
        log,
        f"--- {step}: {' '.join(Path(str(command[0])).parts[-1:])} ended with {process.returncode}\n{output}",
    )
    if process.returncode:
        raise _failure(step, output, log, cwd)
    return output


def serve(
    command: Sequence[object],
    log: Path,
    env: Mapping[str, str],
    cwd: Path | None = None,
    account: Account | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a server that may outlive this process; its output goes to the log."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    _servers.append(process)
    return process


def reap() -> None:
    """Let the kernel forget servers that have ended."""
    for process in _servers:
        process.poll()


def _failure(step: str, output: str, log: Path, cwd: Path | None) -> CommandFailedError:
    if os.strerror(errno.ENOSPC) in output or "ENOSPC" in output:
        return CommandFailedError(messages.no_space_left(cwd or log.parent), output)
    return CommandFailedError(messages.step_failed(step, tail_of(output), log), output)


def tail_of(output: str) -> str:
    """The last lines; of npm, which ends in its usage, the lines from its first error on."""
    lines = output.rstrip().splitlines()
    errors = [line for line in lines if line.startswith("npm error") and line != "npm error"]
    return "\n".join(errors[:TAIL_LINES] or lines[-TAIL_LINES:])


def append(log: Path, text: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")


def tail(log: Path, lines: int = TAIL_LINES) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 16_384))
        return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-lines:])


def end_all() -> None:
    _ending.set()
    with _lock:
        running = list(_running)
    for process in running:
        try:
            os.killpg(process.pid, signal.SIGTERM)
        except (ProcessLookupError, PermissionError):
            continue
