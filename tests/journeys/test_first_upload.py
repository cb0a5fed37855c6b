"""The first file of a source: its headers and its coordinate shift need answers, which the next file of it no longer does."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from playwright.sync_api import expect

from parks.surveys.shift import apply
from tests.journeys.browsing import Visit, saved
from tests.journeys.clerk import commit, settled, stored, upload
from tests.journeys.lots import free_square

pytestmark = pytest.mark.journey

CODE = "440111012003JB{:05d}"


def as_web_map(square: shapely.Polygon) -> shapely.Polygon:
    return shapely.transform(square, lambda places: apply("gcj02", np.asarray(places)))


def foreign(path, square: shapely.Polygon, park: str, number: int):
    row = {
        "地块编码": CODE.format(number), "所属园区号": park, "权利人名": "白云石马经济联社", "占用面积": 12.5,
        "手续": "部分完善", "证书": "无证", "geometry": as_web_map(square),
    }  # fmt: skip
    gpd.GeoDataFrame([row], crs="EPSG:4490").to_file(path, layer="宗地", engine="pyogrio")
    return path


def test_answers_what_the_file_does_not_say(visit: Visit, tmp_path) -> None:
    page = visit.page
    visit.log_in("clerk")
    square = free_square(visit)
    middle = square.centroid
    park = next(
        each for each in visit.api("parks/?format=geojson&page_size=60&ordering=-area_m2")["features"]
        if shapely.geometry.shape(each["geometry"]).contains(middle)
    )["properties"]["code"]  # fmt: skip

    upload(visit, foreign(saved(tmp_path, "外业.gpkg"), square, park, 90201))
    columns = page.get_by_role("region", name="字段对应")
    expect(page.locator("[data-step=mapping]")).to_have_attribute("data-state", "ask")

    def field(column: str):
        return page.get_by_label(f"{column}：对应字段")

    expect(columns.locator("tr[data-column=地块编码]")).to_contain_text(CODE.format(90201))
    expect(columns.locator("tr[data-column=权利人名]")).to_contain_text("疑似“权利人”")
    visit.picture("survey-mapping")
    page.get_by_test_id("take-suggestions").click()
    expect(field("权利人名")).to_have_value("owner_name")
    field("地块编码").select_option("owner_name")
    expect(columns.get_by_role("alert").first).to_contain_text("选了不止一列")
    expect(page.get_by_test_id("save-mapping")).to_be_disabled()
    for column, name in {
        "地块编码": "code", "所属园区号": "park_code", "占用面积": "", "手续": "procedure", "证书": "certificate",
    }.items():  # fmt: skip
        field(column).select_option(name)
    page.get_by_test_id("save-mapping").click()
    settled(page)

    shift = page.get_by_role("region", name="坐标偏移")
    expect(shift).to_contain_text("疑似 GCJ-02")
    visit.picture("survey-shift")
    shift.get_by_label("按 GCJ-02").check()
    page.get_by_test_id("save-mapping").click()
    settled(page)
    expect(page.locator("[data-step=mapping]")).to_have_attribute("data-state", "done")
    expect(page.locator("[data-outcome=new]")).to_have_text("1")

    page.get_by_test_id("to-effects").click()
    page.get_by_test_id("try-effects").click()
    expect(page.get_by_test_id("effects")).to_contain_text("涉及园区")
    visit.picture("survey-effects")
    page.get_by_test_id("to-commit").click()
    visit.picture("survey-commit")
    commit(page)
    expect(page.get_by_role("region", name="回执", exact=True)).to_contain_text("坐标偏移 GCJ-02")
    parcel = stored(visit, CODE.format(90201))
    assert parcel is not None
    assert parcel["owner_name"] == "白云石马经济联社"

    upload(visit, foreign(saved(tmp_path, "外业二.gpkg"), square, park, 90202))
    settled(page)
    page.locator("[data-step=mapping] button").click()
    expect(field("地块编码")).to_have_value("code")
    expect(columns.locator("tr[data-column=地块编码]")).to_contain_text("沿用上次")
