import stat
import subprocess
from pathlib import Path

import pytest

from config.embedded import browser
from config.embedded.checkout import Checkout
from config.embedded.messages import SetupError
from config.embedded.node import Node
from config.embedded.steps import Steps


def program(path: Path, lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installed", lambda: None)
    monkeypatch.setattr(browser, "chinese_font", lambda: False)
    monkeypatch.setattr("config.embedded.commands.is_root", lambda: False)


def test_a_snap_launcher_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launcher = program(tmp_path / "snap" / "bin" / "chromium", "echo 1")
    monkeypatch.setenv("PATH", f"{launcher.parent}:/bin")
    assert browser.installed() is None
    own = program(tmp_path / "bin" / "chromium", "echo 1")
    monkeypatch.setenv("PATH", f"{own.parent}:/bin")
    assert browser.installed() == own


def test_the_script_gives_libraries_and_fonts_to_the_browser_alone(tmp_path: Path) -> None:
    program(tmp_path / "usr/lib/chromium/chromium", 'echo "$LD_LIBRARY_PATH $FONTCONFIG_FILE $1"')
    script = browser.wrapper(tmp_path, None)
    assert script is not None
    told = subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout.split()
    assert told == [str(tmp_path / "usr/lib"), str(tmp_path / "fonts.conf"), "--version"]
    assert script.stat().st_mode & stat.S_IXUSR
    assert "usr/share/fonts" in (tmp_path / "fonts.conf").read_text()


def test_an_installed_browser_gets_unpacked_fonts_but_no_libraries(tmp_path: Path) -> None:
    own = program(tmp_path / "own", 'echo "[$LD_LIBRARY_PATH] $FONTCONFIG_FILE"')
    script = browser.wrapper(tmp_path / "tree", own)
    assert script is not None
    assert subprocess.run([script], capture_output=True, text=True, check=True).stdout.startswith("[]")


@pytest.mark.usefixtures("nothing_installed")
def test_where_chromium_is_no_package_playwright_brings_it(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[list[str]] = []

    def bring(checkout: Checkout, directory: Path, packages: list[str]) -> None:
        brought.append(packages)
        if "chromium" in packages:
            raise SetupError("no such package")
        directory.mkdir(parents=True, exist_ok=True)

    own = program(checkout.local / "packages/playwright/chromium-1/chrome-linux/chrome", "echo 1")
    monkeypatch.setattr(browser, "_bring", bring)
    told: list[dict[str, str]] = []
    monkeypatch.setattr(
        "config.embedded.commands.run", lambda step, command, log, env: told.append(env) or ""
    )
    node = Node(Path("/own/node"), ("npm",), "v24.1.0")
    found = browser.ensure(checkout, Path("python"), lambda: node, Steps())
    assert told[0]["PLAYWRIGHT_NODEJS_PATH"] == "/own/node"
    assert str(own) in found.program.read_text()
    assert "LD_LIBRARY_PATH" in found.program.read_text()
    assert brought[-1] == [*browser.LIBRARIES, browser.FONTS]
