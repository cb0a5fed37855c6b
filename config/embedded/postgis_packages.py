"""PostgreSQL and PostGIS from the distribution, without root."""

import re
import shutil
from pathlib import Path

from config.embedded import commands, debian_packages, disk, messages, postgres_binaries
from config.embedded.checkout import Checkout
from config.embedded.debian_packages import PrivateApt
from config.embedded.messages import SetupError
from config.embedded.postgres_binaries import Binaries
from config.embedded.steps import Steps

NEEDED_MB = 900
ZONES = Path("/usr/share/zoneinfo/UTC")
MODULE = r"^postgresql-[0-9]+-postgis-3$"
# jit stays off, so no LLVM; nothing that a private cluster never calls.
UNNEEDED = (
    r"libllvm|libz3|locales$|libc6$|libc-l10n|ssl-cert|ucf|postgresql-(client-)?common|sensible-utils|fonts-|"
    r"libjson-perl|perl|libperl|init-system|mysql-common|mariadb-common|logrotate|cron|netbase|adduser|passwd"
)


def unpacked(directory: Path) -> Binaries | None:
    """The binaries of an unpacked tree; the version is read from the tree itself."""
    found = postgres_binaries.installed(directory) if directory.is_dir() else []
    if not found:
        return None
    share = directory / "usr/share/proj"
    libraries = {"LD_LIBRARY_PATH": debian_packages.library_path(directory)}
    projections = {"PROJ_DATA": str(share), "PROJ_LIB": str(share)}
    return Binaries(found[0].version, found[0].directory, libraries | projections, "unpacked")


def fetch(checkout: Checkout, directory: Path, steps: Steps) -> Binaries:
    """Unpacked without root; where that fails and we are root, installed."""
    if not debian_packages.available():
        raise SetupError(messages.no_database())
    _require_zones(checkout.log)
    disk.require(directory.parent if directory.parent.exists() else checkout.root, NEEDED_MB)
    apt = PrivateApt(directory.with_name("apt-postgis"), checkout.log)
    with steps.timed("database packages") as note:
        try:
            binaries = _fetch(checkout, directory, apt)
        finally:
            shutil.rmtree(apt.directory, ignore_errors=True)
        note(f"PostgreSQL {binaries.version} and PostGIS from the distribution, {binaries.origin}")
    return binaries


def _require_zones(log: Path) -> None:
    """Debian's server reads them by their full path, so that an unpacked tzdata is no help."""
    if ZONES.exists():
        return
    if not commands.is_root():
        raise SetupError(messages.no_zones())
    debian_packages.install_as_root(["tzdata"], log)


def _fetch(checkout: Checkout, directory: Path, apt: PrivateApt) -> Binaries:
    version = ""
    try:
        apt.update()
        version = _newest(apt.search(MODULE))
        core = [f"postgresql-{version}-postgis-3", f"postgresql-{version}-postgis-3-scripts"]
        core += [f"postgresql-{version}", f"postgresql-client-{version}", "libpq5"]
        debian_packages.fetch(directory, core, UNNEEDED, apt, _finish)
        return _require(directory)
    except SetupError as error:
        if version and commands.is_root():
            return _install(version, checkout)
        raise SetupError(messages.packages_failed(str(error).splitlines()[-1])) from error


def _newest(modules: list[str]) -> str:
    versions = [match[1] for name in modules if (match := re.match(r"postgresql-(\d+)-", name))]
    if not versions:
        raise SetupError("this distribution has no PostGIS package")
    return max(versions, key=int)


def _finish(directory: Path) -> None:
    _link_controls(directory)
    library = next(directory.glob("usr/lib/postgresql/*/lib"))
    shutil.rmtree(library / "bitcode", ignore_errors=True)
    server = _require(directory).program("postgres")
    if missing := debian_packages.missing_libraries([server, library / "postgis-3.so"], directory):
        raise SetupError(f"libraries are missing: {', '.join(missing)}")


def _require(directory: Path) -> Binaries:
    binaries = unpacked(directory)
    if binaries is None:
        raise SetupError("the packages hold no complete server")
    return binaries


def _link_controls(directory: Path) -> None:
    """Debian's maintainer scripts make these links; unpacking alone does not."""
    for control in directory.glob("usr/share/postgresql/*/extension/*-3.control"):
        link = control.with_name(control.name.replace("-3.control", ".control"))
        if not link.exists():
            link.symlink_to(control.name)


def _install(version: str, checkout: Checkout) -> Binaries:
    packages = [
        f"postgresql-{version}",
        f"postgresql-{version}-postgis-3",
        f"postgresql-{version}-postgis-3-scripts",
    ]
    debian_packages.install_as_root(packages, checkout.log)
    found = postgres_binaries.installed()
    if not found:
        raise SetupError(messages.packages_failed("they were installed, but no complete server was found"))
    return found[0]
