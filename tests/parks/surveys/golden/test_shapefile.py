"""The golden Shapefile, GDAL's reading of it, and sets that are nearly it."""

import struct
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely

from parks.inventory.cities.load import load_city
from parks.surveys.answers import Answers
from parks.surveys.checking import decide_crs
from parks.surveys.readers import read
from tests.parks.surveys import files
from tests.parks.surveys.golden import shapefile
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, METRES, VALUES, cells, same_shapes

FIRST = 100 + 8
"""Where the first record's content begins: kind 4, box 32, rings 4, points 4, where the first ring begins."""


def but(**parts):
    """The golden parts with some changed; None leaves one out."""

    def change(whole):
        new = {suffix: make(whole.get(f".{suffix}", b"")) for suffix, make in parts.items()}
        left = whole | {f".{suffix}": content for suffix, content in new.items()}
        return {suffix: content for suffix, content in left.items() if content is not None}

    return change


def put(at, content):
    return lambda whole: whole[:at] + content + whole[at + len(content) :]


def swap(old, new):
    def change(whole):
        assert whole.count(old) == 1
        assert len(old) == len(new)
        return whole.replace(old, new)

    return change


@pytest.mark.parametrize("cpg", [None, b"GBK", b"936", b"UTF-8", b"ISO-8859-1"])
def test_the_golden_file_in_gbk(cpg, tmp_path):
    path = shapefile.write(tmp_path / "a.zip", but(cpg=lambda _: cpg))

    found = read(path, path.name)

    assert (found.format, found.layer, found.encoding.name) == ("Shapefile", "宗地", "GB18030")
    assert (found.columns, list(found.table.index), found.issues) == (list(COLUMNS), [1, 2, 3, 4], ())
    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry, METRES)
    assert list(found.geometry[0].exterior.coords)[:2] == [(430010.25, 2580010.5), (430010.25, 2580050.5)]
    assert decide_crs(found, Answers(), load_city()).epsg == 4547


@pytest.mark.parametrize("cpg", [None, b"UTF-8", b"GBK"])
def test_the_golden_file_in_utf_8(cpg, tmp_path):
    path = shapefile.write(tmp_path / "a.zip", but(cpg=lambda _: cpg), codec="utf-8")

    found = read(path, path.name)

    assert found.encoding.name == "UTF-8"
    assert found.columns == ["宗地代", "权利人", "宗地面", "层数", "标高", "测量日", "备注"]
    assert cells(found.table.set_axis(COLUMNS, axis=1)) == list(VALUES)


def test_what_gdal_reads_is_the_same(tmp_path):
    with zipfile.ZipFile(shapefile.write(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)

    gdal = pyogrio.read_dataframe(tmp_path / "石马" / "宗地.shp", encoding="GBK")

    assert cells(gdal) == list(VALUES)
    assert same_shapes(gdal.geometry.to_numpy(), METRES)


def test_what_gdal_writes_of_it_comes_back(tmp_path):
    with zipfile.ZipFile(shapefile.write(tmp_path / "a.zip")) as archive:
        archive.extractall(tmp_path)
    meta, table = pyogrio.read_arrow(tmp_path / "石马" / "宗地.shp", encoding="GBK")
    (tmp_path / "b").mkdir()
    pyogrio.write_arrow(
        table, tmp_path / "b" / "b.shp", geometry_name="wkb_geometry", geometry_type="Polygon", crs=meta["crs"],
        encoding="GBK",
    )  # fmt: skip
    path = files.zipped(tmp_path / "b.zip", **{p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()})

    found = read(path, path.name)

    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry, METRES)


DAMAGED = {
    "a kind of shape that there is not": but(shp=put(FIRST, struct.pack("<i", 99))),
    "more rings than there are": but(shp=put(FIRST + 36, struct.pack("<i", 500))),
    "more points than there are": but(shp=put(FIRST + 40, struct.pack("<i", 500))),
    "a ring that begins beyond the points": but(shp=put(FIRST + 44, struct.pack("<i", 50))),
    "an index that points beyond the file": but(shx=put(100, struct.pack(">i", 50_000))),
    "an index with another length": but(shx=put(104, struct.pack(">i", 5_000))),
}


@pytest.mark.parametrize("change", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_shape_does_not_count_as_blank(change, tmp_path):
    path = shapefile.write(tmp_path / "a.zip", change)

    assert outcome(path) == [(1, "geometry.unreadable")]
    assert cells(read(path, path.name).table) == list(VALUES)


def test_shapes_of_a_file_that_was_cut_off_are_named(tmp_path):
    path = shapefile.write(tmp_path / "a.zip", but(shp=lambda whole: whole[:-150]))

    assert outcome(path) == [(3, "geometry.unreadable"), (4, "geometry.unreadable")]


def test_rows_marked_as_deleted_are_none_and_their_shapes_neither(tmp_path):
    def marked(whole):
        at = whole.index(b" 440111001001JC00002")
        return whole[:at] + b"*" + whole[at + 1 :]

    path = shapefile.write(tmp_path / "a.zip", but(dbf=marked, shp=put(FIRST, struct.pack("<i", 99))))

    found = read(path, path.name)

    assert cells(found.table) == [VALUES[0], *VALUES[2:]]
    assert list(shapely.is_missing(found.geometry)) == [True, False, True]
    assert outcome(path) == [(1, "geometry.unreadable")]


@pytest.mark.parametrize(
    ("column", "old", "new", "said"),
    [
        ("宗地面积", b"1600.25", b"16O0.25", "16O0.25"),
        ("宗地面积", b"1600.25", b"1600-25", "1600-25"),
        ("宗地面积", b"1600.25", b"1 00.25", "1 00.25"),
        ("宗地面积", b"1600.25", b"1.00.25", "1.00.25"),
        ("宗地面积", b"1600.25", b"16\xb0\xa1.25", "16\ufffd\ufffd.25"),
        ("层数", b"   3", b" 3.5", "3.5"),
        ("层数", b"   3", b" 3F ", "3F"),
        ("测量日期", b"20250630", b"20251399", "20251399"),
        ("测量日期", b"20250630", b"20250230", "20250230"),
        ("测量日期", b"20250630", b"2025063X", "2025063X"),
        ("测量日期", b"20250630", b"202506  ", "202506"),
    ],
)
def test_cells_that_gdal_misreads_are_kept_as_they_are(column, old, new, said, tmp_path):
    path = shapefile.write(tmp_path / "a.zip", but(dbf=swap(old, new)))

    found = read(path, path.name).table[column]
    assert found[1] == said
    texts = {
        "宗地面积": ["1500.00", "800.50"],
        "层数": ["0", "1"],
        "测量日期": ["19991231", "20240229"],
    }
    assert [found[2], found[4], found.isna()[3]] == [*texts[column], True]


@pytest.mark.parametrize(
    ("column", "old", "new", "value"),
    [
        ("宗地面积", b"     1600.25", b"************", None),
        ("宗地面积", b"     1600.25", b"+1.60025E+03", 1600.25),
        ("宗地面积", b"     1600.25", b"1600.25\0\0\0\0\0", 1600.25),
        ("层数", b"   3", b"3.0 ", 3),
        ("测量日期", b"20250630", b"00000000", None),
    ],
)
def test_other_spellings_of_numbers_and_of_nothing(column, old, new, value, tmp_path):
    path = shapefile.write(tmp_path / "a.zip", but(dbf=swap(old, new)))

    at = COLUMNS.index(column)
    assert cells(read(path, path.name).table) == [
        (*VALUES[0][:at], value, *VALUES[0][at + 1 :]), *VALUES[1:]
    ]  # fmt: skip


def test_a_corner_that_is_no_number_stays_one(tmp_path):
    nan = struct.pack("<d", np.nan)
    path = shapefile.write(tmp_path / "a.zip", but(shp=put(FIRST + 64, nan)))

    assert np.isnan(shapely.get_coordinates(read(path, path.name).geometry[0])).sum() == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (but(dbf=lambda _: shapefile.dbf(VALUES[:3])), "shp.rows-differ"),
        (but(dbf=lambda _: shapefile.dbf([*VALUES, VALUES[0]])), "shp.rows-differ"),
        (but(dbf=lambda whole: whole[:-150]), "shp.rows-differ"),
        (but(shx=lambda whole: whole[:-8]), "file.broken"),
        (but(shp=put(0, struct.pack(">i", 9995))), "file.broken"),
        (but(shp=lambda whole: whole[:90]), "file.broken"),
        (but(dbf=lambda _: None), "shp.incomplete"),
        (but(shx=lambda _: None), "shp.incomplete"),
        (but(dbf=swap("石马村经济联社".encode("gbk"), b"\xff" * 14)), "text.encoding"),
    ],
)
def test_siblings_that_are_refused(change, expected, tmp_path):
    assert outcome(shapefile.write(tmp_path / "a.zip", change)) == expected
