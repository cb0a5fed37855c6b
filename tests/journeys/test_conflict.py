"""Two people worked on the same parcels: the second is asked, row by row, whose word counts."""

import geopandas as gpd
import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import commit, hand_in, settled, stored, upload
from tests.journeys.lots import free_square, strips, survey

pytestmark = pytest.mark.journey

ONE, TWO, THREE = "440111012003JB90301", "440111012003JB90302", "440111012003JB90303"


def test_resolves_conflicts_by_choice(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    shapes = strips(free_square(visit), 2)

    def owned_by(name: str, file: str):
        rows = [
            {"宗地代码": code, "geometry": lot, "权利人": name}
            for code, lot in zip((ONE, TWO), shapes, strict=True)
        ]
        return survey(saved(tmp_path, file), rows)

    hand_in(visit, owned_by("石马经济联社", "底数.gpkg"))
    upload(visit, owned_by("石马第一经济社", "我的.gpkg"))
    expect(page.locator("[data-outcome=update]")).to_have_text("2")
    hand_in(visit, owned_by("石马第二经济社", "同事.gpkg"))

    visit.watch.forgive("status of 409")
    commit(page)
    expect(page.get_by_test_id("refusal")).to_contain_text("冲突")
    page.get_by_role("button", name="去处理").click()
    conflicts = page.get_by_test_id("conflicts")
    expect(conflicts).to_contain_text("宗地已被他人改动")
    row = conflicts.locator("[data-conflict='1']")
    expect(row).to_contain_text("石马第二经济社")
    expect(row).to_contain_text("石马第一经济社")
    row.locator("[data-side=file]").click()
    conflicts.locator("[data-conflict='2'] [data-side=stored]").click()
    visit.picture("survey-conflict")
    page.get_by_test_id("apply-conflicts").click()
    settled(page)
    expect(conflicts).to_have_count(0)
    commit(page)
    expect(page.get_by_role("region", name="回执", exact=True)).to_contain_text("冲突以本次为准 1 行")
    owners = [(stored(visit, code) or {})["owner_name"] for code in (ONE, TWO)]
    assert owners == ["石马第一经济社", "石马第二经济社"]


def test_sees_what_changed_since_the_parcels_were_downloaded(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    (shape,) = strips(free_square(visit), 1)
    row = {"宗地代码": THREE, "geometry": shape}
    hand_in(visit, survey(saved(tmp_path, "底数.gpkg"), [{**row, "权利人": "石马经济联社"}]))
    parcel = stored(visit, THREE)
    assert parcel is not None

    page.goto(f"{visit.address}/surveys")
    visit.watch.forgive("status of 404")
    page.get_by_test_id("within").fill("440199-0001")
    page.get_by_test_id("download-parcels").click()
    expect(page.get_by_role("alert")).to_contain_text("没有已入库的宗地")
    page.get_by_test_id("within").fill(visit.api(f"parks/{parcel['park']}/")["code"])
    with page.expect_download() as download:
        page.get_by_test_id("download-parcels").click()
    mine = saved(tmp_path, "库中宗地.gpkg")
    download.value.save_as(mine)
    hand_in(visit, survey(saved(tmp_path, "同事.gpkg"), [{**row, "权利人": "石马第二经济社"}]))
    table = gpd.read_file(mine)
    table = table[table["宗地代码"] == THREE].assign(权利人="石马第一经济社")
    mended = saved(tmp_path, "改好.gpkg")
    table.to_file(mended, layer="宗地")

    upload(visit, mended)
    expect(page.locator("[data-outcome=conflict]")).to_have_text("1")
