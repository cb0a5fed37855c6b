from pathlib import Path

import pytest

from config.embedded import placement
from config.embedded.checkout import Checkout
from config.embedded.commands import Account

NOBODY = Account(65534, 65534)


def test_an_open_path_is_reachable_and_a_private_home_is_not(checkout: Checkout) -> None:
    assert placement.reachable(checkout.local, NOBODY)
    checkout.root.chmod(0o700)
    assert not placement.reachable(checkout.local, NOBODY)


def test_the_owner_reaches_a_private_directory(checkout: Checkout) -> None:
    checkout.root.chmod(0o700)
    status = checkout.root.stat()
    assert placement.reachable(checkout.local, Account(status.st_uid, status.st_gid))


def test_root_in_a_private_home_keeps_the_cluster_elsewhere(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "is_root", lambda: True)
    monkeypatch.setattr(placement, "ROOT_HOME", tmp_path)
    inside = placement.place(checkout)
    assert inside.data == checkout.local / "postgres"
    checkout.root.chmod(0o700)
    outside = placement.place(checkout)
    assert outside.home == tmp_path / f"cunyuan-{checkout.key}"
    assert outside.account == inside.account
