"""The planner plays with weights and compares; the administrator tries a policy edition on the city before adopting it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visit, saved

pytestmark = pytest.mark.journey

EDITION = """
title: {zh: 同意率下限提高到九成, en: Consent of nine tenths}
from: 2026-01-01
sources: []
parameters:
  mode_consent_min:
    value: 0.9
    article: 试算一条
    note: 试算用
"""


def first_parks(page: Page, count: int = 5) -> list[str]:
    rows = page.get_by_test_id("ranking").locator("tbody tr[data-index]")
    expect(rows.first).to_be_visible()
    return [rows.nth(at).locator("td").nth(2).inner_text() for at in range(count)]


def test_moves_a_weight_and_sees_who_moves(visit: Visit) -> None:
    page = visit.page
    visit.log_in("planner", "/assessment")
    before = first_parks(page)
    slider = page.get_by_label("区位的权重", exact=True)
    slider.focus()
    with page.expect_response(re.compile("/api/v1/rankings/$")):
        for _ in range(60):
            slider.press("ArrowRight")
    expect(page.get_by_text("毫秒重排完毕")).to_be_visible()
    expect(page.get_by_test_id("ranking")).to_contain_text("▲")
    assert first_parks(page) != before
    page.get_by_test_id("color-by").select_option("moved")
    expect(page.get_by_text("升 ≥ 100")).to_be_visible()
    visit.picture("assessment")

    page.get_by_label("方案名称").fill("区位优先")
    page.get_by_role("button", name="保存方案").click()
    expect(page.get_by_text("方案：区位优先")).to_be_visible()
    page.get_by_test_id("reset").click()
    expect(page.get_by_test_id("ranking")).not_to_contain_text("▲")
    assert first_parks(page) == before

    page.get_by_role("region", name="方案").get_by_role("link", name="对比").click()
    expect(page.get_by_test_id("movers").locator("tbody tr").first).to_be_visible()
    expect(page.get_by_text("同一批数据")).to_be_visible()


def test_judges_pair_by_pair_and_is_told_of_contradictions(visit: Visit) -> None:
    page = visit.page
    visit.log_in("planner", "/assessment")
    first_parks(page)
    page.get_by_role("button", name="两两比较").click()
    editor = page.get_by_role("dialog", name="两两比较")
    expect(editor.get_by_text("判断一致，可以采用")).to_be_visible()
    pairs = editor.get_by_role("slider")
    for at, key in ((0, "Home"), (1, "End"), (4, "Home")):
        pairs.nth(at).press(key)
    expect(editor.get_by_text("判断前后矛盾")).to_be_visible()
    expect(editor.get_by_test_id("use-ahp")).to_be_disabled()
    editor.get_by_role("button", name="重来").click()
    editor.get_by_test_id("use-ahp").click()
    expect(editor).to_have_count(0)


def test_sees_how_firm_ranks_are_and_what_to_check_first(visit: Visit) -> None:
    page = visit.page
    visit.log_in("planner", "/assessment")
    first_parks(page)
    page.get_by_test_id("stability").click()
    expect(page.get_by_role("img", name=re.compile("前 30 名"))).to_be_visible()
    page.get_by_role("link", name="先核清单").click()
    rows = page.get_by_test_id("verification").locator("tbody tr")
    expect(rows).to_have_count(10)


def test_exports_a_list_as_it_is_filtered(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("planner", "/assessment/lists/inefficient_land")
    listed = page.get_by_test_id("list-rows").locator("tbody tr")
    expect(listed.first).to_be_visible()
    expect(page.get_by_text("法律后果与依据")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()
    file = saved(tmp_path, "list.csv")
    download.value.save_as(file)
    count = visit.api("lists/inefficient_land/")["count"]
    codes = re.findall(r"\d{12}[GJZ][A-Z]\d{5}", file.read_text(encoding="utf-8-sig"))
    assert len(set(codes)) == count


def test_tries_an_edition_on_the_city_before_it_counts(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("admin", "/assessment/policy")
    file = saved(tmp_path, "edition.yaml")
    file.write_text(EDITION, encoding="utf-8")
    page.get_by_test_id("edition-file").set_input_files(file)
    changes = page.get_by_test_id("changes")
    expect(changes).to_contain_text("0.8")
    expect(changes).to_contain_text("0.9")
    current = visit.api("appraisals/current/")["id"]
    page.get_by_test_id("simulate").click()
    expect(page.get_by_test_id("counts")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("政策不同")).to_be_visible()
    assert visit.api("appraisals/current/")["id"] == current
    page.go_back()
    page.get_by_label("决定的理由（必填）").fill("只为试算")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回").first).to_be_visible()
