"""Rows as CSV that a spreadsheet opens as it is meant: with a byte order mark, and no text that it would take for a formula."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from parks.shortlists.columns import Column

CONTENT_TYPE = "text/csv"
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[dict[str, Any]], columns: Sequence[Column]) -> Iterator[bytes]:
    line = _Line()
    yield (BYTE_ORDER_MARK + line.of([column.header for column in columns])).encode()
    for row in rows:
        yield line.of([_cell(column.value(row)) for column in columns]).encode()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, int | float | dt.date):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Line:
    """One line at a time out of the csv module."""

    def __init__(self) -> None:
        self.buffer = StringIO()
        self.writer = csv.writer(self.buffer, lineterminator="\r\n")

    def of(self, cells: list[Any]) -> str:
        self.writer.writerow(cells)
        text = self.buffer.getvalue()
        self.buffer.seek(0)
        self.buffer.truncate()
        return text
