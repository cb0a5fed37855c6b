"""Golden workbooks and delimited texts, made at run time: what clerks' spreadsheets look like."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.parks.surveys import files

DATA = Path(__file__).parent / "data"
HEADER = ("宗地代码", "权属性质", "用地手续", "有证情况", "权利人")
XLS = DATA / "survey.xls"
"""Made with Excel's older format: title, two-row header, a date, an error, a hidden row, a total, a hidden sheet."""


def row(n: int = 1, *more: object) -> list[object]:
    """A blameless row under HEADER, and cells beyond."""
    return [files.CODE.format(n), "集体", "未完善", "无证", "石马村经济联社", *more]


def workbook(
    path: Path, *rows: Sequence[object], name: str = "宗地", **sheets: Sequence[Sequence[object]]
) -> Path:
    """One sheet with these rows, and more by name."""

    def fill(sheet: Worksheet, cells: Sequence[Sequence[object]]) -> None:
        for number, line in enumerate(cells):
            sheet.write_row(number, 0, line)

    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    for title, cells in {name: rows, **sheets}.items():
        fill(book.add_worksheet(title), cells)
    book.close()
    return path


def drawn(path: Path, draw: Callable[[xlsxwriter.Workbook, Worksheet], Any]) -> Path:
    """One sheet, drawn by hand."""
    book = xlsxwriter.Workbook(path)
    draw(book, book.add_worksheet("宗地"))
    book.close()
    return path


def text(path: Path, *rows: Sequence[object], separator: str = ",", encoding: str = "utf-8") -> Path:
    lines = (separator.join(str(cell) for cell in cells) for cells in rows)
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def degrees(n: int = 0, **place: float) -> Any:
    """The n-th lot of the test park in EPSG:4490."""
    table = files.frame(1, geometry=[files.box(n, **place)])
    return table.to_crs(4490).geometry.iloc[0]
