"""A whole batch is taken back, but for the row that another batch has changed since."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import hand_in, stored
from tests.journeys.lots import free_square, strips, survey

pytestmark = pytest.mark.journey

ONE, TWO = "440111012003JB90401", "440111012003JB90402"


def test_undoes_a_batch_and_lists_what_stays(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    one, two = strips(free_square(visit), 2)
    first = hand_in(
        visit,
        survey(
            saved(tmp_path, "错年度.gpkg"),
            [{"宗地代码": ONE, "geometry": one}, {"宗地代码": TWO, "geometry": two}],
        ),
    )
    second = hand_in(
        visit,
        survey(
            saved(tmp_path, "之后.gpkg"), [{"宗地代码": TWO, "geometry": two, "权利人": "石马第二经济社"}]
        ),
    )

    page.goto(f"{visit.address}/surveys/{first}")
    page.get_by_test_id("look-undo").click()
    expect(page.get_by_test_id("undo-rows")).to_have_text("将撤回 1 宗地")
    undo = page.get_by_role("region", name="撤销整批")
    expect(undo).to_contain_text(TWO)
    expect(undo).to_contain_text(f"上传 {second}")
    visit.picture("survey-undo")
    undo.get_by_label("撤销原因").fill("文件用错了年度")
    page.get_by_test_id("undo").click()

    receipt = page.get_by_test_id("undo-receipt")
    expect(receipt).to_contain_text("撤回 1 宗地")
    expect(receipt).to_contain_text(TWO)
    page.reload()
    expect(receipt).to_contain_text("文件用错了年度")
    assert stored(visit, ONE) is None
    kept = stored(visit, TWO)
    assert kept is not None
    assert kept["owner_name"] == "石马第二经济社"
