import os
from pathlib import Path

import pytest

from config.embedded.checkout import SOCKET_PATH_LIMIT, Checkout, private_directory
from config.embedded.messages import SetupError


def test_two_checkouts_have_two_keys(tmp_path: Path) -> None:
    assert Checkout(tmp_path / "a").key != Checkout(tmp_path / "b").key


def test_sockets_lie_in_the_checkout_where_its_path_is_short() -> None:
    assert Checkout(Path("/srv/cunyuan")).socket_directory("sockets") == Path("/srv/cunyuan/.local/sockets")


def test_a_long_path_moves_the_sockets_to_a_directory_of_this_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/tmp")
    one, two = (Checkout(tmp_path / name / ("x" * 100)).socket_directory("sockets") for name in "ab")
    assert one != two
    assert all(len(str(path)) + len("/.s.PGSQL.5432.lock") < SOCKET_PATH_LIMIT for path in (one, two))


def test_a_foreign_directory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = private_directory(tmp_path / "mine")
    assert path.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(SetupError, match="belongs to"):
        private_directory(path)


def test_a_link_planted_in_a_shared_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(SetupError, match="belongs to"):
        private_directory(tmp_path / "link")


def test_a_checkout_set_up_by_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Checkout(tmp_path).prepare()
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(SetupError, match="Run as that user"):
        Checkout(tmp_path).prepare()
