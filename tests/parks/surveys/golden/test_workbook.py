"""The golden XLSX, openpyxl's reading of it, and workbooks that are nearly it."""

import datetime as dt

import openpyxl
import pytest

from parks.surveys.answers import Answers
from parks.surveys.readers import read
from tests.parks.surveys.golden import workbook
from tests.parks.surveys.golden.outcome import outcome
from tests.parks.surveys.golden.parcels import COLUMNS, DEGREES, cells, same_shapes
from tests.parks.surveys.golden.workbook import in_part, with_sheet

SAID = [
    ("440111001001JC00001", "石马村经济联社", "1600.25", "3", "-2.5", "2025-06-30", "临路，已测"),
    ("440111001001JC00002", "鹤边村〇一社 & 联社", "1500", "0", "-0.125", "1999-12-31", None),
    ("440111001001JC00003", None, None, None, "12", None, "两块：东、西"),
    ("440111001001JC00004", "无图形", "800.5", "1", "0", "2024-02-29", None),
]
NOTES = [
    (None, "sheet.unread"), (None, "sheet.title-rows"), (None, "sheet.totals-row"), (None, "sheet.blank-rows"),
]  # fmt: skip


def said(found):
    return cells(found.table.rename(columns={"宗地面积（㎡）": "宗地面积"}))


def test_the_golden_file(tmp_path):
    found = read(workbook.write(tmp_path / "a.xlsx"), "石马.xlsx")

    assert (found.format, found.layer, found.crs_text) == ("XLSX", "宗地", "EPSG:4490")
    assert found.columns == [
        "宗地代码",
        "权利人",
        "宗地面积（㎡）",
        "层数",
        "标高",
        "测量日期",
        "备注",
        "图形",
    ]
    assert list(found.table.index) == [3, 4, 6, 7]
    assert said(found) == SAID
    assert same_shapes(found.geometry, DEGREES)
    assert [(issue.row, issue.code) for issue in found.issues] == NOTES
    assert "去年（隐藏）" in found.issues[0].zh


def test_what_openpyxl_reads_is_the_same(tmp_path):
    book = openpyxl.load_workbook(workbook.write(tmp_path / "a.xlsx"), data_only=True)
    sheet = book["宗地"]

    assert (book.sheetnames, book["去年"].sheet_state) == (["宗地", "去年"], "hidden")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:H1"]
    assert [cell.value for cell in sheet[2]][:2] == list(COLUMNS[:2])
    values = ["440111001001JC00001", "石马村经济联社", 1600.25, 3, -2.5]
    assert [cell.value for cell in sheet[3]][:5] == values
    assert [cell.value for cell in sheet[4]][2:5] == [1500, 0, -0.125]
    assert [sheet[f"F{row}"].value.date() for row in (3, 4, 7)] == [
        dt.date(2025, 6, 30), dt.date(1999, 12, 31), dt.date(2024, 2, 29)
    ]  # fmt: skip


def test_what_openpyxl_writes_of_it_comes_back(tmp_path):
    book = openpyxl.load_workbook(workbook.write(tmp_path / "a.xlsx"), data_only=True)
    book.save(tmp_path / "b.xlsx")

    found = read(tmp_path / "b.xlsx", "b.xlsx")

    assert said(found) == SAID
    assert same_shapes(found.geometry, DEGREES)


def test_the_hidden_sheet_can_be_chosen(tmp_path):
    found = read(workbook.write(tmp_path / "a.xlsx"), "a.xlsx", Answers(layer="去年"))

    assert (found.columns, len(found.table)) == (["宗地代码", "权利人"], 1)


SAME = {
    "days counted from 1904": lambda parts: (
        parts
        | {
            "xl/workbook.xml": workbook.BOOK.replace("<workbookPr/>", '<workbookPr date1904="1"/>'),
            "xl/worksheets/sheet1.xml": workbook.SHEET.replace("45838", "44376")
            .replace("36525", "35063")
            .replace("45351", "43889"),
        }
    ),
    "targets from the root": in_part(
        "xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet1.xml"', 'Target="/xl/worksheets/sheet1.xml"'
    ),
    "a sheet hidden for good": in_part("xl/workbook.xml", 'state="hidden"', 'state="veryHidden"'),
    "no dimension": with_sheet('<dimension ref="A1:H8"/>', ""),
    "a dimension that is wrong": with_sheet('ref="A1:H8"', 'ref="A1:B2"'),
    "a date with its time": with_sheet('<c r="F3" s="1"><v>45838</v>', '<c r="F3" s="1"><v>45838.0</v>'),
    "a date as ISO text": with_sheet(
        '<c r="F3" s="1"><v>45838</v>', '<c r="F3" t="d"><v>2025-06-30</v>'
    ),
    "a prefix for every element": lambda parts: parts | {"xl/worksheets/sheet2.xml": prefixed(workbook.HIDDEN)},
}  # fmt: skip


def prefixed(xml):
    head, body = xml.split("?>\n", 1)
    named = (
        body.replace("</", "<\0").replace("<", "<x:").replace("<x:\0", "</x:").replace("xmlns=", "xmlns:x=")
    )
    return f"{head}?>\n{named}"


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_siblings_that_say_the_same(change, tmp_path):
    path = workbook.write(tmp_path / "a.xlsx", change)

    assert outcome(path) == NOTES
    assert said(read(path, path.name)) == SAID


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (with_sheet('<c r="C3"><v>1600.25</v>', '<c r="C3" t="e"><v>#DIV/0!</v>'), (3, "cell.error")),
        (with_sheet("<f>30*50</f><v>1.5E3</v>", "<f>30*50</f>"), (4, "cell.no-result")),
        (with_sheet('<c r="D3"><v>3</v>', '<c r="D3"><v>440111001001123456</v>'), (3, "cell.digits-lost")),
        (with_sheet("POLYGON ((113.3151 23.3181,", "POLYGON ((113.3151,"), (3, "geometry.wkt")),
        (
            with_sheet("113.3171 23.3181, 113.3171 23.3182", "113.3171 23.3181,, 113.3171"),
            (6, "geometry.wkt"),
        ),
        (with_sheet('<row r="7">', '<row r="7" hidden="1">'), (None, "sheet.hidden-rows")),
        (with_sheet('ref="A1:H1"/>', 'ref="A1:H1"/><mergeCell ref="B3:B4"/>'), (3, "sheet.merged-cells")),
    ],
)
def test_siblings_with_one_thing_wrong(change, expected, tmp_path):
    found = outcome(workbook.write(tmp_path / "a.xlsx", change))

    assert set(found) - set(NOTES) == {expected}


@pytest.mark.parametrize(
    ("old", "new", "column", "said"),
    [
        ("<v>1600.25</v>", "<v>16O0.25</v>", "宗地面积", "16O0.25"),
        ("<v>1600.25</v>", "<v>#DIV/0!</v>", "宗地面积", "#DIV/0!"),
        ("<v>45838</v>", "<v>1e10</v>", "测量日期", "10000000000"),
        ("<v>45838</v>", "<v>-5</v>", "测量日期", "00:00:00"),
    ],
)
def test_cells_that_are_no_number_or_day_stay_what_they_are(old, new, column, said, tmp_path):
    path = workbook.write(tmp_path / "a.xlsx", with_sheet(old, new))

    at = COLUMNS.index(column)
    found = read(path, path.name)
    assert cells(found.table.rename(columns={"宗地面积（㎡）": "宗地面积"}))[0][at] == said


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (in_part("xl/workbook.xml", 'sheetId="1" r:id="rId1"', 'sheetId="1" r:id="rId9"'), "file.broken"),
        (in_part("xl/workbook.xml", "<sheets>", "<sheet>"), "file.broken"),
        (lambda parts: {n: p for n, p in parts.items() if "sharedStrings" not in n}, "file.broken"),
        (lambda parts: {n: p for n, p in parts.items() if "sheet1" not in n}, "file.broken"),
        (with_sheet("</sheetData>", ""), "file.broken"),
        (with_sheet('<c r="B3" t="s"><v>5</v>', '<c r="B3" t="s"><v>99</v>'), "file.broken"),
        (in_part("xl/workbook.xml", ' state="hidden"', ""), "layers.several"),
        (lambda parts: parts | {"xl/worksheets/sheet1.xml": f"<worksheet {workbook.MAIN}><sheetData/></worksheet>"},
         "sheet.only-hidden"),
    ],
)  # fmt: skip
def test_siblings_that_are_refused(change, expected, tmp_path):
    assert outcome(workbook.write(tmp_path / "a.xlsx", change)) == expected
