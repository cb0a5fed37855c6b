"""The peers' own packages, in an environment of their own under .local/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.servers import ROOT
from config.embedded import pip_config

LOCK = ROOT / "bench" / "requirements.lock"


def python() -> Path:
    """Its interpreter; installed when the lock has changed."""
    folder = ROOT / ".local" / "bench-venv"
    interpreter, stamp = folder / "bin" / "python", folder / "installed.lock"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return interpreter
    print("installing the peers' packages", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    _uv("venv", "--quiet", "--python", sys.executable, str(folder))
    _uv(
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--python",
        str(interpreter),
        "-r",
        str(LOCK),
    )
    shutil.copy(LOCK, stamp)
    return interpreter


def _uv(*arguments: str) -> None:
    own = ROOT / ".tools" / "uv" / "bin" / "uv"
    program = str(own) if own.exists() else shutil.which("uv")
    if program is None:
        raise SystemExit("uv is not installed: ./run sets it up")
    environment = {**os.environ, **pip_config.read(), "UV_PYTHON_DOWNLOADS": "never"}
    subprocess.run([program, *arguments], env=environment, cwd=ROOT, check=True)
