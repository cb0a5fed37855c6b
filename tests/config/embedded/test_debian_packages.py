from pathlib import Path

import pytest

from config.embedded import debian_packages, postgis_packages, postgres_binaries
from config.embedded.debian_packages import PrivateApt


def test_libraries_of_an_unpacked_tree(tmp_path: Path) -> None:
    for name in ("usr/lib/x86_64-linux-gnu/blas", "lib/x86_64-linux-gnu"):
        (tmp_path / name).mkdir(parents=True)
    found = debian_packages.library_path(tmp_path).split(":")
    assert [Path(path).relative_to(tmp_path).as_posix() for path in found] == [
        "usr/lib/x86_64-linux-gnu",
        "lib/x86_64-linux-gnu",
        "usr/lib/x86_64-linux-gnu/blas",
        "usr/lib",
    ]


def test_what_apt_would_install_is_read_from_its_simulation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "NOTE: simulation\nInst libgeos (3.11 Debian:12 [amd64])\nInst postgresql-15 (15.1)\nConf libgeos (3.11)\n"
    monkeypatch.setattr(PrivateApt, "_run", lambda *_, **__: told)
    assert PrivateApt(tmp_path, tmp_path / "log").needed(["postgresql-15"]) == ["libgeos", "postgresql-15"]


def complete_server(root: Path, version: str) -> None:
    programs = root / "usr/lib/postgresql" / version / "bin"
    extension = root / "usr/share/postgresql" / version / "extension"
    programs.mkdir(parents=True)
    extension.mkdir(parents=True)
    for name in ("postgres", "initdb", "psql"):
        (programs / name).touch()
    (extension / "postgis-3.control").touch()


def test_an_unpacked_server_counts_once_its_extensions_are_linked(tmp_path: Path) -> None:
    complete_server(tmp_path, "17")
    assert postgis_packages.unpacked(tmp_path) is None
    postgis_packages._link_controls(tmp_path)
    found = postgis_packages.unpacked(tmp_path)
    assert found is not None
    assert found.version == "17"
    assert found.environment["PROJ_DATA"] == str(tmp_path / "usr/share/proj")


def test_the_newest_server_comes_first(tmp_path: Path) -> None:
    for version in ("9", "17", "15"):
        complete_server(tmp_path, version)
    postgis_packages._link_controls(tmp_path)
    assert [found.version for found in postgres_binaries.installed(tmp_path)] == ["17", "15", "9"]
    assert postgis_packages._newest(["postgresql-9-postgis-3", "postgresql-17-postgis-3"]) == "17"
