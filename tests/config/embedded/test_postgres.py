"""A real private cluster: started, killed in the worst way, found again."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import liveness, postgis_packages, postgres_binaries
from config.embedded.checkout import Checkout
from config.embedded.placement import place
from config.embedded.postgres import Cluster
from config.embedded.postgres_binaries import Binaries

ROOT = Path(__file__).resolve().parents[3]


def binaries() -> Binaries | None:
    home = ROOT / ".local" / "database-home"
    unpacked = Path(home.read_text().strip()) / "packages" / "postgis" if home.exists() else None
    found = [
        *postgres_binaries.installed(),
        *filter(None, [unpacked and postgis_packages.unpacked(unpacked)]),
    ]
    return found[0] if found else None


@pytest.fixture
def cluster(checkout: Checkout) -> Iterator[Cluster]:
    server = binaries()
    if server is None:
        pytest.skip("no PostgreSQL with PostGIS to start")
    made = Cluster(place(checkout), server, checkout.log)
    made.initialize()
    yield made
    made.stop()


def postmaster(cluster: Cluster) -> int:
    running = cluster.running()
    assert running is not None
    return running.pid


def test_it_serves_postgis_on_a_private_socket_alone(cluster: Cluster) -> None:
    cluster.start()
    cluster.ensure_database("town")
    assert cluster.sql("create extension postgis", "select postgis_lib_version()", database="town")[0] == "3"
    transformed = "select st_x(st_transform(st_setsrid(st_point(114, 23), 4326), 4547))::int"
    assert cluster.sql(transformed, database="town") == "500000"
    assert cluster.sql("show listen_addresses") == ""
    assert cluster.sql("show jit") == "off"
    assert cluster.placement.sockets.stat().st_mode & 0o777 == 0o700


def test_a_running_server_is_taken_over(cluster: Cluster) -> None:
    cluster.start()
    before = postmaster(cluster)
    Cluster(cluster.placement, cluster.binaries, cluster.log).start()
    assert postmaster(cluster) == before


def test_after_kill_9_it_starts_again_with_what_was_committed(cluster: Cluster) -> None:
    cluster.start()
    cluster.sql("create table kept as select 42 as n")
    os.kill(postmaster(cluster), signal.SIGKILL)
    cluster.start()
    assert cluster.sql("select n from kept") == "42"


def test_a_socket_left_by_a_postmaster_that_nobody_reaped_is_no_obstacle(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    left = cluster.placement.sockets / ".s.PGSQL.5432.lock"
    # the pid is alive as far as a signal can tell, as that of a zombie is
    left.write_text(f"{os.getppid()}\n{cluster.data}\n1\n5432\n{cluster.placement.sockets}\n")
    cluster.start()
    assert postmaster(cluster) != os.getppid()


def test_a_pid_file_that_names_another_program_is_stale(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{cluster.data}\n1\n5432\n{cluster.placement.sockets}\n"
    )
    assert cluster.running() is None
    cluster.start()
    assert postmaster(cluster) != os.getpid()


def test_contents_made_anew_are_other_contents(cluster: Cluster) -> None:
    cluster.start()
    first = cluster.ensure_database("town")
    assert cluster.ensure_database("town") == first
    cluster.drop_database("town")
    assert cluster.ensure_database("town") != first


def test_a_killed_initialization_is_begun_anew(checkout: Checkout, cluster: Cluster) -> None:
    half = Checkout(checkout.root / "b")
    half.prepare()
    begun = Cluster(place(half), cluster.binaries, cluster.log)
    (half.local / "postgres.new").mkdir()
    (half.local / "postgres.new" / "PG_VERSION").write_text("15")
    begun.initialize()
    assert (begun.data / "global").is_dir()
    assert not (half.local / "postgres.new").exists()


def test_it_ends_with_its_socket_gone(cluster: Cluster) -> None:
    cluster.start()
    running = cluster.running()
    assert running is not None
    cluster.stop()
    assert liveness.wait_until(lambda: not running.alive, 5)
    assert list(cluster.placement.sockets.iterdir()) == []
