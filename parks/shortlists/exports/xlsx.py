"""Rows as a workbook, a selection's parks if nothing else is said: one sheet of them, one (说明) that says what they are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from parks.selections.rows import Row
from parks.shortlists.columns import COLUMNS, Column
from parks.shortlists.facts import SYNTHETIC, Fact

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_GUESSING = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text: a name that starts with `=` is no formula."""


def write(
    target: IO[bytes],
    rows: Iterable[Row],
    facts: list[Fact],
    columns: Sequence[Column] = COLUMNS,
    title: str = "园区清单",
) -> None:
    with Workbook(
        target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", **NO_GUESSING}
    ) as book:
        if any(fact.key == "synthetic" for fact in facts):
            book.set_properties({"comments": SYNTHETIC})
        _rows(book, rows, columns, title)
        _explanation(book, facts, columns)


def _rows(book: Workbook, rows: Iterable[Row], columns: Sequence[Column], title: str) -> None:
    sheet = book.add_worksheet(title)
    header = book.add_format(
        {"bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "vcenter", "border": 1}
    )
    formats = [
        book.add_format({"num_format": column.format}) if column.format else None for column in columns
    ]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, formats[index])
        sheet.write_string(0, index, column.header, header)
    sheet.freeze_panes(1, 2)
    last = 0
    for last, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            _cell(sheet, last, index, column.value(row), formats[index])
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _cell(sheet: Worksheet, row: int, column: int, value: Any, style: Format | None) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def _explanation(book: Workbook, facts: list[Fact], columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet("说明")
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for number, fact in enumerate(facts):
        sheet.write_string(number, 0, fact.zh, label)
        _cell(sheet, number, 1, fact.value, text)
    for number, column in enumerate(columns, start=len(facts) + 1):
        sheet.write_string(number, 0, column.header, label)
        sheet.write_string(number, 1, column.en, text)
