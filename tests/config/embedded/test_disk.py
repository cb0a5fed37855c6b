import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from config.embedded import disk
from config.embedded.messages import SetupError


def test_one_sentence_with_both_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=150 * disk.MEGABYTE))
    disk.require(tmp_path / "not" / "there", 100)
    with pytest.raises(SetupError, match=r"about 1200 MB .* 150 MB are left"):
        disk.require(tmp_path / "not" / "there", 1200)
