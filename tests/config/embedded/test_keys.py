import stat
from pathlib import Path

from config.embedded import keys


def test_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = keys.ensure(path)
    assert keys.ensure(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(made.secret_key) >= 50
    assert keys.ensure(tmp_path / "other.json").demo_password != made.demo_password


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("{")
    assert keys.ensure(path) == keys.ensure(path)
