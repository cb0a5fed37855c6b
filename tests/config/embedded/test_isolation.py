import pytest

from tests.isolation import own_broker


@pytest.mark.parametrize(
    ("url", "worker", "own"),
    [
        ("unix:///a/b.sock?db=15", "gw0", "unix:///a/b.sock?db=15"),
        ("unix:///a/b.sock?db=15", "gw1", "unix:///a/b.sock?db=14"),
        ("redis://host:6379/15", "gw3", "redis://host:6379/12"),
        ("redis://host:6379/0", "gw99", "redis://host:6379/1"),
    ],
)
def test_each_worker_has_its_own_broker_database(url: str, worker: str, own: str) -> None:
    assert own_broker(url, worker) == own
