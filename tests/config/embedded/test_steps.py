import re
import threading

import pytest

from config.embedded import commands
from config.embedded.messages import SetupError
from config.embedded.steps import Parallel, Steps


@pytest.fixture(autouse=True)
def ending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_ending", threading.Event())


def test_one_line_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps().timed("tools") as note:
        note("uv 1.0")
    assert re.fullmatch(r"  tools +0\.0 s  uv 1\.0\n", capsys.readouterr().out)


def test_a_failed_step_prints_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetupError), Steps().timed("tools"):
        raise SetupError("no")
    assert capsys.readouterr().out == ""


def test_steps_depend_on_one_another_and_the_first_failure_is_told() -> None:
    parallel = Parallel()
    first = parallel.start(lambda: 1)
    assert parallel.start(lambda: first.result() + 1).result() == 2
    parallel.finish()

    failing = Parallel()

    def fail() -> None:
        raise SetupError("the reason")

    broken = failing.start(fail)
    failing.start(broken.result)
    with pytest.raises(SetupError, match="the reason"):
        failing.finish()
