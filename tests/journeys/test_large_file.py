"""50,000 rows: the page says how far the check is, it can be cancelled, left, and begun again."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import settled, upload
from tests.journeys.lots import many

pytestmark = pytest.mark.journey

ROWS = 50_000
BAIYUN = (113.20, 23.20)


def test_shows_progress_cancels_and_checks_again(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    upload_id = upload(visit, many(saved(tmp_path, "全区摸查.gpkg"), BAIYUN, ROWS))
    page.get_by_test_id("cancel").click()
    expect(page.get_by_test_id("status")).to_have_text("已取消")
    expect(page.get_by_role("alert")).to_contain_text("没有写入任何数据")
    assert visit.api(f"surveys/{upload_id}/rows/")["count"] == 0

    page.get_by_test_id("check-again").click()
    progress = page.get_by_role("region", name="进度")
    expect(progress).to_contain_text("50,000 行")
    expect(progress.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]\d?$"))
    visit.picture("survey-progress")
    page.goto("about:blank")
    page.goto(f"{visit.address}/surveys/{upload_id}")  # closed and opened again meanwhile
    settled(page)
    expect(page.get_by_test_id("status")).to_have_text("已检查", timeout=60_000)
    assert visit.api(f"surveys/{upload_id}/")["counts"]["total"] == ROWS
    table = page.get_by_role("region", name="问题").last
    expect(table).to_contain_text("已列出 500")
    page.get_by_test_id("more-issues").scroll_into_view_if_needed()
    page.get_by_test_id("more-issues").click()
    expect(table).to_contain_text("已列出 1,000")
