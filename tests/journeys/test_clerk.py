"""The clerk (数据员) uploads a survey, is told what is wrong, uploads it corrected, has it checked again, commits, and sees it on the map."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.lots import free_square, geopackage

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

WRONG, RIGHT = "440111012003HB90001", "440111012003JB90001"


def test_uploads_fixes_commits_and_sees_the_parcel(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    before = visit.api("session/")["revision"]
    square = free_square(visit)
    page.get_by_role("link", name="测量成果").click()
    expect(page.get_by_role("heading", name="测量成果上传")).to_be_visible()

    page.get_by_test_id("survey-file").set_input_files(
        geopackage(saved(tmp_path, "石马村补测.gpkg"), square, WRONG)
    )
    page.wait_for_url(re.compile(r"/surveys/\d+$"))
    issue = page.locator("tr[data-row='1']", has_text="宗地代码第 13 位")
    expect(issue).to_be_visible()
    expect(issue).to_contain_text(WRONG)
    expect(page.locator(".box")).to_contain_text("EPSG:4547")
    expect(page.locator(".box")).to_contain_text("UTF-8")
    expect(page.get_by_test_id("commit")).to_be_disabled()
    expect(page.locator("#blocked")).to_contain_text("必须修改")
    expect(page.locator("[data-outcome=rejected]")).to_have_text("1")
    issue.click()
    visit.picture("survey")
    assert visit.api("session/")["revision"] == before

    page.get_by_role("link", name="上传修改后的文件").click()
    page.get_by_test_id("survey-file").set_input_files(
        geopackage(saved(tmp_path, "石马村补测改.gpkg"), square, RIGHT)
    )
    page.wait_for_url(re.compile(r"/surveys/\d+$"))
    expect(page.locator("[data-outcome=new]")).to_have_text("1")
    with page.expect_response(re.compile(r"/surveys/\d+/check/$")):
        page.get_by_test_id("check-again").click()
    page.reload()  # what is shown from here on is the new report
    expect(page.locator("[data-outcome=new]")).to_have_text("1")
    commit = page.get_by_test_id("commit")
    if page.get_by_label("说明理由").count():
        page.get_by_label("说明理由").fill("现场复核，界线以本次测量为准")
    expect(commit).to_be_enabled()
    commit.click()
    expect(page.get_by_role("region", name="回执")).to_contain_text("已入库")
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
    assert [row["code"] for row in visit.api(f"parcels/?q={RIGHT}")["results"]] == [RIGHT]
