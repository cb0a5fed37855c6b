"""Which database this start uses: the given one, or a private cluster on the best binaries at hand."""

import shutil
from pathlib import Path

from config.embedded import commands, disk, messages, postgis_packages, postgres_binaries
from config.embedded.checkout import Checkout
from config.embedded.messages import SetupError
from config.embedded.placement import Placement, place
from config.embedded.postgres import Cluster
from config.embedded.postgres_binaries import Binaries
from config.embedded.stamps import write_atomically
from config.embedded.steps import Steps

NEEDED_MB = 300


def ensure(checkout: Checkout, steps: Steps, fresh: bool = False) -> Cluster:
    """A cluster with its data directory made, not yet started."""
    placement = place(checkout)
    write_atomically(checkout.local / "database-home", f"{placement.home}\n")
    existing = _version(placement.data)
    binaries = _choose(checkout, placement, None if fresh else existing, steps)
    cluster = Cluster(placement, binaries, checkout.log)
    if existing and existing != binaries.version:
        cluster.stop()
        shutil.rmtree(placement.data)
        existing = ""
    if not existing:
        disk.require(placement.home, NEEDED_MB)
        with steps.timed("database cluster") as note:
            cluster.initialize()
            note(f"PostgreSQL {binaries.version} in {placement.data}")
    return cluster


def _version(data: Path) -> str:
    try:
        return (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _choose(checkout: Checkout, placement: Placement, existing: str | None, steps: Steps) -> Binaries:
    directory = placement.packages / "postgis"
    found = [*postgres_binaries.installed(), *filter(None, [postgis_packages.unpacked(directory)])]
    if existing:
        found = [binaries for binaries in found if binaries.version == existing]
    if found:
        return found[0]
    fetched = _fetch(checkout, directory, steps)
    if existing and fetched.version != existing:
        raise SetupError(messages.older_cluster(placement.data, existing))
    return fetched


def _fetch(checkout: Checkout, directory: Path, steps: Steps) -> Binaries:
    directory.parent.mkdir(parents=True, exist_ok=True)
    if commands.is_root():
        directory.parent.chmod(0o755)
    return postgis_packages.fetch(checkout, directory, steps)
