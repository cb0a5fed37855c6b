import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

from config.embedded import commands, liveness
from config.embedded.liveness import Identity

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def mark() -> str:
    """Of this test alone: others may run beside it."""
    return f"mark-{uuid4().hex}"


@pytest.fixture
def sleeper(mark: str) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(SLEEP, env={**os.environ, commands.MARKER: mark}) as process:
        yield process
        process.kill()


def test_a_recycled_pid_is_not_the_same_process(sleeper: "subprocess.Popen[bytes]") -> None:
    identity = liveness.identify(sleeper.pid)
    assert identity is not None
    assert identity.alive
    assert liveness.parse(str(identity)) == identity
    assert not Identity(sleeper.pid, "1").alive


def test_a_killed_process_is_dead_before_it_is_reaped(sleeper: "subprocess.Popen[bytes]") -> None:
    identity = liveness.identify(sleeper.pid)
    assert identity is not None
    os.kill(sleeper.pid, signal.SIGKILL)
    assert liveness.wait_until(lambda: not identity.alive, 5)


@pytest.mark.parametrize("text", ["", "12", "abc 5"])
def test_a_damaged_record_names_no_process(text: str) -> None:
    assert liveness.parse(text) is None


def test_leftovers_are_found_by_their_mark_and_ended(sleeper: "subprocess.Popen[bytes]", mark: str) -> None:
    assert liveness.marked(f"{mark}-of-another") == []
    found = liveness.marked(mark)
    assert [identity.pid for identity in found] == [sleeper.pid]
    liveness.end(found)
    assert not any(identity.alive for identity in found)


def test_one_that_ignores_the_request_is_killed() -> None:
    with subprocess.Popen(DEAF, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        identity = liveness.identify(process.pid)
        assert identity is not None
        liveness.end([identity], grace=0.2)
        assert process.wait(5) == -signal.SIGKILL
