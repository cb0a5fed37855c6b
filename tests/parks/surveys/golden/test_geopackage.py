"""The golden GeoPackage, GDAL's reading of it, and files that are nearly it."""

import sqlite3
import struct
from contextlib import closing

import numpy as np
import pyogrio
import pytest
import shapely

from parks.surveys.readers import read
from tests.parks.surveys.golden import geopackage
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, METRES, VALUES, cells, same_shapes

FIRST, *OTHERS = geopackage.golden_shapes()
assert FIRST is not None


@pytest.fixture
def golden(tmp_path):
    return geopackage.write(tmp_path / "石马.gpkg")


def changed(path, statements):
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(statements)
    return path


def test_the_golden_file(golden):
    found = read(golden, golden.name)

    assert (found.format, found.layer, found.crs_text, found.encoding.name) == (
        "GeoPackage", "宗地", "EPSG:4547", "UTF-8"
    )  # fmt: skip
    assert (found.columns, list(found.table.index), found.issues) == (list(COLUMNS), [1, 2, 3, 4], ())
    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry, METRES)
    assert found.geometry[1].interiors[0].coords[0] == (430070.0, 2580020.0)
    assert found.geometry[2].geoms[1].exterior.coords[1] == (430135.5, 2580020.125)


def test_what_gdal_reads_is_the_same(golden):
    gdal = pyogrio.read_dataframe(golden)

    assert cells(gdal) == list(VALUES)
    assert same_shapes(gdal.geometry.to_numpy(), METRES)
    assert gdal.crs.to_epsg() == 4547


def test_what_gdal_writes_of_it_comes_back(golden, tmp_path):
    meta, table = pyogrio.read_arrow(golden)
    pyogrio.write_arrow(
        table, tmp_path / "b.gpkg", geometry_name="geom", geometry_type="Unknown", crs=meta["crs"]
    )

    found = read(tmp_path / "b.gpkg", "b.gpkg")

    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry, METRES)


DAMAGED = {
    "another magic": b"XP" + FIRST[2:],
    "another version": FIRST[:2] + b"\x09" + FIRST[3:],
    "a kind of envelope that there is not": FIRST[:3] + bytes([1 | 7 << 1]) + FIRST[4:],
    "cut off": FIRST[:60],
    "the header alone": FIRST[:8],
    "more points than there are": FIRST.replace(struct.pack("<I", 5), struct.pack("<I", 500), 1),
    "a kind of shape that there is not": FIRST[:9] + struct.pack("<I", 99) + FIRST[13:],
    "a ring not closed": FIRST[:-16] + struct.pack("<2d", 430011.0, 2580011.0),
    "a ring of two points": geopackage.blob(struct.pack("<4I", 0, 3, 1, 2)[3:] + bytes(32)),
    "text": "POLYGON ((0 0, 1 0, 1 1, 0 0))",
}


@pytest.mark.parametrize("shape", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_shape_does_not_count_as_blank(shape, tmp_path):
    path = geopackage.write(tmp_path / "a.gpkg", [shape, *OTHERS])

    assert outcome(path) == [(1, "geometry.unreadable")]
    assert cells(read(path, path.name).table) == list(VALUES)


EMPTY = geopackage.blob(struct.pack("<BII", 1, 3, 0))


@pytest.mark.parametrize("shape", [None, EMPTY])
def test_no_shape_and_an_empty_one_are_blank(shape, tmp_path):
    path = geopackage.write(tmp_path / "a.gpkg", [shape, *OTHERS])

    assert outcome(path) == []
    assert shapely.is_empty(read(path, path.name).geometry[0]) == (shape is EMPTY)


def test_a_corner_that_is_no_number_stays_one(tmp_path):
    corner = FIRST.replace(struct.pack("<d", 430050.25), struct.pack("<d", np.nan), 1)
    path = geopackage.write(tmp_path / "a.gpkg", [corner, *OTHERS])

    assert np.isnan(shapely.get_coordinates(read(path, path.name).geometry[0])).sum() == 1


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("宗地面积", "'16O0.25'", "16O0.25"),
        ("宗地面积", "'约1600'", "约1600"),
        ("层数", "2.5", 2.5),
        ("层数", "'三层'", "三层"),
        ("测量日期", "'2025-13-99'", "2025-13-99"),
        ("测量日期", "'2025-02-30'", "2025-02-30"),
        ("测量日期", "'2025年6月30日'", "2025年6月30日"),
        ("测量日期", "20250630", 20250630),
    ],
)
def test_cells_that_gdal_misreads_are_kept_as_they_are(column, cell, said, golden):
    changed(golden, f"update 宗地 set {column} = {cell} where fid = {geopackage.FIDS[0]}")

    found = read(golden, golden.name).table

    at = COLUMNS.index(column)
    assert cells(found)[0] == (*VALUES[0][:at], said, *VALUES[0][at + 1 :])
    assert [(row[:at], str(row[at]).removesuffix(".0"), row[at + 1 :]) for row in cells(found)[1:]] == [
        (row[:at], str(row[at]).removesuffix(".0"), row[at + 1 :]) for row in VALUES[1:]
    ]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("update gpkg_contents set data_type = 'attributes'", "gpkg.no-layer"),
        ("drop table gpkg_contents", "file.broken"),
        ("drop table gpkg_geometry_columns", "file.broken"),
        ("delete from gpkg_geometry_columns", "file.broken"),
        ("drop table gpkg_spatial_ref_sys", "file.broken"),
        ("drop table 宗地", "file.broken"),
        ("delete from 宗地", "file.no-rows"),
        ("insert into gpkg_contents (table_name, data_type) values ('房屋', 'features')", "layers.several"),
        ("update 宗地 set 权利人 = cast(x'caafc2ed' as text)", "text.encoding"),
    ],
)
def test_siblings_that_are_refused(statements, expected, golden):
    assert outcome(changed(golden, statements)) == expected


@pytest.mark.parametrize(
    ("statements", "crs"),
    [
        ("delete from gpkg_spatial_ref_sys where srs_id = 4547", None),
        ("pragma application_id = 0; pragma user_version = 0", "EPSG:4547"),
    ],
)
def test_siblings_that_are_read(statements, crs, golden):
    found = read(changed(golden, statements), golden.name)

    assert (found.crs_text, cells(found.table)) == (crs, list(VALUES))
    assert same_shapes(found.geometry, METRES)
