"""Workbooks as clerks keep them: titles, merged headers, totals, hidden rows and sheets, formulas."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import shapely

from parks.surveys.answers import Answers
from parks.surveys.readers import Limits, read, worksheet_xml
from parks.surveys.refusals import RefusedError
from tests.parks.surveys import files, sheets
from tests.parks.surveys.sheets import HEADER, row


def codes(reading):
    return [(issue.row, issue.code) for issue in reading.issues]


def refusal(path, **how):
    with pytest.raises(RefusedError) as caught:
        read(path, path.name, **how)
    return caught.value


def opened(path, **how):
    return read(path, path.name, **how)


def test_what_openpyxl_writes_comes_back(tmp_path):
    book = openpyxl.Workbook()
    for cells in (
        [*HEADER, "宗地面积（㎡）", "测量日期"],
        row(1, 1600.25, dt.date(2025, 6, 30)),
        row(2, 3, None),
    ):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")

    reading = opened(tmp_path / "a.xlsx")

    assert (reading.format, reading.layer, reading.columns[-2:]) == (
        "XLSX",
        "Sheet",
        ["宗地面积（㎡）", "测量日期"],
    )
    assert list(reading.table.index) == [2, 3]
    assert list(reading.table["宗地面积（㎡）"]) == ["1600.25", "3"]
    assert reading.table["测量日期"][2] == "2025-06-30"
    assert (reading.issues, reading.shape_columns, set(reading.geometry)) == ((), (), {None})


def test_the_older_format_made_by_hand():
    reading = opened(sheets.XLS)

    assert (reading.format, reading.layer) == ("XLS", "宗地")
    assert reading.columns == [
        "宗地代码", "权利人", "合法建筑面积（㎡）", "2009年前无证建筑面积（㎡）", "测量日期", "层数"
    ]  # fmt: skip
    assert reading.table.loc[4].tolist() == [
        "440111001001JC00001", "石马村经济联社", "1200.5", "0", "2025-06-30", "3"
    ]  # fmt: skip
    assert codes(reading) == [
        (None, "sheet.unread"), (None, "sheet.title-rows"), (None, "sheet.two-row-header"),
        (None, "sheet.totals-row"), (None, "sheet.hidden-rows"), (5, "cell.error"),
    ]  # fmt: skip


def test_titles_blank_rows_totals_and_remarks_are_said(tmp_path):
    path = sheets.workbook(
        tmp_path / "a.xlsx",
        ["白云区宗地摸查表"], [], [*HEADER, "面积（亩）"], row(1, 2), [], row(2, 3),
        ["合 计", None, None, None, None, 5], ["填表人：张三", None, "审核：李四"],
    )  # fmt: skip

    reading = opened(path)

    assert list(reading.table.index) == [4, 6]
    assert codes(reading) == [
        (None, "sheet.title-rows"), (None, "sheet.totals-row"), (None, "sheet.totals-row"), (None, "sheet.blank-rows")
    ]  # fmt: skip
    assert "第 7 行" in reading.issues[1].zh


def test_a_row_with_a_code_is_never_a_total(tmp_path):
    path = sheets.workbook(tmp_path / "a.xlsx", HEADER, [*row(1)[:4], "合计村经济联社"])

    assert list(opened(path).table.index) == [2]


def test_a_header_of_two_rows_and_column_numbers(tmp_path):
    def draw(book, sheet):
        sheet.merge_range("A1:A2", "宗地代码")
        sheet.merge_range("B1:D1", "建筑面积（万㎡）")
        sheet.write_row("B2", ["合法", "2009年前无证", "合计"])
        sheet.merge_range("E1:E2", "宗地面积")
        sheet.write_row("A3", ["（1）", "（2）", "（3）", "（4）", "（5）"])
        sheet.write_row("A4", [files.CODE.format(1), 1.5, 0, 1.5, 900])

    reading = opened(sheets.drawn(tmp_path / "a.xlsx", draw))

    assert reading.columns == [
        "宗地代码", "合法建筑面积（万㎡）", "2009年前无证建筑面积（万㎡）", "总建筑面积（万㎡）", "宗地面积"
    ]  # fmt: skip
    assert list(reading.table.index) == [4]
    assert codes(reading) == [(None, "sheet.two-row-header"), (None, "sheet.column-numbers")]


def test_groups_above_and_units_beneath_the_header(tmp_path):
    path = sheets.workbook(
        tmp_path / "a.xlsx",
        ["基本情况", None, "面积情况", None],
        ["宗地代码", "权利人", "宗地面积", "合法建筑面积"],
        [None, None, "（亩）", "（㎡）"],
        [files.CODE.format(1), "石马", 2, 3],
    )

    reading = opened(path)

    assert reading.columns == ["宗地代码", "权利人", "宗地面积(亩)", "合法建筑面积(㎡)"]
    assert list(reading.table.index) == [4]


def test_two_columns_of_one_name_and_none(tmp_path):
    path = sheets.workbook(
        tmp_path / "a.xlsx", ["宗地代码", "面积", None, "面积"], [files.CODE.format(1), 1, "x", 2]
    )

    assert opened(path).columns == ["宗地代码", "面积", "C列", "面积(2)"]


def test_formulas_are_their_results_and_errors_are_said(tmp_path):
    def draw(book, sheet):
        sheet.write_row(0, 0, [*HEADER, "宗地面积", "层数", "备注"])
        for n in (1, 2):
            sheet.write_row(n, 0, row(n))
        sheet.write_formula("F2", "=800*2", None, 1600)
        sheet.write_formula("F3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("H2", "=A1", None, "#REF!")

    reading = opened(sheets.drawn(tmp_path / "a.xlsx", draw), wanted=lambda columns, _: columns[:7])

    assert reading.table["宗地面积"][2] == "1600"
    assert codes(reading) == [(3, "cell.error")]
    assert "#DIV/0!" in reading.issues[0].zh


def test_a_formula_without_its_result(tmp_path):
    book = openpyxl.Workbook()
    for cells in ([*HEADER, "层数"], row(1, "=1+1")):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")

    assert codes(opened(tmp_path / "a.xlsx")) == [(2, "cell.no-result")]


def test_hidden_rows_and_merged_cells_are_read_and_said(tmp_path):
    def draw(book, sheet):
        sheet.write_row(0, 0, HEADER)
        for n in (1, 2, 3):
            sheet.write_row(n, 0, row(n)[:4])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.merge_range("E2:E4", "石马村")

    reading = opened(sheets.drawn(tmp_path / "a.xlsx", draw))

    assert list(reading.table.index) == [2, 3, 4]
    assert codes(reading) == [(None, "sheet.hidden-rows"), (2, "sheet.merged-cells")]
    assert "第 3 行" in reading.issues[0].zh


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        (914401011234567890, True),
        (123456789012345, False),
        ("4.40111E+18", True),
        ("4.4E+3", False),
        (True, False),
    ],
)
def test_long_codes_that_became_numbers(cell, lost, tmp_path):
    path = sheets.workbook(tmp_path / "a.xlsx", [*HEADER, "园区编号"], row(1, cell))

    assert codes(opened(path)) == ([(2, "cell.digits-lost")] if lost else [])


def test_a_table_that_begins_further_right(tmp_path):
    def draw(book, sheet):
        sheet.write_row("C5", HEADER)
        sheet.write_row("C6", row(1))

    reading = opened(sheets.drawn(tmp_path / "a.xlsx", draw))

    assert reading.columns == ["A列", "B列", *HEADER]
    assert reading.table["宗地代码"].to_dict() == {6: files.CODE.format(1)}


class TestSheets:
    def test_several_are_named(self, tmp_path):
        path = sheets.workbook(tmp_path / "a.xlsx", HEADER, row(1), 去年=[HEADER, row(2)])

        error = refusal(path)
        assert (error.code, "宗地、去年" in error.zh, error.layers) == (
            "layers.several",
            True,
            ["宗地", "去年"],
        )

        chosen = opened(path, answers=Answers(layer="去年"))
        assert (chosen.layer, chosen.table["宗地代码"][2]) == ("去年", files.CODE.format(2))
        assert "宗地" in chosen.issues[0].zh

        assert refusal(path, answers=Answers(layer="前年")).code == "layers.unknown"

    def test_notes_and_hidden_ones_are_not_read_and_said(self, tmp_path):
        def draw(book, sheet):
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, row(1))
            book.add_worksheet("说明").write(0, 0, "请于月底前上报")
            hidden = book.add_worksheet("旧表")
            hidden.write_row(0, 0, HEADER)
            hidden.hide()

        reading = opened(sheets.drawn(tmp_path / "a.xlsx", draw))

        assert reading.layer == "宗地"
        assert codes(reading) == [(None, "sheet.unread")]
        assert "说明、旧表（隐藏）" in reading.issues[0].zh

    def test_only_a_hidden_one_beside_notes(self, tmp_path):
        def draw(book, sheet):
            sheet.write(0, 0, "x")
            for name in ("甲", "乙"):
                other = book.add_worksheet(name)
                other.write_row(0, 0, HEADER)
                other.hide()
            book.add_worksheet("y").write(0, 0, "y")

        assert "甲（隐藏）" in refusal(sheets.drawn(tmp_path / "a.xlsx", draw)).zh


class TestShapes:
    def test_wkt(self, tmp_path):
        shape = sheets.degrees()
        path = sheets.workbook(
            tmp_path / "a.xlsx",
            [*HEADER, "图形"], row(1, shape.wkt), row(2, f"SRID=4490;{shape.wkt}"), row(3, "POLYGON((0 0"), row(4),
        )  # fmt: skip

        reading = opened(path)

        assert shapely.equals_exact(reading.geometry[:2], shape, 1e-9).all()
        assert (list(reading.geometry[2:]), reading.crs_text) == ([None, None], "EPSG:4490")
        assert (codes(reading), reading.shape_columns) == ([(4, "geometry.wkt")], ("图形",))

    def test_two_systems_in_one_column(self, tmp_path):
        path = sheets.workbook(
            tmp_path / "a.xlsx", ["宗地代码", "WKT"], ["a", "SRID=1;POINT(1 1)"], ["b", "SRID=2;POINT(1 1)"]
        )

        assert refusal(path).code == "wkt.srids"

    def test_points(self, tmp_path):
        path = sheets.workbook(
            tmp_path / "a.xlsx",
            [*HEADER, "经度", "纬度"],
            row(1, 113.25, "２３．１"),
            row(2, "113°15′", 23),
            row(3),
        )

        reading = opened(path)

        assert reading.geometry[0] == shapely.Point(113.25, 23.1)
        assert (list(reading.geometry[1:]), codes(reading)) == ([None, None], [(3, "geometry.coordinates")])


class TestLimits:
    def test_rows(self, tmp_path):
        path = sheets.workbook(tmp_path / "a.xlsx", HEADER, *(row(n) for n in range(6)))

        assert refusal(path, limits=Limits(rows=5)).code == "file.too-many-rows"
        assert len(opened(path, limits=Limits(rows=6)).table) == 6

    def test_no_rows(self, tmp_path):
        assert refusal(sheets.workbook(tmp_path / "a.xlsx", HEADER)).code == "file.no-rows"
        assert refusal(sheets.workbook(tmp_path / "b.xlsx")).code == "file.no-rows"

    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path):
        path = altered(tmp_path, "xl/sharedStrings.xml", lambda old: old + b" " * 50_000_000)

        assert refusal(path).code == "zip.too-big"
        assert refusal(path, limits=Limits(unpacked_bytes=1_000)).code == "zip.too-big"

    @pytest.mark.parametrize(
        "cell",
        [
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            b"<row><c><v>1</v></c></row>" * 2_000,
            b"<x:row r='1048576'><x:c  r='ZZ1048576'><x:v>1</x:v></x:c></x:row>",
        ],
    )
    def test_a_sheet_as_large_as_can_be(self, cell, tmp_path):
        path = altered(
            tmp_path,
            "xl/worksheets/sheet1.xml",
            lambda old: old.replace(b"</sheetData>", cell + b"</sheetData>"),
        )

        assert refusal(path).code == "workbook.too-big"


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        ("xl/workbook.xml", lambda old: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + old, "file.broken"),
        ("xl/workbook.xml", lambda old: old[:50], "file.broken"),
        ("xl/worksheets/sheet1.xml", lambda old: old[:-200], "file.broken"),
        ("xl/_rels/workbook.xml.rels", lambda old: b"<x/>", "file.broken"),
    ],
)
def test_damaged_parts(part, change, code, tmp_path):
    assert refusal(altered(tmp_path, part, change)).code == code


def test_a_password_is_said(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    assert refusal(path).code == "workbook.password"


def test_other_office_files(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    assert (refusal(path).code, "Office" in refusal(path).zh) == ("file.unsupported", True)
    assert "XLSB" in refusal(files.zipped(path, **{"[Content_Types].xml": b"", "xl/workbook.bin": b""})).zh


@pytest.mark.parametrize("name", ["a.csv", "a.gpkg", "a"])
def test_a_workbook_under_any_name(name, tmp_path):
    path = sheets.workbook(tmp_path / "x.xlsx", HEADER, row(1))

    assert read(path, name).format == "XLSX"


def altered(folder: Path, part: str, change) -> Path:
    """A good workbook, one of whose parts is another."""
    source = sheets.workbook(folder / "good.xlsx", HEADER, row(1), row(2))
    path = folder / "altered.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return path


def test_a_sheet_of_failed_formulas(tmp_path, monkeypatch):
    monkeypatch.setattr(worksheet_xml, "FAULTS", 2)

    def draw(book, sheet):
        sheet.write_row(0, 0, HEADER)
        for n in (1, 2, 3):
            sheet.write_formula(n, 0, "=1/0", None, "#DIV/0!")

    assert refusal(sheets.drawn(tmp_path / "a.xlsx", draw)).code == "workbook.failed"
