"""An owner objects to a grade: registered by the clerk, decided by the official, told beside the grade."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved

pytestmark = pytest.mark.journey

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
REASON = "补报数据经核实，原评价漏计一家企业。"


def test_from_the_park_card_to_the_reason_beside_the_grade(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("official")
    park = visit.api("parks/?page_size=1&ordering=-area_m2")["results"][0]
    page.goto(f"{visit.address}/?park={park['id']}")
    page.get_by_test_id("park-objections").get_by_role("link", name="登记异议").click()
    expect(page.get_by_test_id("chosen")).to_contain_text(park["name"])

    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_test_id("form-faults")).to_contain_text("异议人、异议内容")
    page.get_by_label("异议人（单位或个人）").fill("石马经济联社")
    page.get_by_label("联系方式").fill("13800000000")
    page.get_by_label("异议内容与理由").fill("产值漏报一家企业。")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_test_id("status")).to_have_text("已受理")
    number = int(re.findall(r"/objections/(\d+)", page.url)[0])

    wrong, right = saved(tmp_path, "假.pdf"), saved(tmp_path, "证明.pdf")
    wrong.write_bytes(b"MZ\0")
    right.write_bytes(PDF)
    visit.watch.forgive("400")
    evidence = page.get_by_test_id("evidence")
    page.get_by_test_id("evidence-file").set_input_files(wrong)
    expect(evidence.get_by_role("alert")).to_contain_text("与扩展名不符")
    page.get_by_test_id("evidence-file").set_input_files(right)
    with page.expect_download() as download:
        evidence.get_by_role("button", name="下载 证明.pdf").click()
    assert download.value.path().read_bytes() == PDF
    assert download.value.suggested_filename == "证明.pdf"

    page.get_by_label("承办部门").fill("开发区企业服务局")
    page.get_by_test_id("dispatch").click()
    expect(page.get_by_test_id("status")).to_have_text("已分派")
    page.get_by_label("部分支持").check()
    page.get_by_label("理由（必填）").fill(REASON)
    page.get_by_label("处理措施").fill("重新评价")
    page.get_by_role("button", name="提交决定").click()
    page.get_by_role("alertdialog").get_by_role("button", name="确认").click()
    expect(page.get_by_test_id("status")).to_have_text("已反馈")
    expect(page.get_by_test_id("decision")).to_contain_text(REASON)

    page.get_by_role("link", name="返回异议列表").click()
    page.get_by_role("button", name="已反馈").click()
    expect(page.get_by_role("link", name=f"打开第 {number} 号异议")).to_be_visible()
    page.goto(f"{visit.address}/?park={park['id']}")
    expect(page.get_by_test_id("park-objections")).to_contain_text("部分支持")
    said = visit.api(f"parks/{park['id']}/explanation/")["objections"]
    assert [each["reason"] for each in said if each["id"] == number] == [REASON]
