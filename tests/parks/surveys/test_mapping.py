"""How the columns of a file were understood: all of them, with a few of their cells."""

import pandas as pd
import pytest

from parks.surveys import mapping
from parks.surveys.checking import recognized
from parks.surveys.columns import match
from parks.surveys.readers import read
from tests.parks.surveys import files

OWNERS = ["甲", "", "甲", "乙", "丙", "丁"]
EXTRA = {
    "权利人": OWNERS,
    "天气": ["", "晴", "雨", "晴", "阴", "雪"],
    "宗地代码号": [1.0, None, 2.0, 3.0, 4.0, 5.0],
    "ZDDM": ["x"] * 6,
    "摸查时间": pd.to_datetime(["2026-05-01"] * 6),
    "面积(亩)": [2.4] * 6,
}


def of(path):
    matches = {}

    def wanted(headers, short_names):
        matches["all"], _ = match(headers, short_names=short_names)
        return [m.column for m in matches["all"] if m.is_used]

    reading = read(path, path.name, wanted=wanted)
    found = matches.get("all") or match(reading.columns)[0]
    return {entry["column"]: entry for entry in mapping.of(reading, found)}


@pytest.mark.parametrize("write", [files.geopackage, files.geojson])
def test_every_column_is_listed_with_its_samples(write, tmp_path):
    table = files.frame(6, **{**EXTRA, "摸查时间": ["2026-05-01"] * 6})
    path = write(tmp_path / f"a.{'gpkg' if write is files.geopackage else 'geojson'}", table)

    found = of(path)

    assert set(found) == set(table.columns) - {"geometry"}
    assert found["权利人"] == {
        "column": "权利人", "field": "owner_name", "how": "exact", "unit": None,
        "samples": ["甲", "乙", "丙"], "suggestion": None,
    }  # fmt: skip
    assert found["天气"] == {
        "column": "天气", "field": None, "how": "none", "unit": None,
        "samples": ["晴", "雨", "阴"], "suggestion": None,
    }  # fmt: skip
    assert found["宗地代码号"] == {
        "column": "宗地代码号", "field": None, "how": "suggestion", "unit": None,
        "samples": ["1", "2", "3"], "suggestion": "code",
    }  # fmt: skip
    assert (found["ZDDM"]["field"], found["ZDDM"]["how"], found["ZDDM"]["suggestion"]) == (
        None, "duplicate", "code",
    )  # fmt: skip
    assert (found["面积(亩)"]["unit"], found["面积(亩)"]["samples"]) == ("mu", ["2.4"])
    assert found["摸查时间"]["samples"] == ["2026-05-01"]


def test_shapefile_columns_too(tmp_path):
    table = files.frame(3, 天气=["晴", "雨", "阴"]).rename(columns={"天气": "WEATHER"})
    found = of(files.shapefile(tmp_path / "a.zip", table, encoding="GB18030", without=(".cpg",)))

    assert (found["WEATHER"]["samples"], found["权利人"]["samples"]) == (
        ["晴", "雨", "阴"],
        ["石马村经济联社"],
    )


def test_dates_of_columns_that_are_not_used(tmp_path):
    found = of(files.geopackage(tmp_path / "a.gpkg", files.frame(6, **EXTRA)))

    assert found["摸查时间"]["samples"][0].startswith("2026-05-01")


def test_only_the_first_rows_are_looked_at(tmp_path):
    table = files.frame(300, 天气=[None] * mapping.LOOKED_AT + ["晴"] * (300 - mapping.LOOKED_AT))

    assert of(files.geopackage(tmp_path / "a.gpkg", table))["天气"]["samples"] == []


def test_what_cannot_be_seen_is_made_visible(tmp_path):
    table = files.frame(1, 权利人=["=cmd()\u202e" + "长" * 90])

    (sample,) = of(files.geopackage(tmp_path / "a.gpkg", table))["权利人"]["samples"]

    assert sample.startswith("=cmd()\\u202e长")
    assert len(sample) == 61


def test_a_column_that_is_not_used_is_not_read_whole(tmp_path):
    def matched(headers, short_names):
        return match(headers, short_names=short_names)

    path = files.geopackage(tmp_path / "a.gpkg", files.frame(300, 天气=["晴"] * 300))

    reading = read(path, path.name, wanted=lambda headers, short: recognized(matched, headers, short))

    assert "天气" not in reading.table.columns
    assert list(reading.unused.columns) == ["天气"]
    assert len(reading.unused) == mapping.LOOKED_AT
