"""The golden XLS, calamine's reading of it, and workbooks that are nearly it. Nothing here writes XLS but the test itself."""

import datetime as dt
import struct

import pytest
import python_calamine
import shapely

from parks.surveys.readers import read
from tests.parks.surveys.golden import xls
from tests.parks.surveys.golden.outcome import outcome

SAID = [
    ("440111001001JC00001", "石马村经济联社", "1600.25", "3", "-2.5", "2025-06-30", xls.SHAPES[0]),
    ("440111001001JC00002", "鹤边村〇一社 & 联社", "1500", "0", "-0.125", None, xls.SHAPES[1]),
]
GOLDEN = xls.compound(xls.stream())


def with_cell(place, cell):
    return xls.compound(xls.stream((*xls.CELLS[:place], cell, *xls.CELLS[place + 1 :])))


def test_the_golden_file(tmp_path):
    found = read(xls.write(tmp_path / "a.xls"), "石马.xls")

    assert (found.format, found.layer, found.crs_text, found.issues) == ("XLS", "宗地", None, ())
    assert (found.columns, found.shape_columns) == (list(xls.HEADER), ("WKT",))
    assert list(found.table.index) == [2, 3]
    rows = found.table.astype(object).where(found.table.notna(), None)
    assert list(rows.itertuples(index=False, name=None)) == SAID
    assert [shape.wkt for shape in found.geometry] == [shapely.from_wkt(text).wkt for text in xls.SHAPES]


def test_what_calamine_reads_is_the_same(tmp_path):
    book = python_calamine.CalamineWorkbook.from_path(str(xls.write(tmp_path / "a.xls")))

    assert book.sheet_names == ["宗地"]
    assert book.get_sheet_by_index(0).to_python() == [
        list(xls.HEADER),
        ["440111001001JC00001", "石马村经济联社", 1600.25, 3, -2.5, dt.date(2025, 6, 30), xls.SHAPES[0]],
        ["440111001001JC00002", "鹤边村〇一社 & 联社", 1500, 0, -0.125, "", xls.SHAPES[1]],
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOLDEN[:2_000], "file.broken"),
        (GOLDEN[:-1_536], "file.broken"),
        (xls.compound(xls.stream(), "Arbeitsmappe"), "file.unsupported"),
        (xls.compound(xls.stream(before=xls.record(0x002F, bytes(54)))), "workbook.password"),
        (with_cell(9, xls.failed(1, 2, 0x2A)), [(2, "cell.error")]),
        (with_cell(7, xls.number(1, 0, 4.40111e18)), [(2, "cell.digits-lost")]),
        (with_cell(8, xls.label(1, 1, 99)), "file.broken"),
        (xls.compound(xls.stream(xls.CELLS[:7])), "file.no-rows"),
        (xls.compound(xls.stream(())), "file.no-rows"),
        (GOLDEN.replace(struct.pack("<H", 0x0809), struct.pack("<H", 0x0808), 1), "file.broken"),
        (GOLDEN.replace("23.3181,".encode("utf-16-le"), "23,3181,".encode("utf-16-le"), 1), [(2, "geometry.wkt")]),
        (GOLDEN[:524] + struct.pack("<I", 3) + GOLDEN[528:], "file.broken"),
    ],
    ids=[
        "cut early", "cut late", "no workbook", "password", "#N/A", "digits lost", "text missing", "header alone", "empty",
        "no beginning", "torn WKT", "sectors in a circle",
    ],
)  # fmt: skip
def test_siblings(content, expected, tmp_path):
    assert outcome(xls.write(tmp_path / "a.xls", content)) == expected
