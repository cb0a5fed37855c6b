"""XLS, by xlrd."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell, Sheet

from parks.surveys.readers.grid import Grid, Tab
from parks.surveys.readers.reading import Limits
from parks.surveys.refusals import RefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = {"EncryptedPackage": "locked", "Workbook": "xls", "Book": "xls"}
DAMAGE = (
    xlrd.XLRDError, CompDocError, struct.error, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError,
    ValueError, UnboundLocalError, RecursionError,
)  # fmt: skip
"""What xlrd raises for damaged files, which it does not foresee."""


def kind(path: Path) -> str | None:
    """What a compound file holds: xls, locked (a workbook behind a password), or None: neither."""
    content = path.read_bytes()
    return next((kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in content), None)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[list[Tab]]:
    if kind(path) == "locked":
        raise RefusedError("workbook.password")
    try:
        with _open(path) as book:
            sheets = [book.sheet_by_index(i) for i in range(book.nsheets)]
            yield [_tab(book, sheet) for sheet in sheets]
    except DAMAGE as error:
        locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise RefusedError("workbook.password" if locked else "file.broken", kind="Excel") from error


def _open(path: Path) -> Book:
    return xlrd.open_workbook(str(path), formatting_info=True, ragged_rows=True, logfile=io.StringIO())


def _tab(book: Book, sheet: Sheet) -> Tab:
    filled = any(_has_value(cell) for n in range(sheet.nrows) for cell in sheet.row(n))
    return Tab(sheet.name, sheet.visibility != 0, filled, lambda: _grid(book, sheet))


def _has_value(cell: Cell) -> bool:
    return cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def _grid(book: Book, sheet: Sheet) -> Grid:
    faults = {
        (n + 1, i): str(xlrd.error_text_from_code.get(cell.value, cell.value))
        for n in range(sheet.nrows)
        for i, cell in enumerate(sheet.row(n))
        if cell.ctype == xlrd.XL_CELL_ERROR
    }
    hidden = {n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden}
    merged = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = ((n + 1, [_value(book, cell) for cell in sheet.row(n)]) for n in range(sheet.nrows))
    return Grid(sheet.name, rows, merged, hidden, faults)


def _value(book: Book, cell: Cell) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR or not _has_value(cell) else cell.value
