"""npm ci and vite build, each only when what it reads has changed."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.embedded import commands, disk
from config.embedded.checkout import Checkout
from config.embedded.node import Node
from config.embedded.stamps import Stamps, digest, digest_files
from config.embedded.steps import Steps

NEEDED_MB = 700
NOT_SOURCES = {"node_modules", "dist", "dist.new", "dist.old", "coverage", "templates"}


@dataclass
class Frontend:
    checkout: Checkout
    steps: Steps
    node: Callable[[], Node]

    @property
    def directory(self) -> Path:
        return self.checkout.root / "frontend"

    @cached_property
    def stamps(self) -> Stamps:
        return Stamps(self.checkout.local / "stamps")

    def install(self) -> None:
        lock = self.directory / "package-lock.json"
        state = digest(str(self.directory), (self.directory / "package.json").read_bytes(), lock.read_bytes())
        if self.stamps.matches("npm", state) and (self.directory / "node_modules").is_dir():
            return
        node = self.node()
        disk.require(self.directory, NEEDED_MB)
        with self.steps.timed("npm packages") as note:
            self.stamps.clear("npm")
            self._run(node.npm("ci", "--no-audit", "--no-fund"), node)
            self.stamps.put("npm", state)
            note(f"Node {node.version}")

    def build(self) -> None:
        state = digest_files(sources(self.directory), self.directory)
        if self.stamps.matches("frontend", state) and (self.directory / "dist").is_dir():
            return
        self.install()
        node = self.node()
        with self.steps.timed("front end"):
            self._run(
                node.script(Path("node_modules/vite/bin/vite.js"), "build", "--outDir", "dist.new"), node
            )
            self._swap()
            self.stamps.put("frontend", state)

    def _swap(self) -> None:
        dist, new, old = (self.directory / name for name in ("dist", "dist.new", "dist.old"))
        shutil.rmtree(old, ignore_errors=True)
        if dist.exists():
            dist.rename(old)
        new.rename(dist)
        shutil.rmtree(old, ignore_errors=True)

    def _run(self, command: list[str], node: Node) -> None:
        commands.run("front end", command, self.checkout.log, node.environment, self.directory)


def sources(directory: Path) -> Iterator[Path]:
    """All that vite may read; tests and what tools make are left out."""
    for parent, names, files in os.walk(directory):
        names[:] = [name for name in names if name not in NOT_SOURCES]
        yield from (Path(parent, file) for file in files if ".test." not in file)
