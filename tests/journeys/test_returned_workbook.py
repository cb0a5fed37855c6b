"""The clerk mends a file in the workbook that comes back with its faults marked, and only those rows are merged."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import commit, opened, settled, stored, upload
from tests.journeys.lots import free_square, strips, survey

pytestmark = pytest.mark.journey

WRONG, RIGHT, OTHER = "440111012003HB90501", "440111012003JB90501", "440111012003JB90502"


def test_mends_the_returned_workbook(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    one, two = strips(free_square(visit), 2)
    rows = [{"宗地代码": WRONG, "geometry": one}, {"宗地代码": OTHER, "geometry": two}]
    first = upload(visit, survey(saved(tmp_path, "补测.gpkg"), rows))
    expect(page.locator("[data-outcome=rejected]")).to_have_text("1")
    with page.expect_download() as download:
        page.get_by_test_id("workbook").click()
    mended = saved(tmp_path, download.value.suggested_filename)
    download.value.save_as(mended)

    book = load_workbook(mended)
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == WRONG)
    assert cell.comment is not None
    cell.value = RIGHT
    book.save(mended)

    page.get_by_test_id("upload-corrected").click()
    visit.picture("survey-workbook")
    page.get_by_test_id("survey-file").set_input_files(mended)
    page.wait_for_url(re.compile(rf"/surveys/(?!{first}\b)\d+"))
    second = opened(page)
    expect(page.get_by_test_id("origin")).to_contain_text(f"第 {first} 号")
    settled(page)
    commit(page)
    expect(page.get_by_role("region", name="回执", exact=True)).to_contain_text("已入库")
    assert stored(visit, RIGHT)
    page.get_by_test_id("origin").click()
    expect(page.get_by_test_id("returned-as")).to_contain_text(f"第 {second} 号")
