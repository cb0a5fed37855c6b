"""The clerk (数据员) uploads a survey, is told what is wrong, uploads it corrected, has it checked again, commits, and sees it on the map."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import commit, opened, settled, stored, upload
from tests.journeys.lots import free_square, geopackage, strips, survey

pytestmark = pytest.mark.journey

WRONG, RIGHT = "440111012003HB90001", "440111012003JB90001"


def test_uploads_fixes_commits_and_sees_the_parcel(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    before = visit.api("session/")["revision"]
    square = free_square(visit)
    page.get_by_role("link", name="测量成果").click()
    expect(page.get_by_role("heading", name="测量成果上传")).to_be_visible()
    visit.picture("surveys")

    upload(visit, geopackage(saved(tmp_path, "石马村补测.gpkg"), square, WRONG))
    issue = page.locator("tr[data-row='1']", has_text="宗地代码第 13 位")
    expect(issue).to_be_visible()
    expect(issue).to_contain_text(WRONG)
    expect(page.locator(".box").first).to_contain_text("EPSG:4547")
    expect(page.locator(".box").first).to_contain_text("UTF-8")
    expect(page.locator("[data-step=check]")).to_have_attribute("data-state", "ask")
    expect(page.get_by_test_id("to-effects")).to_be_disabled()
    expect(page.locator("#blocked")).to_contain_text("必须修改")
    expect(page.locator("[data-outcome=rejected]")).to_have_text("1")
    issue.click()
    expect(page.get_by_text("库中没有这个宗地代码")).to_be_visible()
    visit.picture("survey")
    assert visit.api("session/")["revision"] == before

    page.get_by_test_id("upload-corrected").click()
    page.get_by_test_id("survey-file").set_input_files(
        geopackage(saved(tmp_path, "石马村补测改.gpkg"), square, RIGHT)
    )
    page.wait_for_url(re.compile(r"/surveys/\d+$"))
    opened(page)
    expect(page.locator("[data-outcome=new]")).to_have_text("1")
    with page.expect_response(re.compile(r"/surveys/\d+/check/$")):
        page.get_by_test_id("check-again").click()
    settled(page)
    page.reload()  # all of it is on the server
    expect(page.locator("[data-outcome=new]")).to_have_text("1")
    commit(page)
    expect(page.get_by_role("region", name="回执", exact=True)).to_contain_text("已入库")
    after = visit.api("session/")["revision"]
    assert after > before
    visit.picture("receipt")

    visit.wait_for_appraisal(after)
    page.get_by_role("link", name="在地图上查看").click()
    visit.counted()
    page.wait_for_load_state("networkidle")
    box = page.locator(".map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".tip")).to_contain_text(RIGHT)
    assert stored(visit, RIGHT)


def test_leaves_rows_out_and_takes_them_back(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    one, two = strips(free_square(visit), 2)
    rows = [{"宗地代码": WRONG, "geometry": one}, {"宗地代码": "440111012003JB90002", "geometry": two}]
    upload_id = upload(visit, survey(saved(tmp_path, "一行错.gpkg"), rows))
    page.get_by_test_id("leave-all").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("将有 1 行不导入（第 1 行）")
    dialog.get_by_role("button", name="确定").click()
    left_out = page.get_by_role("region", name="不导入的行")
    expect(left_out).to_contain_text("1")
    settled(page)
    expect(page.locator("[data-step=check]")).to_have_attribute("data-state", "done")
    assert visit.api(f"surveys/{upload_id}/")["answers"] == {"left_out": [1]}
    visit.picture("survey-left-out")

    left_out.get_by_role("button", name="全部取回").click()
    expect(left_out).to_have_count(0)
    settled(page)
    expect(page.locator("[data-step=check]")).to_have_attribute("data-state", "ask")


def test_is_not_stuck_with_every_row_left_out(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    upload(visit, geopackage(saved(tmp_path, "只有一行.gpkg"), free_square(visit), WRONG))
    page.get_by_test_id("leave-out").first.click()
    left_out = page.get_by_role("region", name="不导入的行")
    left_out.get_by_role("button", name="全部取回").click()
    expect(left_out).to_have_count(0)
    expect(page.locator("tr[data-row='1']").first).to_be_visible()
