"""A PostgreSQL server with PostGIS: where its programs are and what they need to run."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Binaries:
    version: str
    directory: Path
    environment: dict[str, str] = field(default_factory=dict)
    origin: str = "installed"

    def program(self, name: str) -> Path:
        return self.directory / name

    @property
    def clean_environment(self) -> dict[str, str]:
        """Nothing of the caller's: the wheels' PROJ_DATA and GDAL_DATA would break PostGIS."""
        return {
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": "/nonexistent",
            "PGTZ": "UTC",
            **self.environment,
        }


def installed(root: Path = Path("/")) -> list[Binaries]:
    """Debian's layout first, then whatever pg_config on the PATH tells; newest first."""
    found = {version: Binaries(version, directory) for version, directory in _debian(root)}
    if root == Path("/") and not found:
        found = {binaries.version: binaries for binaries in _configured()}
    return sorted(found.values(), key=lambda binaries: int(binaries.version), reverse=True)


def _debian(root: Path) -> Iterator[tuple[str, Path]]:
    for directory in (root / "usr/lib/postgresql").glob("*/bin"):
        version = directory.parent.name
        extension = root / "usr/share/postgresql" / version / "extension"
        if version.isdigit() and _complete(directory, extension):
            yield version, directory


def _configured() -> Iterator[Binaries]:
    if not shutil.which("pg_config"):
        return
    told = {option: _pg_config(option) for option in ("--bindir", "--sharedir", "--version")}
    version = told["--version"].removeprefix("PostgreSQL ").split(".")[0].split()[0]
    if version.isdigit() and _complete(Path(told["--bindir"]), Path(told["--sharedir"]) / "extension"):
        yield Binaries(version, Path(told["--bindir"]))


def _pg_config(option: str) -> str:
    return subprocess.run(["pg_config", option], capture_output=True, text=True, check=False).stdout.strip()


def _complete(directory: Path, extension: Path) -> bool:
    programs = all((directory / name).exists() for name in ("postgres", "initdb", "psql"))
    return programs and (extension / "postgis.control").exists()
