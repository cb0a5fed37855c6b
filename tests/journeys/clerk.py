"""What a clerk does again and again: hand a file in, wait for its report, commit it."""

import re
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visit

WAITING = ("received", "checking", "committing")


def upload(visit: Visit, file: Path) -> int:
    """From the list of uploads, by the upload box; the id of the upload whose page opens."""
    page = visit.page
    page.goto(f"{visit.address}/surveys")
    page.get_by_test_id("survey-file").set_input_files(file)
    return opened(page)


def opened(page: Page) -> int:
    page.wait_for_url(re.compile(r"/surveys/\d+(\?|$)"))
    found = re.search(r"/surveys/(\d+)", page.url)
    assert found
    return int(found[1])


def settled(page: Page) -> None:
    """What is shown is the report of the last answer, not the one before it."""
    expect(page.locator("main[aria-busy=false]")).to_be_visible()
    expect(page.get_by_role("region", name="进度")).to_have_count(0)


def commit(page: Page, reason: str = "现场复核，以本次测量为准") -> None:
    """From the report to the receipt."""
    page.locator("[data-step=commit] button").click()
    page.get_by_label("说明").fill(reason)
    page.get_by_test_id("commit").click()


def hand_in(visit: Visit, file: Path) -> int:
    """The same without the page: uploaded, checked and committed by a colleague's script, say."""
    upload_id = int(visit.send("surveys/", file)["id"])
    until = time.monotonic() + 60
    while visit.api(f"surveys/{upload_id}/")["status"] in WAITING:
        assert time.monotonic() < until, "not checked in time"
        time.sleep(0.2)
    visit.post(f"surveys/{upload_id}/commit/", {"reason": "同事先行入库"})
    return upload_id


def stored(visit: Visit, code: str) -> dict[str, Any] | None:
    """The parcel that is stored under a code."""
    found = visit.api(f"parcels/?q={code}")["results"]
    assert len(found) <= 1
    return found[0] if found else None
