import json

import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files

RING = [[113.3, 23.3], [113.301, 23.3], [113.301, 23.301], [113.3, 23.3]]


def document(**member):
    feature = {
        "type": "Feature",
        "properties": {"宗地代码": "甲"},
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    }
    return {"type": "FeatureCollection", "features": [feature], **member}


def read_text(tmp_path, content: bytes):
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    return read(path, path.name)


def test_what_gdal_writes_comes_back(tmp_path):
    table = files.frame(3)
    found = read(files.geojson(tmp_path / "a.geojson", table), "a.geojson")

    assert list(found.table["宗地代码"]) == list(table["宗地代码"])
    assert shapely.equals_exact(found.geometry, table.to_crs(4326).geometry.to_numpy(), 1e-9).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_encodings(encoding, tmp_path):
    text = json.dumps(document(), ensure_ascii=False)

    found = read_text(tmp_path, text.encode(encoding))

    assert (found.table["宗地代码"][1], found.encoding.name) == (
        "甲",
        "GB18030" if encoding == "gbk" else "UTF-8",
    )


def test_the_sample_is_a_piece_that_tells(tmp_path):
    text = json.dumps(document(), ensure_ascii=False)

    found = read_text(tmp_path, text.encode("gbk")).encoding

    assert (found.sample, found.otherwise) == (
        "宗地代码",
        "宗地代码".encode("gbk").decode("utf-8", "replace"),
    )


def test_the_encoding_can_be_answered(tmp_path):
    text = json.dumps(document(), ensure_ascii=False)
    path = tmp_path / "a.geojson"
    path.write_bytes(text.encode("gbk"))

    with pytest.raises(RefusedError) as refusal:
        read(path, path.name, Answers(encoding="utf-8"))

    assert refusal.value.code == "text.encoding-choice"
    assert read(path, path.name, Answers(encoding="gb18030")).table["宗地代码"][1] == "甲"


@pytest.mark.parametrize(
    ("member", "crs"),
    [
        ({}, "OGC:CRS84"),
        (
            {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}},
            "urn:ogc:def:crs:EPSG::4490",
        ),
        ({"crs": None}, "OGC:CRS84"),
        ({"crs": {"properties": 3}}, "OGC:CRS84"),
    ],
)
def test_crs(member, crs, tmp_path):
    assert read_text(tmp_path, json.dumps(document(**member)).encode()).crs_text == crs


def test_numbers_beyond_degrees_are_no_wgs84(tmp_path):
    projected = document()
    projected["features"][0]["geometry"]["coordinates"] = [[[430_000 + x, 2_580_000 + y] for x, y in RING]]

    assert read_text(tmp_path, json.dumps(projected).encode()).crs_text is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "file.broken"),
        (b'{"type": "Topology"}', "geojson.shape"),
        (b'{"type": "FeatureCollection", "features": {}}', "geojson.shape"),
        (b'{"type": "FeatureCollection", "features": [1]}', "geojson.shape"),
        (b'{"type": "FeatureCollection", "features": []}', "file.no-rows"),
        (b'{"a":' * 5_000, "file.broken"),
    ],
)
def test_refusals(content, code, tmp_path):
    with pytest.raises(RefusedError) as caught:
        read_text(tmp_path, content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Nothing"},
        {"type": "Polygon", "coordinates": [[]]},
    ],
)
def test_odd_shapes_are_missing_or_empty(geometry, tmp_path):
    odd = document()
    odd["features"][0]["geometry"] = geometry

    shape = read_text(tmp_path, json.dumps(odd).encode()).geometry[0]

    assert shape is None or shape.is_empty


def test_nested_properties_become_text(tmp_path):
    odd = document()
    odd["features"] = [{**odd["features"][0], "properties": p} for p in ({"a": {"b": [1]}}, None, 5)]

    assert read_text(tmp_path, json.dumps(odd).encode()).table["a"][1] == '{"b":[1]}'
