"""The .venv: exactly the locked packages, each with its hash."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from config.embedded import disk
from config.embedded.checkout import Checkout
from config.embedded.stamps import Stamps, digest
from config.embedded.steps import Steps
from config.embedded.tools import Uv

NEEDED_MB = 1200
RUNTIME_LOCK = Path("requirements.lock")
TEST_LOCK = Path("tests/requirements.lock")


def ensure(checkout: Checkout, uv: Callable[[], Uv], steps: Steps, lock: Path = RUNTIME_LOCK) -> Path:
    """Returns the interpreter; ``uv`` is asked for only when there is something to install."""
    stamps = Stamps(checkout.local / "stamps")
    python = checkout.venv / "bin" / "python"
    # The test lock holds every package of the runtime lock at the same version: either way the start is served.
    wanted = {lock, TEST_LOCK}
    if python.exists() and any(stamps.matches("venv", _state(checkout, each)) for each in wanted):
        return python
    installer = uv()
    disk.require(checkout.root, NEEDED_MB)
    with steps.timed("python packages") as note:
        stamps.clear("venv")
        _install(checkout, installer, lock)
        stamps.put("venv", _state(checkout, lock))
        note(f"Python {sys.version.split()[0]}, {lock}")
    return python


def _install(checkout: Checkout, uv: Uv, lock: Path) -> None:
    unfinished = checkout.venv / ".unfinished"
    interpreter = checkout.venv / "bin" / "python"
    if unfinished.exists() or not interpreter.exists():
        shutil.rmtree(checkout.venv, ignore_errors=True)
        uv("python packages", "venv", "--python", sys.executable, checkout.venv)
    unfinished.touch()
    uv(
        "python packages",
        *(
            "pip",
            "install",
            "--require-hashes",
            "--no-deps",
            "--python",
            interpreter,
            "-r",
            checkout.root / lock,
        ),
    )
    unfinished.unlink()


def _state(checkout: Checkout, lock: Path) -> str:
    return digest(sys.executable, sys.version, str(checkout.venv), (checkout.root / lock).read_bytes())
