"""The golden GeoJSON, written out below, GDAL's reading of it, and documents that are nearly it."""

import pyogrio
import pytest

from parks.surveys.readers import read
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, DEGREES, VALUES, cells, same_shapes

SQUARE = "[113.3151,23.3181],[113.3154,23.3181],[113.3154,23.3184],[113.3151,23.3184],[113.3151,23.3181]"
GOLDEN = f"""\
{{"type": "FeatureCollection", "name": "宗地",
"features": [
{{"type": "Feature", "id": 9, "properties": {{"宗地代码": "440111001001JC00001", "权利人": "石马村经济联社", "宗地面积": 1600.25,
  "层数": 3, "标高": -2.5, "测量日期": "2025-06-30", "备注": "临路，已测"}},
  "geometry": {{"type": "Polygon", "coordinates": [[{SQUARE}]]}}}},
{{"type": "Feature", "properties": {{"宗地代码": "440111001001JC00002", "权利人": "\\u9e64\\u8fb9\\u6751\\u3007\\u4e00\\u793e & 联社",
  "宗地面积": 1.5e3, "层数": 0, "标高": -0.125, "测量日期": "1999-12-31", "备注": null}},
  "geometry": {{"type": "Polygon", "coordinates": [
    [[113.3161,23.3181],[113.3165,23.3181],[113.3165,23.3185],[113.3161,23.3185],[113.3161,23.3181]],
    [[113.3162,23.3182],[113.3162,23.3183],[113.3163,23.3183],[113.3163,23.3182],[113.3162,23.3182]]]}}}},
{{"type": "Feature", "properties": {{"宗地代码": "440111001001JC00003", "标高": 12, "备注": "两块：东、西"}},
  "geometry": {{"type": "MultiPolygon", "coordinates": [
    [[[113.3171,23.3181],[113.3172,23.3181],[113.3172,23.3182],[113.3171,23.3182],[113.3171,23.3181]]],
    [[[113.3174,23.3181],[113.3175,23.3181],[113.31745678,23.31823456],[113.3174,23.3181]]]]}}}},
{{"type": "Feature", "properties": {{"宗地代码": "440111001001JC00004", "权利人": "无图形", "宗地面积": 800.50, "层数": 1, "标高": 0.0,
  "测量日期": "2024-02-29"}}, "geometry": null}}
]}}
"""
SAID = [tuple(str(cell) if i == 5 and cell else cell for i, cell in enumerate(row)) for row in VALUES]
"""The format has no dates: they are texts."""


def written(folder, text=GOLDEN, encoding="utf-8"):
    path = folder / "石马.geojson"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_golden_file(encoding, tmp_path):
    path = written(tmp_path, encoding=encoding)

    found = read(path, path.name)

    assert (found.format, found.layer, found.crs_text) == ("GeoJSON", "宗地", "OGC:CRS84")
    assert found.encoding.name == ("GB18030" if encoding == "gbk" else "UTF-8")
    assert (found.columns, list(found.table.index), found.issues) == (list(COLUMNS), [1, 2, 3, 4], ())
    assert cells(found.table) == SAID
    assert same_shapes(found.geometry, DEGREES)
    assert found.geometry[2].geoms[1].exterior.coords[2] == (113.31745678, 23.31823456)


def test_what_gdal_reads_is_the_same(tmp_path):
    gdal = pyogrio.read_dataframe(written(tmp_path))

    assert cells(gdal) == list(VALUES)
    assert same_shapes(gdal.geometry.to_numpy(), DEGREES)


def test_what_gdal_writes_of_it_comes_back(tmp_path):
    meta, table = pyogrio.read_arrow(written(tmp_path))
    pyogrio.write_arrow(
        table, tmp_path / "b.geojson", geometry_name="wkb_geometry", geometry_type="Unknown", crs=meta["crs"],
        layer_options={"COORDINATE_PRECISION": "15"},
    )  # fmt: skip

    found = read(tmp_path / "b.geojson", "b.geojson")

    assert cells(found.table) == SAID
    assert same_shapes(found.geometry, DEGREES)


@pytest.mark.parametrize(
    "shape",
    [
        '{"type": "Polygon"}',
        "{}",
        "[]",
        '"POLYGON ((113 23, 114 23, 114 24, 113 23))"',
        '{"type": "Polygon", "coordinates": "113.3,23.3"}',
        '{"type": "Polygon", "coordinates": [[[113.3, 23.3], [113.4, 23.3], [113.4, 23.4]]]}',
        '{"type": "Polygon", "coordinates": [[[113.3, 23.3], [113.4, null], [113.4, 23.4], [113.3, 23.3]]]}',
        '{"type": "Polygon", "coordinates": [[["113.3", "23.3"], [113.4, 23.3], [113.4, 23.4], [113.3, 23.3]]]}',
        '{"type": "polygon", "coordinates": [[[113.3, 23.3], [113.4, 23.3], [113.4, 23.4], [113.3, 23.3]]]}',
    ],
)
def test_a_damaged_shape_does_not_count_as_blank(shape, tmp_path):
    path = written(tmp_path, GOLDEN.replace('"geometry": null', f'"geometry": {shape}'))

    assert outcome(path) == [(4, "geometry.unreadable")]
    assert cells(read(path, path.name).table) == SAID


@pytest.mark.parametrize("shape", ['{"type": "Polygon", "coordinates": []}', "null"])
def test_no_shape_and_an_empty_one_are_blank(shape, tmp_path):
    assert outcome(written(tmp_path, GOLDEN.replace('"geometry": null', f'"geometry": {shape}'))) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\n]}\n", "", "file.broken"),
        ('"标高": -2.5', '"标高": NaN', "file.broken"),
        ('"标高": -2.5', '"标高": -2,5', "file.broken"),
        ('"标高": 12', '"标高": 012', "file.broken"),
        ("临路，已测", "临路\n已测", "file.broken"),
        ('"features"', '"feature"', "geojson.shape"),
        ('"features": [', '"features": [null,', "geojson.shape"),
        ("{", "[{", "file.unknown"),
    ],
)
def test_siblings_that_are_refused(old, new, expected, tmp_path):
    assert outcome(written(tmp_path, GOLDEN.replace(old, new, 1))) == expected
