"""A Chromium with Chinese glyphs for the browser journeys."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.embedded import commands, debian_packages, disk
from config.embedded.checkout import Checkout
from config.embedded.debian_packages import PrivateApt
from config.embedded.messages import SetupError
from config.embedded.node import Node
from config.embedded.stamps import write_atomically
from config.embedded.steps import Steps

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"
UNNEEDED = r"libc6$|chromium-sandbox|perl|libperl|adduser|passwd|systemd|dbus|libpam|init-system|xdg-utils"
# What Playwright's own build links to and a bare system lacks.
LIBRARIES = (
    *("libnss3", "libnspr4", "libatk1.0-0", "libatk-bridge2.0-0", "libatspi2.0-0", "libcups2", "libdbus-1-3"),
    *(
        "libdrm2",
        "libgbm1",
        "libasound2",
        "libpango-1.0-0",
        "libcairo2",
        "libxkbcommon0",
        "libx11-6",
        "libxcb1",
    ),
    *("libxext6", "libxcomposite1", "libxdamage1", "libxfixes3", "libxrandr2", "libglib2.0-0", "libexpat1"),
)
NEEDED_MB = 1500


@dataclass(frozen=True)
class Browser:
    program: Path

    @property
    def environment(self) -> dict[str, str]:
        return {"CUNYUAN_CHROMIUM": str(self.program)}


def driver_environment(node: Node) -> dict[str, str]:
    """Playwright's own Node links to libatomic, which a bare system lacks."""
    return {"PLAYWRIGHT_NODEJS_PATH": str(node.program)}


def ensure(checkout: Checkout, python: Path, node: Callable[[], Node], steps: Steps) -> Browser:
    directory = checkout.local / "packages" / "browser"
    program, fonts = installed(), chinese_font()
    if program and fonts:
        return Browser(program)
    if script := _unpacked(directory):
        return Browser(script)
    disk.require(checkout.root, NEEDED_MB)
    with steps.timed("browser") as note:
        browser = _fetch(checkout, directory, python, node, program)
        note(str(browser.program))
    return browser


def _fetch(
    checkout: Checkout, directory: Path, python: Path, node: Callable[[], Node], program: Path | None
) -> Browser:
    wanted = [FONTS] if program else ["chromium", FONTS]
    try:
        _bring(checkout, directory, wanted)
        return _required(installed() if commands.is_root() else wrapper(directory, program))
    except SetupError:
        return Browser(program) if program else _from_playwright(checkout, directory, python, node())


def _bring(checkout: Checkout, directory: Path, packages: list[str]) -> None:
    """Installed as root, unpacked otherwise."""
    if not debian_packages.available():
        raise SetupError("This system has no apt to fetch a browser from.")
    if commands.is_root():
        debian_packages.install_as_root(packages, checkout.log)
    else:
        _unpack(checkout, directory, packages)


def _required(program: Path | None) -> Browser:
    if program is None:
        raise SetupError("The packages brought no browser that runs here.")
    return Browser(program)


def installed() -> Path | None:
    """A snap's launcher does not run headless from a service or a container: it is passed over."""
    for name in NAMES:
        path = shutil.which(name)
        if path and "/snap/" not in str(Path(path).resolve()) and _runs([path]):
            return Path(path)
    return None


def _runs(command: list[str]) -> bool:
    try:
        return (
            subprocess.run([*command, "--version"], capture_output=True, timeout=30, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").glob("**/*CJK*"))
    return bool(
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip()
    )


def _unpack(checkout: Checkout, directory: Path, wanted: list[str]) -> None:
    apt = PrivateApt(directory.with_name("apt-browser"), checkout.log)
    directory.parent.mkdir(parents=True, exist_ok=True)
    try:
        apt.update()
        debian_packages.fetch(directory, wanted, UNNEEDED, apt, lambda unfinished: None)
    finally:
        shutil.rmtree(apt.directory, ignore_errors=True)


def _unpacked(directory: Path) -> Path | None:
    """The script of an earlier run, as long as what it starts still runs."""
    script = directory / "chromium"
    return script if script.exists() and _runs([str(script)]) else None


def wrapper(directory: Path, program: Path | None, libraries: bool = False) -> Path | None:
    """A script that gives the unpacked libraries and fonts to the browser and to nothing else."""
    browser = program or directory / "usr/lib/chromium/chromium"
    if not browser.exists():
        return None
    script, fonts = directory / "chromium", directory / "fonts.conf"
    write_atomically(fonts, font_configuration(directory))
    path = f"export LD_LIBRARY_PATH='{debian_packages.library_path(directory)}'\n"
    lines = f"#!/bin/sh\nexport FONTCONFIG_FILE='{fonts}'\n{path if libraries or not program else ''}exec '{browser}' \"$@\"\n"
    write_atomically(script, lines, mode=0o755)
    return script if _runs([str(script)]) else None


def font_configuration(directory: Path) -> str:
    folders = "".join(
        f"<dir>{folder}</dir>" for folder in (directory / "usr/share/fonts", "/usr/share/fonts")
    )
    cache = f"<cachedir>{directory / 'font-cache'}</cachedir>"
    return f'<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>{folders}{cache}</fontconfig>\n'


def _from_playwright(checkout: Checkout, directory: Path, python: Path, node: Node) -> Browser:
    """Where the distribution's Chromium is only a snap: Playwright's, with the distribution's libraries and fonts."""
    home = checkout.local / "packages" / "playwright"
    env = commands.clean_environment({"PLAYWRIGHT_BROWSERS_PATH": str(home), **driver_environment(node)})
    commands.run("browser", [python, "-m", "playwright", "install", "chromium"], checkout.log, env)
    program = _required(next(home.glob("chromium-*/chrome-linux*/chrome"), None)).program
    _bring(checkout, directory, [*LIBRARIES, FONTS])
    return Browser(program) if commands.is_root() else _required(wrapper(directory, program, libraries=True))
