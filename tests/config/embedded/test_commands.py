import sys
from pathlib import Path

import pytest

from config.embedded import commands
from config.embedded.commands import CommandFailedError


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_output_is_returned_and_logged(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert commands.run("step", python("print('村园')"), log) == "村园\n"
    assert "村园" in log.read_text()


def test_a_failure_shows_the_end_and_names_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(CommandFailedError, match="step failed") as failed:
        commands.run("step", python("for n in range(99): print('line', n)\nraise SystemExit(3)"), log)
    assert "line 98" in str(failed.value)
    assert "line 5\n" not in str(failed.value)
    assert str(log) in str(failed.value)


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="Disk full") as failed:
        commands.run("step", python("raise OSError(28, 'No space left on device')"), tmp_path / "log")
    assert "Traceback" not in str(failed.value)


def test_the_wheels_projection_data_never_reaches_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJ_DATA", "/wheel")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert not {"PROJ_DATA", "PYTHONPATH"} & commands.clean_environment().keys()


def test_commands_carry_the_mark_of_their_checkout(tmp_path: Path) -> None:
    show = python(f"import os; print(os.environ.get({commands.MARKER!r}))")
    commands.mark_all("key:setup")
    try:
        assert commands.run("step", show, tmp_path / "log") == "key:setup\n"
    finally:
        commands.mark_all("")
