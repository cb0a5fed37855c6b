"""The returned workbook (回传工作簿): the clerk's own rows as XLSX, with what is wrong marked where it is wrong. Uploaded again,
it merges only its rows (`returned.py`)."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from parks.surveys import annotated_notes
from parks.surveys.answers import Answers
from parks.surveys.columns import choices, fields
from parks.surveys.issues import shown
from parks.surveys.marks import STYLES, Mark, marks_of, worst
from parks.surveys.models import SurveyUpload
from parks.surveys.readers import Reading
from parks.surveys.readers.grid import EXACT_UP_TO, text_of
from parks.surveys.readers.header import NUMBER_AGAIN, ROW_NUMBER
from parks.surveys.readers.workbook import MARK_SHEET
from parks.surveys.returned import PROBLEMS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_GUESSING = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WHOLE_UP_TO = 20_000
LONGEST_CELL, LONGEST_COMMENT = 32_767, 2_000
SHEET = "宗地"
NUMERIC = ("number", "area", "whole")
NOT_USED = ("suggestion", "duplicate", "none")
LEFT_OUT = "不入库（已选择不提交这一行） Left out of the commit"
COLUMN_WIDTH, PROBLEM_WIDTH = 16, 60
COMMENT_BOX = {"author": "村园图", "width": 360, "height": 140}


def write(target: IO[bytes], upload: SurveyUpload, reading: Reading) -> None:
    """`reading` holds all columns of the upload's file, and its shapes, which do not go into the workbook."""
    marks = marks_of(upload)
    rows = chosen(reading.table.index, marks)
    sheet = _Sheet(upload, reading, Answers.load(upload.answers))
    with Workbook(target, {"constant_memory": True, **NO_GUESSING}) as book:
        book.set_properties({"title": upload.file_name, "comments": f"村园图 survey {upload.pk}"})
        sheet.write(book, rows, marks)
        whole = len(rows) == len(reading.table)
        annotated_notes.write(book, upload, marks, None if whole else (len(rows), len(reading.table)))
        _mark_origin(book, upload)


def chosen(index: pd.Index, marks: Sequence[Mark]) -> list[int]:
    """Every row of a file that is not too long; else those with issues, what must be fixed first, up to the same number."""
    if len(index) <= WHOLE_UP_TO:
        return [int(row) for row in index]
    known = set(index)
    with_issues = dict.fromkeys(mark.row for mark in marks if mark.row in known)
    return sorted(int(row) for row in list(with_issues)[:WHOLE_UP_TO] if row is not None)


def _mark_origin(book: Workbook, upload: SurveyUpload) -> None:
    hidden = book.add_worksheet(MARK_SHEET)
    hidden.very_hidden()
    hidden.write_string(0, 0, str(upload.pk))
    hidden.write_string(1, 0, upload.sha256)


class _Sheet:
    def __init__(self, upload: SurveyUpload, reading: Reading, answers: Answers) -> None:
        self.table, self.answers = reading.table, answers
        self.columns = [name for name in reading.columns if name not in reading.shape_columns]
        self.at = {shown(name): position for position, name in enumerate(self.columns, 1)}
        used = (entry for entry in upload.mapping if entry["field"] and entry["how"] not in NOT_USED)
        self.fields = {
            self.at[entry["column"]]: entry["field"] for entry in used if entry["column"] in self.at
        }
        self.problems = len(self.columns) + 1

    def write(self, book: Workbook, rows: Sequence[int], marks: Sequence[Mark]) -> None:
        sheet = book.add_worksheet(SHEET)
        styles = {name: book.add_format({**style, "valign": "top"}) for name, style in STYLES.items()}
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, self.problems - 1, COLUMN_WIDTH)
        sheet.set_column(self.problems, self.problems, PROBLEM_WIDTH, wrapped)
        sheet.set_column(self.problems + 1, self.problems + 1, COLUMN_WIDTH, None, {"hidden": True})
        by_row = self._placed(marks)
        self._header(book, sheet, by_row.get(None, {}))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), self.problems)
        self._choices(sheet, len(rows))
        cells = self.table.loc[list(rows)].itertuples(index=False)
        for line, (row, values) in enumerate(zip(rows, cells, strict=True), 1):
            self._row(sheet, line, row, self._with_fixes(row, values), by_row.get(row, {}), styles)

    def _placed(self, marks: Sequence[Mark]) -> Mapping[int | None, Mapping[int, list[Mark]]]:
        """Row → position of the cell → its marks; what belongs to no column stands at the row's number."""
        placed: dict[int | None, dict[int, list[Mark]]] = defaultdict(lambda: defaultdict(list))
        for mark in marks:
            placed[mark.row][self.at.get(mark.column, 0)].append(mark)
        return placed

    def _header(self, book: Workbook, sheet: Worksheet, marks: Mapping[int, list[Mark]]) -> None:
        plain = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        for position, name in enumerate((ROW_NUMBER, *self.columns, PROBLEMS, NUMBER_AGAIN)):
            found = marks.get(position, []) if position else []
            style = book.add_format({**STYLES[worst(found)], "text_wrap": True}) if found else plain
            sheet.write_string(0, position, name, style)
            _comment(sheet, 0, position, found)

    def _choices(self, sheet: Worksheet, count: int) -> None:
        """Lists to choose from where a field knows only some values; others are warned of, not stopped."""
        for position, name in self.fields.items():
            if fields()[name].kind == "choice" and count:
                rule = {"validate": "list", "source": spellings(name), "error_type": "warning"}
                sheet.data_validation(1, position, count, position, rule)

    def _with_fixes(self, row: int, values: Sequence[Any]) -> Iterator[Any]:
        """The cells as they count: with the suggestions that were chosen."""
        chosen = self.answers.cells.get(row, {})
        said = dict(zip(self.table.columns, values, strict=True))
        return (chosen.get(shown(name), said.get(name)) for name in self.columns)

    def _row(
        self,
        sheet: Worksheet,
        line: int,
        row: int,
        values: Iterator[Any],
        marks: Mapping[int, list[Mark]],
        styles: Mapping[str, Format],
    ) -> None:
        for position, value in enumerate((row, *values)):
            found = marks.get(position, [])
            style = styles[worst(found)] if found else None
            is_number = position == 0 or _kind(self.fields.get(position)) in NUMERIC
            _cell(sheet, line, position, value, style, is_number=is_number)
            _comment(sheet, line, position, found)
        lines = [mark.line for found in marks.values() for mark in found]
        if row in self.answers.left_out:
            lines.insert(0, LEFT_OUT)
        if lines:
            sheet.write_string(line, self.problems, "\n".join(lines)[:LONGEST_CELL])
        sheet.write_number(line, self.problems + 1, row)


def _kind(name: str | None) -> str:
    return fields()[name].kind if name in fields() else ""


def spellings(field: str) -> list[str]:
    """For every value of a choice, how surveys spell it first."""
    first: dict[str, str] = {}
    for spelled, value in choices()[field].items():
        first.setdefault(value, spelled)
    return list(first.values())


def _comment(sheet: Worksheet, line: int, position: int, marks: Sequence[Mark]) -> None:
    if marks:
        text = "\n\n".join(mark.text for mark in marks)
        sheet.write_comment(line, position, text[:LONGEST_COMMENT], COMMENT_BOX)


def _cell(
    sheet: Worksheet, line: int, position: int, value: Any, style: Format | None, *, is_number: bool
) -> None:
    """Numbers as numbers where a field is numeric or the file has them so; all else as text, which is never a formula."""
    text = _text(value)
    if text is None:
        sheet.write_blank(line, position, None, style)
        return
    number = _number(value, text) if is_number or not isinstance(value, str) else None
    if number is None:
        sheet.write_string(line, position, text[:LONGEST_CELL], style)
    else:
        sheet.write_number(line, position, number, style)


def _text(value: Any) -> str | None:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    return text_of(value) if isinstance(value, str | float | bool | dt.date | dt.time) else str(value)


def _number(value: Any, text: str) -> float | None:
    """A number that a spreadsheet keeps exactly."""
    if isinstance(value, bool | np.bool_):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    exact = math.isfinite(number) and abs(number) < EXACT_UP_TO and text_of(number) == text
    return number if exact else None
