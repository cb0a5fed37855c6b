import subprocess
import sys
from pathlib import Path

from config.embedded.locks import Lock

HOLD = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); time.sleep(60)"


def test_a_lock_is_exclusive_and_dies_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with (
        subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE) as holder,
        Lock(path) as lock,
    ):
        assert holder.stdout is not None
        holder.stdout.readline()
        assert not lock.try_exclusive()
        holder.kill()
        holder.wait()
        assert lock.try_exclusive()


def test_sharers_keep_the_last_from_taking_all(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    one.share()
    two.share()
    assert not one.try_exclusive()
    two.close()
    two.close()
    assert one.try_exclusive()
    one.close()
