"""The golden FileGDB, whose rows are made by hand, GDAL's reading of it, and geodatabases that are nearly it."""

import struct

import pyogrio
import pytest

from parks.surveys.readers import read
from tests.parks.surveys import files
from tests.parks.surveys.golden import filegdb, geopackage
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, METRES, VALUES, cells, shape

NEAR = 1e-6
"""Metres: the format keeps whole steps, from an origin far away."""


def same_shapes(found):
    expected = [shape(parts, multi=True) for parts in METRES]
    return [
        a is b or bool(a.normalize().equals_exact(b.normalize(), NEAR))
        for a, b in zip(found, expected, strict=True)
    ] == [True] * 4


def test_the_stored_rows_are_those_made_by_hand():
    table = filegdb.table()

    assert [table.count(row) for row in filegdb.rows()] == [1, 1, 1, 1]
    assert filegdb.STORED.stat().st_size < 20_000


def test_the_golden_file():
    found = read(filegdb.STORED, filegdb.STORED.name)

    assert (found.format, found.layer, found.crs_text, found.encoding.name) == (
        "FileGDB", "宗地", "EPSG:4547", "UTF-8"
    )  # fmt: skip
    assert (found.columns, list(found.table.index), found.issues) == (list(COLUMNS), [1, 2, 3, 4], ())
    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry)


def test_what_gdal_reads_is_the_same():
    gdal = pyogrio.read_dataframe(f"/vsizip/{filegdb.STORED}/石马.gdb")

    assert cells(gdal) == list(VALUES)
    assert same_shapes(gdal.geometry)


def test_what_gdal_writes_comes_back(tmp_path):
    meta, table = pyogrio.read_arrow(geopackage.write(tmp_path / "a.gpkg"))
    folder = tmp_path / "石马.gdb"
    pyogrio.write_arrow(
        table, folder, driver="OpenFileGDB", layer="宗地", geometry_name="geom", geometry_type="MultiPolygon",
        crs=meta["crs"], layer_options={"TARGET_ARCGIS_VERSION": "ARCGIS_PRO_3_2_OR_LATER"},
    )  # fmt: skip
    parts = {f"石马.gdb/{part.name}": part.read_bytes() for part in folder.iterdir()}

    found = read(files.zipped(tmp_path / "a.zip", **parts), "a.zip")

    assert cells(found.table) == list(VALUES)
    assert same_shapes(found.geometry)


def swap(old, new):
    def change(table):
        assert table.count(old) == 1
        return table.replace(old, new)

    return change


FIRST, *_, LAST = filegdb.rows()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (swap("石马村".encode(), b"\xff" * 9), "text.encoding"),
        (swap(FIRST, struct.pack("<i", 9_999) + FIRST[4:]), "file.broken"),
        (lambda table: table[: -len(LAST)], "file.broken"),
        (lambda table: table[: table.index(FIRST)], "file.broken"),
        (lambda table: b"\x09" + table[1:], "file.no-rows"),
    ],
)
def test_siblings_that_are_refused(change, expected, tmp_path):
    assert outcome(filegdb.write(tmp_path / "a.zip", change)) == expected
