"""勘测定界 TXT: the golden file is written out below; every variant of it says the same."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from parks.inventory.cities.load import load_city
from parks.surveys.answers import Answers
from parks.surveys.checking import decide_crs
from parks.surveys.readers import Limits, read
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files, points
from tests.parks.surveys.points import Variant

GOLDEN = """\
[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
带号=38
[地块坐标]
5,0.16,440111001001JC00001,地块一,面,F49,工业用地,0601,@
J1,1,2580010.000,38430010.000
J2,1,2580050.000,38430010.000
J3,1,2580050.000,38430050.000
J4,1,2580010.000,38430050.000
J1,1,2580010.000,38430010.000
8,0.0075,440111001001JC00002,地块二,面,,,,@
J1,1,2580010.000,38430060.000
J2,1,2580020.000,38430060.000
J3,1,2580020.000,38430070.000
J4,1,2580010.000,38430070.000
J5,2,2580012.500,38430062.500
J6,2,2580012.500,38430067.500
J7,2,2580017.500,38430067.500
J8,2,2580017.500,38430062.500
"""
PLAIN = Variant()


def read_bytes(folder, content: bytes, **kwargs):
    path = folder / "file"
    path.write_bytes(content)
    return read(path, "a.txt", **kwargs)


def refusal(folder, content: bytes, **kwargs) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read_bytes(folder, content, **kwargs)
    return caught.value


def codes(reading) -> list[str]:
    return [issue.code for issue in reading.issues]


def test_the_golden_file(tmp_path):
    found = read_bytes(tmp_path, GOLDEN.encode())

    assert found.format == "勘测定界 TXT"
    assert found.crs_text == "EPSG:4526"
    assert list(found.table.index) == [6, 12]
    assert found.table.loc[6].to_dict() == {
        "宗地代码": "440111001001JC00001",
        "地块名称": "地块一",
        "面积(公顷)": "0.16",
        "地类编码": "0601",
        "用途": "工业用地",
        "图幅号": "F49",
        "界址点数": "5",
        "图形属性": "面",
    }
    assert pd.isna(found.table.loc[12, "地类编码"])
    first, second = found.geometry
    assert list(first.exterior.coords)[:2] == [(38430010.0, 2580010.0), (38430010.0, 2580050.0)]
    assert (first.area, second.area, len(second.interiors)) == (40 * 40, 10 * 10 - 5 * 5, 1)
    assert codes(found) == ["points.not-closed", "points.holes", "points.area-unit"]


VARIANTS = {
    "gbk": Variant(encoding="gbk"),
    "utf-8 with BOM": Variant(encoding="utf-8-sig"),
    "utf-16": Variant(encoding="utf-16"),
    "newline alone": Variant(newline="\n"),
    "a stray CR": Variant(newline="\r\r\n"),
    "old Mac": Variant(newline="\r"),
    "header keys missing": Variant(keys=("坐标系", "带号")),
    "project information": Variant(project=True),
    "13 fields": Variant(fields=13),
    "14 fields": Variant(fields=14),
    "J01": Variant(number="J{:02d}"),
    "bare numbers": Variant(number="{}"),
    "three columns": Variant(columns=3),
    "no zone prefix": Variant(prefix=False),
    "east first": Variant(east_first=True),
    "east first, no prefix": Variant(east_first=True, prefix=False),
    "closing point with a new number": Variant(closing="new"),
    "no closing point": Variant(closing="none"),
    "numbers begin anew in every ring": Variant(restart=True, rings=False),
    "all rings numbered 1": Variant(rings=False),
    "square metres": Variant(hectares=False),
}


@pytest.fixture
def shapes():
    """A box, one with a hole, one of two parts."""
    hole = shapely.Polygon(files.box(1).exterior, [files.box(1, side=10, east=20, north=20).exterior.coords])
    return [files.box(0), hole, shapely.MultiPolygon([files.box(2, side=20), files.box(3, side=15)])]


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_variants_say_the_same(variant, shapes, tmp_path):
    found = read_bytes(tmp_path, points.written(points.lots(shapes, files.CODE), variant))

    east = 38e6 if variant.prefix else 0
    expected = shapely.transform(shapes, lambda xy: xy + np.array([east, 0]))
    assert shapely.equals_exact(shapely.normalize(found.geometry), shapely.normalize(expected), 1e-3).all()
    assert list(found.table["宗地代码"]) == [files.CODE.format(n) for n in (1, 2, 3)]
    assert list(found.table["地块名称"]) == ["地块1", "地块2", "地块3"]
    assert found.crs_text == ("EPSG:4526" if variant.prefix else "EPSG:4547")
    area = "面积(公顷)" if variant.hectares else "面积(平方米)"
    assert float(found.table[area].iloc[0]) == (0.16 if variant.hectares else 1600)
    assert {"points.line", "points.count", "points.ring", "points.closing"}.isdisjoint(codes(found))
    assert ("points.east-first" in codes(found)) == variant.east_first
    assert ("points.not-closed" in codes(found)) == (variant.closing == "none")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r\r\n", "\r"])
def test_rows_are_lines_of_the_file(newline, shapes, tmp_path):
    lots = points.lots(shapes, files.CODE)
    header = len(points.HEADER) + 2

    found = read_bytes(tmp_path, points.written(lots, replace(PLAIN, newline=newline)))

    assert list(found.table.index) == [header + 1, header + 7, header + 18]


@st.composite
def surveys(draw) -> tuple[list[shapely.Geometry], Variant]:
    side = st.integers(5_000, 40_000).map(lambda mm: mm / 1000)
    shapes = []
    for n in range(draw(st.integers(1, 4))):
        size = draw(side)
        shape = files.box(n, side=size)
        if draw(st.booleans()):
            inner = files.box(n, side=size / 2, east=10 + size / 4, north=10 + size / 4)
            shape = shapely.Polygon(shape.exterior, [shapely.set_precision(inner, 0.001).exterior.coords])
        if draw(st.booleans()):
            shape = shapely.MultiPolygon([shape, files.box(n, side=draw(side), north=100)])
        shapes.append(shape)
    variant = Variant(
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "gbk", "utf-16"])),
        newline=draw(st.sampled_from(["\n", "\r\n", "\r\r\n"])),
        keys=tuple(key for key in points.HEADER if draw(st.booleans())),
        project=draw(st.booleans()),
        fields=draw(st.sampled_from([9, 13, 14])),
        number=draw(st.sampled_from(["J{}", "J{:02d}", "{}", "J{:03d}"])),
        columns=draw(st.sampled_from([3, 4])),
        prefix=draw(st.booleans()),
        east_first=draw(st.booleans()),
        closing=draw(st.sampled_from(["repeat", "new", "none"])),
        restart=draw(st.booleans()),
        rings=draw(st.booleans()),
        hectares=draw(st.booleans()),
    )
    assume(variant.closing != "none" or variant.restart or (variant.rings and variant.columns == 4))
    return shapes, variant


QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(survey=surveys())
def test_any_polygons_in_any_variant_come_back(survey, tmp_path):
    shapes, variant = survey

    found = read_bytes(tmp_path, points.written(points.lots(shapes, files.CODE), variant))

    east = 38e6 if variant.prefix else 0
    expected = shapely.transform(shapes, lambda xy: xy + np.array([east, 0]))
    assert shapely.equals_exact(shapely.normalize(found.geometry), shapely.normalize(expected), 2e-3).all()
    assert {issue.severity for issue in found.issues} <= {"note"}
    decision = decide_crs(found, Answers(), load_city())
    assert decision.epsg == (4526 if variant.prefix else 4547)


@pytest.mark.parametrize(
    ("line", "area", "use"),
    [
        ("5,0.16,甲,一,面,,0601,,@", "0.16", "0601"),
        ("0.16公顷,甲,一,面,,0601,,@", "0.16", "0601"),
        ("5,0.16,甲,一,面,,0601,@", "0.16", "0601"),
        ("5,0.16 公顷,甲,一,面,,0601,,@", "0.16", "0601"),
        ("5，0.16，甲，一，面，，0601，，@", "0.16", "0601"),
        ("5,0.16,甲,一,面,,0601,,,,,,@", "0.16", "0601"),
        ("5,0.16,甲,一,面,,0601,,", "0.16", "0601"),
        ("5,0.16,甲,一,面,,DKYT,DLBM,@", "0.16", None),
    ],
)
def test_lines_of_parcels(line, area, use, tmp_path):
    text = GOLDEN.splitlines()[:11]
    text[5] = line

    table = read_bytes(tmp_path, "\n".join(text).encode()).table

    assert (table["面积(公顷)"][6], table["地块编号"][6], table["地块名称"][6]) == (area, "甲", "一")
    assert table.get("用途", {}).get(6) == use


@pytest.mark.parametrize(
    ("header", "crs"),
    [
        ("坐标系=2000国家大地坐标系\n几度分带=3\n带号=38", "EPSG:4526"),
        ("坐标系=CGCS2000\n带号=38带", "EPSG:4526"),
        ("坐标系=2000国家大地坐标系\n几度分带=三度带", "EPSG:4526"),
        ("坐标系=2000国家大地坐标系\n几度分带=3\n带号=37", "EPSG:4525"),
        ("坐标系=2000国家大地坐标系\n几度分带=6\n带号=19", "EPSG:4497"),
        ("坐标系=1980西安坐标系\n带号=38", "EPSG:4610"),
        ("坐标系=北京54", "EPSG:4214"),
        ("坐标系=广州2000坐标系", "广州2000坐标系"),
        ("坐标系=\n带号=38", None),
        ("带号=38", None),
    ],
)
def test_the_coordinate_system_is_the_header_s(header, crs, tmp_path):
    text = f"[属性描述]\n{header}\n[地块坐标]\n" + "\n".join(GOLDEN.splitlines()[5:11])

    assert read_bytes(tmp_path, text.encode()).crs_text == crs


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("坐标系=1980西安坐标系", "crs.xian80"),
        ("坐标系=北京54坐标系", "crs.beijing54"),
        ("坐标系=广州2000坐标系", "crs.guangzhou2000"),
        ("坐标系=某市独立坐标系", "crs.unsupported"),
        ("坐标系=2000国家大地坐标系\n几度分带=6\n带号=19", "crs.unsupported"),
        ("坐标系=2000国家大地坐标系\n几度分带=3\n带号=39", "crs.unsupported"),
        ("坐标系=2000国家大地坐标系\n几度分带=3\n带号=37", "crs.contradiction"),
    ],
)
def test_foreign_systems_are_refused(header, code, tmp_path):
    text = f"[属性描述]\n{header}\n[地块坐标]\n" + "\n".join(GOLDEN.splitlines()[5:11])
    reading = read_bytes(tmp_path, text.encode())

    with pytest.raises(RefusedError) as caught:
        decide_crs(reading, Answers(), load_city())
    assert caught.value.code == code


def test_degrees(tmp_path):
    text = "[地块坐标]\n0,0,甲,一,面,,,,@\n" + "\n".join(
        f"{n},1,{lat},{lon}"
        for n, (lon, lat) in enumerate([(113.3, 23.3), (113.301, 23.3), (113.301, 23.301)], 1)
    )
    for said, crs in (("", None), ("坐标系=2000国家大地坐标系\n", "EPSG:4490")):
        found = read_bytes(tmp_path, ((said and "[属性描述]\n" + said + text) or text).encode())
        assert (found.crs_text, found.geometry[0].bounds) == (crs, (113.3, 23.3, 113.301, 23.301))


def damaged(at: int, line: str | None) -> bytes:
    """The golden file's first parcel with one line replaced or left out."""
    lines = GOLDEN.splitlines()[:11]
    return "\n".join(lines[: at - 1] + ([] if line is None else [line]) + lines[at:]).encode()


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (damaged(8, "J2,1,2580050.000"), "points.line", "第 8 行"),
        (damaged(8, "J2,1,2580O50.000,38430010.000"), "points.line", "第 8 行"),
        (damaged(8, "J2,1,nan,38430010.000"), "points.line", "第 8 行"),
        (damaged(8, "乱写的一行"), "points.line", "第 8 行"),
        (damaged(11, "J1,1,2580010.500,38430010.000"), "points.closing", "0.500"),
        (damaged(9, "J3,2,2580050.000,38430050.000"), "points.ring", "2 个界址点"),
        (damaged(8, None), "points.count", "写 5 个界址点，实际有 4 个"),
    ],
)
def test_faults_of_a_parcel_are_said_at_its_line(content, code, word, tmp_path):
    found = read_bytes(tmp_path, content)

    issue = next(i for i in found.issues if i.code == code)
    assert (issue.row, word in issue.zh) == (6, True)
    assert (found.geometry[0] is None) == (issue.severity == "must_fix")


def test_an_area_in_another_unit_than_the_rest_is_not_rescaled(shapes, tmp_path):
    lots = points.lots(shapes, files.CODE)
    text = points.written(lots).decode().replace("0.160000,", "1600.00,", 1)

    found = read_bytes(tmp_path, text.encode())

    issue = next(i for i in found.issues if i.code == "points.area-contradicts")
    assert (issue.row, issue.value, "平方米" in issue.zh) == (found.table.index[0], "1600.00", True)
    assert pd.isna(found.table["面积(公顷)"].iloc[0])
    assert float(found.table["面积(公顷)"].iloc[1]) == 0.15


def test_areas_that_agree_with_no_unit_are_asked_about(tmp_path):
    found = read_bytes(tmp_path, GOLDEN.replace(",0.16,", ",7.7,").replace(",0.0075,", ",9,").encode())

    assert next(i for i in found.issues if i.code == "points.area-unknown").severity == "must_fix"
    assert "地块面积" in found.table


@pytest.mark.parametrize(("factor", "area", "fits"), [(1.19, "0.1904", True), (1.21, "0.1936", False)])
def test_the_unit_is_told_within_a_fifth(factor, area, fits, tmp_path):
    found = read_bytes(tmp_path, damaged(6, f"5,{area},甲,一,面,,,,@"))

    assert ("面积(公顷)" in found.table) == fits


def test_rings_that_cross_count_as_parts_and_an_island_in_a_hole_is_one(tmp_path):
    def ring(x, y, side, number):
        corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
        return [
            f"J{i},{number},{2580000 + b},{430000 + a}" for i, (a, b) in enumerate([*corners, corners[0]], 1)
        ]

    nested = ["[地块坐标]", "0,,甲,,面,,,,@", *ring(0, 0, 90, 1), *ring(10, 10, 50, 1), *ring(20, 20, 10, 1)]
    found = read_bytes(tmp_path, "\n".join(nested).encode()).geometry[0]
    assert (found.geom_type, found.area) == ("MultiPolygon", 90**2 - 50**2 + 10**2)

    crossing = ["[地块坐标]", "0,,甲,,面,,,,@", *ring(0, 0, 10, 1), *ring(5, 5, 10, 2)]
    found = read_bytes(tmp_path, "\n".join(crossing).encode()).geometry[0]
    assert (len(found.geoms), found.is_valid) == (2, False)


def test_a_closing_point_under_another_ring_s_number(tmp_path):
    assert read_bytes(tmp_path, damaged(11, "J1,3,2580010.000,38430010.000")).geometry[0].area == 1600


def test_points_without_a_line_of_their_parcel(tmp_path):
    text = "[地块坐标]\n" + "\n".join(GOLDEN.splitlines()[6:11])

    found = read_bytes(tmp_path, text.encode())

    assert (list(found.table.index), found.geometry[0].area) == ([2], 1600)


def test_codes_are_recognized_by_their_form(tmp_path):
    swapped = GOLDEN.replace("440111001001JC00001,地块一", "1,440111001001JC00001").replace(
        "440111001001JC00002,地块二", "2,440111001001JC00002"
    )
    table = read_bytes(tmp_path, swapped.encode()).table
    assert (list(table["宗地代码"]), list(table["地块编号"])) == (
        [files.CODE.format(1), files.CODE.format(2)],
        ["1", "2"],
    )

    plain = GOLDEN.replace("440111001001JC", "地块")
    assert "宗地代码" not in read_bytes(tmp_path, plain.encode()).table


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n".encode(), "points.no-parcel"),
        ("[地块坐标]\n没有地块\n".encode(), "points.no-parcel"),
        ("[地块坐标]\n".encode() + b"\xff\xff\x80 5,1,,,\xff@\n", "text.encoding"),
        ("[地块坐标]\n".encode() + b"1" * (3 * 1024 * 1024), "file.broken"),
        (
            "[地块坐标]\n1,,,,面,,,,@\n".encode() + b"1,1,2580000,430000\n1,1,2580001,430001\n" * 100_001,
            "file.broken",
        ),
    ],
    ids=["nothing", "no parcel", "bytes", "a line without end", "a parcel without end"],
)
def test_refusals(content, code, tmp_path):
    assert refusal(tmp_path, content).code == code


def test_the_row_limit(tmp_path):
    assert refusal(tmp_path, GOLDEN.encode(), limits=Limits(rows=1)).code == "file.too-many-rows"
