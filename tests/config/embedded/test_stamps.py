import stat
from pathlib import Path

from config.embedded.stamps import Stamps, digest, digest_files, write_atomically


def test_a_stamp_matches_only_its_own_value(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.matches("venv", "a")
    stamps.put("venv", "a")
    assert stamps.matches("venv", "a")
    assert not stamps.matches("venv", "b")
    stamps.clear("venv", "never-there")
    assert not stamps.matches("venv", "a")


def test_parts_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_files_count_by_name_and_content(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    two.write_text("y")
    before = digest_files([two, one], tmp_path)
    assert before == digest_files([one, two], tmp_path)
    one.write_text("y")
    two.write_text("x")
    assert digest_files([one, two], tmp_path) != before


def test_a_secret_is_never_readable_by_others_on_its_way(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keys.json"
    write_atomically(path, "secret", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]
