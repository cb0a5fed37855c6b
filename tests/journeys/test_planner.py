"""The planner (规划师) filters to candidates and exports them: one selection, one number."""

import re
from urllib.parse import unquote

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved

pytestmark = pytest.mark.journey


def test_filters_and_exports_exactly_what_is_counted(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("planner")
    total = visit.counted()
    visit.picture("map")
    panel = page.get_by_role("complementary", name="筛选")
    panel.locator("[data-value='440111']").click()
    for grade in ("C", "D"):
        panel.get_by_role("group", name="亩产效益等级").locator(f"[data-value={grade}]").click()
    upper = panel.get_by_role("slider", name="容积率上限")
    upper.focus()
    for _ in range(7):
        upper.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"far_max=0\.7"))
    count = visit.counted()
    assert 0 < count < total

    filters = {"district": "440111", "grade": "C,D", "far_max": "0.7"}
    address = "&".join(f"{key}={value}" for key, value in filters.items())
    assert visit.api(f"parks/facets/?{address}")["count"] == count
    assert visit.api(f"parks/?{address}")["count"] == count

    page.get_by_role("button", name=re.compile("^表格")).click()
    drawer = page.get_by_role("region", name="表格")
    expect(drawer.get_by_role("table")).to_have_attribute("aria-rowcount", str(count + 1))
    drawer.get_by_role("button", name="用地（亩）").click()
    expect(drawer.locator("tbody tr[data-index='0']")).to_be_visible()
    drawer.locator("tbody tr[data-index='0']").click()
    expect(page.get_by_role("complementary", name="园区", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(drawer.locator("tbody tr[data-index='1']")).to_have_attribute("aria-selected", "true")
    visit.picture("filter")

    page.get_by_role("button", name="导出").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Excel")).click()
    file = saved(tmp_path, "selection.xlsx")
    download.value.save_as(file)

    selection = visit.post("selections/", {"filters": filters})
    ids = visit.api(f"selections/{selection['id']}/ids/")
    assert len(ids) == selection["count"] == count
    codes = [row["code"] for row in visit.api(f"parks/?selection={selection['id']}&page_size=500")["results"]]
    assert exported_codes(file) == codes
    assert len(codes) == count


def exported_codes(file) -> list[str]:
    """Park codes in the sheet that lists the parks, wherever its header row is."""
    book = openpyxl.load_workbook(file, read_only=True)
    try:
        rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return [
        cell for row in rows for cell in row if isinstance(cell, str) and re.fullmatch(r"\d{6}-\d{4}", cell)
    ]


def test_goes_back_and_forward_and_survives_the_end_of_the_session(visit: Visit) -> None:
    page = visit.page
    visit.log_in("planner")
    total = visit.counted()
    grades = page.get_by_role("group", name="亩产效益等级")
    grades.locator("[data-value=D]").click()
    page.wait_for_url(re.compile("grade=D"))
    few = visit.counted()
    assert few < total
    page.go_back()
    expect(visit.count).to_have_text(f"{total:,}")
    page.go_forward()
    expect(grades.locator("[data-value=D]")).to_have_attribute("aria-pressed", "true")
    assert visit.counted() == few

    visit.watch.forgive("401")
    page.context.clear_cookies(name="sessionid")
    grades.locator("[data-value=C]").click()
    expect(page.get_by_text("登录已过期")).to_be_visible()
    kept = page.url
    assert "grade=D,C" in unquote(kept)
    visit.fill_in("planner")
    assert visit.counted() > few
    assert page.url == kept


def test_starts_an_appraisal_and_watches_it_finish(visit: Visit) -> None:
    page = visit.page
    visit.log_in("planner")
    visit.counted()
    before = visit.api("appraisals/current/")["id"]
    page.get_by_role("button", name="评价").click()
    page.get_by_role("button", name="重新评价").click()
    expect(page.get_by_role("progressbar", name="正在评价")).to_be_visible()
    expect(page.get_by_text("评价完成，图上已更新")).to_be_visible(timeout=60_000)
    assert visit.api("appraisals/current/")["id"] > before
    visit.counted()
