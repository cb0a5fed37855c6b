"""The golden CSV, written out below, GDAL's and the standard library's reading of it, and texts that are nearly it."""

import csv
import io

import pyogrio
import pytest
import shapely

from parks.surveys.readers import read
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, DEGREES, cells, same_shapes

UTF8 = "\ufeff".encode()
GOLDEN = (
    "宗地代码,权利人,宗地面积,层数,标高,测量日期,备注,WKT\r\n"
    '440111001001JC00001,石马村经济联社,1600.25,3,-2.5,2025-06-30,"临路，已测",'
    '"POLYGON ((113.3151 23.3181, 113.3151 23.3184, 113.3154 23.3184, 113.3154 23.3181, 113.3151 23.3181))"\r\n'
    '440111001001JC00002,"鹤边村〇一社 & 联社",1500,0,-0.125,1999年12月31日,"他说""无""\n第二行",'
    '"POLYGON ((113.3161 23.3181, 113.3161 23.3185, 113.3165 23.3185, 113.3165 23.3181, 113.3161 23.3181),'
    '(113.3162 23.3182, 113.3163 23.3182, 113.3163 23.3183, 113.3162 23.3183, 113.3162 23.3182))"\r\n'
    "440111001001JC00003,,,,12,,两块：东、西,"
    '"MULTIPOLYGON (((113.3171 23.3181, 113.3171 23.3182, 113.3172 23.3182, 113.3172 23.3181, 113.3171 23.3181)),'
    '((113.3174 23.3181, 113.31745678 23.31823456, 113.3175 23.3181, 113.3174 23.3181)))"\r\n'
    '440111001001JC00004,无图形,"1,800.50",1,0,2024/2/29,,\r\n'
)
SAID = [
    ("440111001001JC00001", "石马村经济联社", "1600.25", "3", "-2.5", "2025-06-30", "临路，已测"),
    (
        "440111001001JC00002",
        "鹤边村〇一社 & 联社",
        "1500",
        "0",
        "-0.125",
        "1999年12月31日",
        '他说"无"\n第二行',
    ),
    ("440111001001JC00003", None, None, None, "12", None, "两块：东、西"),
    ("440111001001JC00004", "无图形", "1,800.50", "1", "0", "2024/2/29", None),
]
"""Cells are texts as they stand."""


def written(folder, content, name="石马.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (UTF8 + GOLDEN.encode(), "UTF-8"),
        (GOLDEN.encode(), "UTF-8"),
        (GOLDEN.encode("gb18030"), "GB18030"),
        (b"\xff\xfe" + GOLDEN.encode("utf-16-le"), "UTF-16"),
        (GOLDEN.replace("\r\n", "\n").encode(), "UTF-8"),
        (GOLDEN.removesuffix("\r\n").encode(), "UTF-8"),
        (b"sep=,\r\n" + GOLDEN.encode(), "UTF-8"),
    ],
)
def test_the_golden_file(content, encoding, tmp_path):
    path = written(tmp_path, content)

    found = read(path, path.name)

    assert (found.format, found.encoding.name, found.crs_text, found.issues) == ("CSV", encoding, None, ())
    assert (found.columns, found.shape_columns) == ([*COLUMNS, "WKT"], ("WKT",))
    first = 3 if content.startswith(b"sep=") else 2
    assert list(found.table.index) == [first, first + 1, first + 2, first + 3]
    assert cells(found.table) == SAID
    assert same_shapes(found.geometry, DEGREES)


def test_bytes_of_gb18030_as_they_stand_in_a_file(tmp_path):
    """宗地代码,权利人,坐落; 石马, 龦 and 𠀀 in four bytes, €; made without the codec that would have written them."""
    content = (
        b"\xd7\xda\xb5\xd8\xb4\xfa\xc2\xeb,\xc8\xa8\xc0\xfb\xc8\xcb,\xd7\xf8\xc2\xe4\r\n"
        b"A,\xca\xaf\xc2\xed,\x95\x32\x82\x36\xb4\xe5\r\nB,\x82\x35\x8f\x33,\xa2\xe3\r\n"
    )
    path = written(tmp_path, content)

    found = read(path, path.name)

    assert found.encoding.name == "GB18030"
    assert found.columns == ["宗地代码", "权利人", "坐落"]
    assert found.table.to_numpy().tolist() == [["A", "石马", "𠀀村"], ["B", "龦", "€"]]


def test_what_others_read_is_the_same(tmp_path):
    header, *rows = csv.reader(io.StringIO(GOLDEN, newline=""))
    gdal = pyogrio.read_dataframe(written(tmp_path, UTF8 + GOLDEN.encode()))

    assert header == [*COLUMNS, "WKT"]
    assert [tuple(cell or None for cell in row[:-1]) for row in rows] == SAID
    assert [
        tuple(cell or None for cell in row) for row in gdal[list(COLUMNS)].itertuples(index=False)
    ] == SAID
    assert same_shapes(gdal.geometry.to_numpy(), DEGREES)


def test_what_gdal_writes_of_it_comes_back(tmp_path):
    _, table = pyogrio.read_arrow(written(tmp_path, UTF8 + GOLDEN.encode()))
    pyogrio.write_arrow(
        table, tmp_path / "b.csv", geometry_name="wkb_geometry", geometry_type="Unknown", crs="EPSG:4490",
        layer_options={"GEOMETRY": "AS_WKT", "WRITE_BOM": "YES"},
    )  # fmt: skip

    found = read(tmp_path / "b.csv", "b.csv")

    assert cells(found.table) == SAID
    assert same_shapes(found.geometry, DEGREES)


POINTS = "宗地代码,权利人,经度,纬度\nA,石马,113.3152,23.3182\nB,鹤边,,\nC,均和,,\n"


def test_longitude_and_latitude(tmp_path):
    path = written(tmp_path, POINTS.encode())

    found = read(path, path.name)

    assert (found.shape_columns, found.crs_text, found.issues) == (("经度", "纬度"), None, ())
    assert list(found.geometry) == [shapely.Point(113.3152, 23.3182), None, None]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("113.3152,", "113°15′,", [(2, "geometry.coordinates")]),
        ("113.3152,", ",", [(2, "geometry.coordinates")]),
        ("23.3182", "inf", [(2, "geometry.coordinates")]),
        ("23.3182", "23.3182,5", [(2, "sheet.more-cells")]),
        ("23.3182", '"23.3182', "csv.quotes"),
        ("石马", '石马"', []),
    ],
)
def test_siblings_of_the_points(old, new, expected, tmp_path):
    assert outcome(written(tmp_path, POINTS.replace(old, new).encode())) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"临路，已测"', '"临路，已测', "csv.quotes"),
        ('"临路，已测"', '"临路"，已测', "csv.quotes"),
        ("POLYGON ((113.3151 23.3181,", "POLYGON ((113.3151,", [(2, "geometry.wkt")]),
        ("113.3151 23.3181))", "113.3151 23.3181)", [(2, "geometry.wkt")]),
        (" 113.3151 23.3181))", " 113.3151 23.3182))", [(2, "geometry.wkt")]),
        ("MULTIPOLYGON (((", "MULTIPOLYGON ((", [(4, "geometry.wkt")]),
        ("1500,0", "1500,0,0", [(3, "sheet.more-cells"), (3, "geometry.wkt")]),
        ('"POLYGON ((113.3151', '"SRID=4490;POLYGON ((113.3151', []),
        ("440111001001JC00004,无图形", "4.40111E+18,无图形", [(5, "cell.digits-lost")]),
        ("440111001001JC00004,无图形", "合计,无图形", [(None, "sheet.totals-row")]),
        (GOLDEN[GOLDEN.index("\r\n") :], "\r\n", "file.no-rows"),
    ],
)
def test_siblings(old, new, expected, tmp_path):
    assert GOLDEN.count(old) == 1

    assert outcome(written(tmp_path, UTF8 + GOLDEN.replace(old, new).encode())) == expected


def test_bytes_of_two_encodings_are_refused(tmp_path):
    mixed = GOLDEN.encode().replace("无图形".encode(), b"\xff\xfe\xfd")

    assert outcome(written(tmp_path, mixed)) == "text.encoding"
