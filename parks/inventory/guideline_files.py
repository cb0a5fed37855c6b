"""A guideline table's file as rows of cells: CSV by content, XLSX by calamine after its parts were measured."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine

from parks.inventory.guideline_faults import FaultyTableError, fault

MAX_BYTES = 1_000_000
MAX_ROWS = 2_000
MAX_UNPACKED, MAX_COLUMNS, MAX_LINES = 20_000_000, 64, 10_000
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,10})["']""")
Cells = list[tuple[int, list[Any]]]


def cells_of(content: bytes) -> Cells:
    """Every row that holds anything, with its number in the file. Raises FaultyTableError."""
    if len(content) > MAX_BYTES:
        raise FaultyTableError(fault("guideline.too_large", limit=f"{MAX_BYTES:,}"))
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _delimited(content)
    found = [(number, row) for number, row in rows if any(not is_blank(cell) for cell in row)]
    if len(found) > MAX_ROWS + 1:
        raise FaultyTableError(fault("guideline.too_many_rows", limit=f"{MAX_ROWS:,}"))
    return found


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _delimited(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    text = _text(content)
    first = text.lstrip().partition("\n")[0]
    separator = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_LINES:
                raise FaultyTableError(fault("guideline.too_many_rows", limit=f"{MAX_ROWS:,}"))
            yield number, row
    except csv.Error as error:
        raise FaultyTableError(fault("guideline.quotes", number + 1)) from error


def _text(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FaultyTableError(fault("guideline.unreadable"))


def _workbook(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        _measure(content)
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, IndexError) as error:
        raise FaultyTableError(fault("guideline.unreadable")) from error
    yield from enumerate(rows, start=1)


def _measure(content: bytes) -> None:
    """A far corner of a sheet takes memory for all the places before it; what unpacks to megabytes is no guideline."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise FaultyTableError(fault("guideline.unreadable"))
        for part in archive.infolist():
            if (
                not part.filename.lower().endswith((".rels", ".bin"))
                and "worksheets/" in part.filename.lower()
            ):
                _measure_sheet(_unpacked(archive, part))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(MAX_UNPACKED + 1)
    except (RuntimeError, OSError, EOFError, ValueError) as error:
        raise zipfile.BadZipFile(part.filename) from error


def _measure_sheet(sheet: bytes) -> None:
    if len(sheet) > MAX_UNPACKED or b"\0" in sheet:
        raise FaultyTableError(fault("guideline.unreadable"))
    for column, row in PLACE.findall(sheet):
        if int(row) > MAX_LINES:
            raise FaultyTableError(fault("guideline.too_many_rows", limit=f"{MAX_ROWS:,}"))
        if _number(column) > MAX_COLUMNS:
            raise FaultyTableError(fault("guideline.too_many_columns", limit=str(MAX_COLUMNS)))


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
