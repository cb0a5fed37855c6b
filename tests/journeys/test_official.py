"""The official (干部) browses: a district, a park, and why it has its grade."""

import re

import pytest
from playwright.sync_api import expect
from shapely.geometry import shape

from tests.journeys.browsing import Visit

pytestmark = pytest.mark.journey


def test_browses_from_the_district_to_a_park_that_explains_itself(visit: Visit) -> None:
    page = visit.page
    visit.log_in("official")
    expect(page.get_by_text("演示数据 · synthetic").first).to_be_visible()
    total = visit.counted()
    assert total == visit.api("parks/facets/?district=440111")["count"] == visit.api("parks/")["count"]

    search = page.get_by_role("combobox", name="搜索")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    search.fill("白云区")
    page.get_by_role("option", name=re.compile("白云区")).first.click()
    expect(page.locator(".crumbs")).to_contain_text("白云区")
    expect(page).to_have_url(re.compile("district=440111"))
    assert visit.counted() == total

    first = visit.api("parks/?page_size=1")["results"][0]
    search.fill(first["code"])
    page.get_by_role("option", name=re.compile(first["code"])).click()
    card = page.get_by_role("complementary", name="园区", exact=True)
    expect(card.get_by_role("heading", level=2)).to_have_text(first["name"])
    expect(card.locator(".grade")).to_have_text(first["grade"] or "—")
    expect(card).to_contain_text(f"优先次序 第 {first['rank']} 位")

    why = visit.api(f"parks/{first['id']}/explanation/")
    gates = [gate for candidate in why["mode"]["candidates"] for gate in candidate["gates"]]
    assert card.locator(".candidate").count() == len(why["mode"]["candidates"])
    assert card.locator(".candidate .gate").count() == len(gates)
    expect(card.locator(".candidate").first).to_have_attribute("open", "")
    expect(card).to_contain_text(why["policy"]["edition"])
    for indicator in why["priority"]["indicators"]:
        expect(card.get_by_text(indicator["label_zh"], exact=True).first).to_be_attached()
    for missing in why["mode"]["missing"]:
        expect(card.locator(".missing-box")).to_contain_text(missing["label_zh"])
    page.wait_for_load_state("networkidle")
    visit.picture("park")

    card.get_by_role("tab", name="来源").click()
    expect(card).to_contain_text("synthetic")
    card.get_by_role("tab", name=re.compile("宗地")).click()
    expect(card.locator("tbody tr")).to_have_count(first["parcel_count"])

    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.go_back()
    expect(card).to_be_visible()


def test_searches_again_and_steps_through_parks_without_the_map_fighting_back(visit: Visit) -> None:
    """Each step moves the map, and each move is written into the address: neither may answer the other."""
    page = visit.page
    visit.log_in("official")
    visit.counted()
    search = page.get_by_role("combobox", name="搜索")
    heading = page.get_by_role("complementary", name="园区", exact=True).get_by_role("heading", level=2)
    parks = visit.api("parks/?page_size=200")["results"]
    for park in (parks[0], max(parks, key=lambda each: each["code"]), parks[1]):
        search.fill(park["code"])
        expect(page.get_by_role("option", name=re.compile(park["code"]))).to_be_visible()
        search.press("Enter")
        expect(heading).to_have_text(park["name"])
    for _ in range(5):
        page.get_by_role("button", name="下一个").click()
    expect(page.get_by_text(f"7 / {len(parks)}" if len(parks) < 200 else re.compile("^7 / "))).to_be_visible()
    page.go_back()
    expect(page.get_by_text(re.compile("^6 / "))).to_be_visible()


def test_points_at_a_park_on_the_map_and_shares_the_address(visit: Visit) -> None:
    page = visit.page
    visit.log_in("official")
    feature = visit.api("parks/?format=geojson&page_size=1")["features"][0]
    park, inside = feature["properties"], shape(feature["geometry"]).representative_point()
    page.goto(f"{visit.address}/?at={inside.x:.6f},{inside.y:.6f},16&color=mode&lang=en")
    expect(page.get_by_role("banner")).to_contain_text("Guangzhou")
    expect(page.get_by_test_id("color")).to_have_value("mode")
    visit.counted()
    page.wait_for_load_state("networkidle")
    box = page.locator(".map").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    expect(page.locator(".tip")).to_contain_text(park["name"])
    page.mouse.click(*middle)
    card = page.get_by_role("complementary", name="Park", exact=True)
    expect(card.get_by_role("heading", level=2)).to_have_text(park["name"])
    shared = page.url
    assert f"park={park['id']}" in shared
    page.goto("about:blank")
    page.goto(shared)
    expect(card.get_by_role("heading", level=2)).to_have_text(park["name"])
