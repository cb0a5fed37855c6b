"""Journeys run against an installation of their own, in a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.browsing import Visit, Watch
from tests.journeys.servers import ROOT, Installation, installation

KEEPS_IMAGES = os.environ.get("CUNYUAN_SCREENSHOTS") == "1"
WHOLE_CITY, SAMPLE = 2705, 400
"""The README shows the whole city; a sample proves the same in less time."""
PATIENCE_MS = 30_000
"""A busy machine is slow, not broken."""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def chromium() -> str:
    program = (
        os.environ.get("CUNYUAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if program is None:
        pytest.fail("no Chromium: set CUNYUAN_CHROMIUM, or let ./run test install one")
    return program


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    if not (ROOT / "frontend" / "dist" / ".vite" / "manifest.json").is_file():
        pytest.fail("the front end is not built: npm --prefix frontend ci && npm --prefix frontend run build")
    with installation(WHOLE_CITY if KEEPS_IMAGES else SAMPLE, tmp_path_factory.mktemp("journeys")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(installed: Installation, browser: Browser) -> Iterator[Visit]:
    """A fresh visitor at the size of an office screen; fails on any console message or request to another host."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    watch = Watch(urlsplit(installed.address).netloc)
    watch.follow(page)
    yield Visit(page, watch, installed.address, KEEPS_IMAGES)
    context.close()
    assert not watch.unforgiven, "\n".join(watch.unforgiven)
