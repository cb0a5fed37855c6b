"""uv, installed by pip into the checkout, with pip's own index and certificates passed on to it."""

import importlib.util
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.embedded import commands, disk, messages, pip_config
from config.embedded.checkout import Checkout
from config.embedded.messages import SetupError
from config.embedded.steps import Steps

REQUIREMENT = "uv>=0.8,<1"
NEEDED_MB = 200


@dataclass(frozen=True)
class Uv:
    checkout: Checkout

    @property
    def program(self) -> Path:
        return self.checkout.tools / "uv" / "bin" / "uv"

    @cached_property
    def environment(self) -> dict[str, str]:
        settings = {"UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never", **pip_config.read()}
        if not writable_home_cache():
            settings["UV_CACHE_DIR"] = str(self.checkout.local / "cache" / "uv")
        return commands.clean_environment(settings)

    def __call__(self, step: str, *arguments: str | Path) -> str:
        command = [self.program, *arguments]
        return commands.run(step, command, self.checkout.log, self.environment, self.checkout.root)


def ensure(checkout: Checkout, steps: Steps) -> Uv:
    uv = Uv(checkout)
    if uv.program.exists():
        return uv
    if importlib.util.find_spec("pip") is None:
        raise SetupError(messages.no_pip(sys.executable))
    disk.require(checkout.root, NEEDED_MB)
    with steps.timed("tools") as note:
        _install(checkout)
        note(uv("tools", "--version").strip())
    return uv


def _install(checkout: Checkout) -> None:
    """Renamed into place when complete, so that a killed download is never taken for an installed tool."""
    unfinished, finished = checkout.tools / "uv.new", checkout.tools / "uv"
    for directory in (unfinished, finished):
        shutil.rmtree(directory, ignore_errors=True)
    pip: list[object] = [sys.executable, "-m", "pip", "install", "--quiet", "--no-warn-script-location"]
    commands.run("tools", [*pip, "--target", unfinished, REQUIREMENT], checkout.log)
    unfinished.rename(finished)


def writable_home_cache() -> bool:
    try:
        (Path.home() / ".cache" / "uv").mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return True
