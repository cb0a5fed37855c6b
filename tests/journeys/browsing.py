"""What a person does in the browser, and what must never happen there."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from tests.journeys.servers import PASSWORD, ROOT

IMAGES = ROOT / "docs" / "images"


@dataclass
class Watch:
    """Everything that would make a visit a failed one."""

    host: str
    faults: list[str] = field(default_factory=list)
    # a run that ends meanwhile moves the address of the parks: the page asks once more
    forgiven: list[str] = field(default_factory=lambda: ["/tiles/parks/"])

    def forgive(self, text: str) -> None:
        """What this journey causes on purpose: the browser reports every refused request."""
        self.forgiven.append(text)

    @property
    def unforgiven(self) -> list[str]:
        return [fault for fault in self.faults if not any(text in fault for text in self.forgiven)]

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.faults.append(f"request to another host: {request.url}")


@dataclass(frozen=True)
class Visit:
    page: Page
    watch: Watch
    address: str
    keeps_images: bool

    def log_in(self, username: str, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.fill_in(username)

    def fill_in(self, username: str) -> None:
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        expect(self.page.get_by_role("banner")).to_be_visible()

    @property
    def count(self) -> Locator:
        return self.page.get_by_test_id("count")

    def counted(self) -> int:
        """The number at the top, once it has settled."""
        expect(self.page.locator(".count.counting")).to_have_count(0)
        expect(self.count).to_have_text(re.compile(r"^[\d,]+$"))
        return int(self.count.inner_text().replace(",", ""))

    def api(self, path: str) -> Any:
        answer = self.page.request.get(f"{self.address}/api/v1/{path}")
        assert answer.ok, f"{answer.status} {path}"
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._answered(path, data=body)

    def send(self, path: str, file: Path) -> Any:
        content = {
            "name": file.name,
            "mimeType": "application/octet-stream",
            "buffer": file.read_bytes(),
        }
        return self._answered(path, multipart={"file": content})

    def _answered(self, path: str, **content: Any) -> Any:
        cookies = {each["name"]: each["value"] for each in self.page.context.cookies()}
        headers = {"X-CSRFToken": cookies["csrftoken"]}
        answer = self.page.request.post(f"{self.address}/api/v1/{path}", headers=headers, **content)
        assert answer.ok, f"{answer.status} {path}: {answer.text()}"
        return answer.json()

    def wait_for_appraisal(self, revision: int, within_s: float = 60) -> None:
        """Until the worker has appraised the inventory as it is now."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if self.api("appraisals/current/")["revision"] >= revision:
                return
            time.sleep(0.5)
        raise AssertionError(f"no appraisal of revision {revision} within {within_s} s")

    def picture(self, name: str) -> None:
        """A picture of the page for the README, only where asked for: plain runs leave the checkout as it is."""
        if not self.keeps_images:
            return
        self.page.mouse.move(0, 0)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(700)
        IMAGES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=IMAGES / f"{name}.png")


def saved(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
