"""The distribution's own packages, downloaded with private state and unpacked without root."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands

DROPPED = ("usr/share/doc", "usr/share/locale", "usr/share/man", "usr/share/lintian")
# another apt may be at work, such as unattended upgrades
WAIT = ("-o", "DPkg::Lock::Timeout=120")


def available() -> bool:
    return all(shutil.which(tool) for tool in ("apt-get", "apt-cache", "dpkg-deb"))


@dataclass(frozen=True)
class PrivateApt:
    """apt with its lists and cache in a directory of ours; the system's sources, keys and status."""

    directory: Path
    log: Path

    @property
    def options(self) -> list[str]:
        settings = {
            "Dir::State": self.directory / "state",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self.directory / "cache",
            "Debug::NoLocking": "1",
            "APT::Sandbox::User": "",
            "Acquire::Languages": "none",
            "APT::Update::Post-Invoke::": "true",
        }
        return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]

    def update(self) -> None:
        for part in ("state/lists/partial", "cache/archives/partial"):
            (self.directory / part).mkdir(parents=True, exist_ok=True)
        self._run("apt-get", "update", "-q")

    def search(self, pattern: str) -> list[str]:
        return [
            line.split()[0]
            for line in self._run("apt-cache", "search", "--names-only", pattern).splitlines()
            if line
        ]

    def needed(self, packages: Sequence[str]) -> list[str]:
        """What apt would install for them on this system, themselves included."""
        simulated = self._run("apt-get", "install", "--simulate", "--no-install-recommends", *packages)
        return re.findall(r"^Inst (\S+)", simulated, re.MULTILINE)

    def download(self, packages: Sequence[str], target: Path) -> list[Path]:
        target.mkdir(parents=True, exist_ok=True)
        self._run("apt-get", "download", "-q", *packages, cwd=target)
        return sorted(target.glob("*.deb"))

    def _run(self, tool: str, *arguments: str, cwd: Path | None = None) -> str:
        env = commands.clean_environment({"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"})
        return commands.run("packages", [tool, *self.options, *arguments], self.log, env, cwd)


def unpack(archives: Sequence[Path], target: Path, log: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        list(
            pool.map(
                lambda archive: commands.run("packages", ["dpkg-deb", "-x", archive, target], log), archives
            )
        )
    for directory in DROPPED:
        shutil.rmtree(target / directory, ignore_errors=True)


def library_path(unpacked: Path) -> str:
    """LD_LIBRARY_PATH for programs of the unpacked tree, and for them alone."""
    roots = [*unpacked.glob("usr/lib/*-linux-gnu*"), *unpacked.glob("lib/*-linux-gnu*")]
    nested = [
        root / name for root in roots for name in ("blas", "lapack", "pulseaudio") if (root / name).is_dir()
    ]
    return ":".join(str(path) for path in (*roots, *nested, unpacked / "usr/lib"))


def missing_libraries(files: Sequence[Path], unpacked: Path) -> list[str]:
    env = commands.clean_environment({"LD_LIBRARY_PATH": library_path(unpacked), "LC_ALL": "C"})
    listed = subprocess.run(["ldd", *files], capture_output=True, text=True, env=env, check=False).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listed, re.MULTILINE)))


def install_as_root(packages: Sequence[str], log: Path) -> None:
    env = commands.clean_environment({"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"})
    commands.run("packages", ["apt-get", *WAIT, "update", "-q"], log, env)
    commands.run(
        "packages", ["apt-get", *WAIT, "install", "-y", "-q", "--no-install-recommends", *packages], log, env
    )


def fetch(
    directory: Path, packages: Sequence[str], without: str, apt: PrivateApt, finish: Callable[[Path], None]
) -> None:
    """Download, unpack and ``finish`` beside ``directory``, then rename into place: complete or not there."""
    unfinished = directory.with_name(directory.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    wanted = [name for name in apt.needed(packages) if not re.match(without, name)]
    archives = apt.download(sorted({*wanted, *packages}), apt.directory / "cache" / "archives")
    unpack(archives, unfinished, apt.log)
    finish(unfinished)
    shutil.rmtree(directory, ignore_errors=True)
    unfinished.rename(directory)
