"""The raw bytes of a DBF table: the texts by which the encoding is judged, and the cells that GDAL would misread."""

import codecs
import datetime as dt
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

HEADER, DESCRIPTOR, NAME, END = 32, 32, 11, 0x0D
BLANK = b" \0"
DELETED = ord("*")
NUMBER, WHOLE = (
    rf"^[\x00 ]*(?:\*+|[+-]?{digits})?[\x00 ]*$"
    for digits in (r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", r"\d+(?:\.0*)?")
)
NO_DAY, NO_NUMBER = re.compile(rb"0*"), re.compile(rb"\**")
"""Zeros stand for no day, asterisks for no number."""
WIDEST_WHOLE = 18
"""Digits of a number without decimals that GDAL reads as a whole one."""


@dataclass(frozen=True)
class Column:
    """Where a field lies in the record. `decimals` are those of a number."""

    name: bytes
    kind: bytes
    start: int
    stop: int
    decimals: int


@dataclass(frozen=True)
class Table:
    """`said` is how many records the header states, `records` those that there are: a row of bytes each."""

    columns: list[Column]
    said: int
    records: np.ndarray

    @property
    def alive(self) -> np.ndarray:
        """Which records are not marked as deleted."""
        return np.asarray(self.records[:, 0] != DELETED)

    def cells(self, column: Column) -> np.ndarray:
        """A column's bytes, a row for each record."""
        return np.ascontiguousarray(self.records[:, column.start : column.stop])


def opened(path: Path) -> Table:
    """The table; without records or columns where it is damaged."""
    with path.open("rb") as file:
        header = file.read(HEADER)
        if len(header) < HEADER:
            return Table([], 0, np.zeros((0, 1), dtype=np.uint8))
        said, header_size, record_size = struct.unpack("<IHH", header[4:12])
        columns = list(_columns(file.read(max(header_size - HEADER, 0))))
    rows = 0
    if record_size and (not columns or columns[-1].stop <= record_size):
        rows = min(said, max((path.stat().st_size - header_size) // record_size, 0))
    if not rows:
        return Table(columns, said, np.zeros((0, max(record_size, 1)), dtype=np.uint8))
    records = np.memmap(path, dtype=np.uint8, mode="r", offset=header_size, shape=(rows, record_size))
    return Table(columns, said, records)


def texts(table: Table, most: int = 200_000) -> list[bytes]:
    """Field names and the distinct values of the text columns, not decoded."""
    cells = [column.name for column in table.columns]
    for column in table.columns:
        if column.kind == b"C" and column.stop > column.start and len(table.records):
            values = as_bytes(table.cells(column)[:most])
            cells.extend(cell.rstrip(BLANK) for cell in dict.fromkeys(values))
    return cells


def misread(table: Table, column: Column) -> list[str | None] | None:
    """The cells as text, if a column of numbers or days holds something else, which GDAL reads as far as it goes (16O0.25
    as 16) or as 1970."""
    if column.kind not in (b"N", b"F", b"D") or column.stop == column.start:
        return None
    cells = table.cells(column)[table.alive]
    if not _is_misread(cells, column):
        return None
    nothing = NO_DAY if column.kind == b"D" else NO_NUMBER
    return [_text(cell.strip(BLANK), nothing) for cell in as_bytes(cells)]


def as_bytes(cells: np.ndarray) -> list[bytes]:
    return list(cells.view(f"S{cells.shape[1]}").ravel().tolist())


def mend_names(path: Path, encoding: str) -> None:
    """Drop the part of a character that the ten bytes of a field name cut off, which GDAL cannot read."""
    with path.open("r+b") as file:
        header = file.read(HEADER)
        if len(header) < HEADER:
            return
        (size,) = struct.unpack("<H", header[8:10])
        descriptors = bytearray(file.read(max(size - HEADER, 0)))
        for at in range(0, len(descriptors) - DESCRIPTOR + 1, DESCRIPTOR):
            if descriptors[at] == END:
                break
            name = bytes(descriptors[at : at + NAME]).split(b"\0")[0]
            whole = codecs.getincrementaldecoder(encoding)("replace").decode(name, False)
            descriptors[at : at + NAME] = whole.encode(encoding, "replace")[:NAME].ljust(NAME, b"\0")
        file.seek(HEADER)
        file.write(descriptors)


def _columns(descriptors: bytes) -> Iterator[Column]:
    position = 1
    for at in range(0, len(descriptors) - DESCRIPTOR + 1, DESCRIPTOR):
        field = descriptors[at : at + DESCRIPTOR]
        if field[0] == END:
            break
        kind, width, decimals = field[NAME : NAME + 1], field[16], field[17]
        if kind == b"C":
            width, decimals = width + (decimals << 8), 0
        yield Column(field[:NAME].split(b"\0")[0], kind, position, position + width, decimals)
        position += width


def _is_misread(cells: np.ndarray, column: Column) -> bool:
    if column.kind == b"D":
        return not all(map(_is_day, dict.fromkeys(as_bytes(cells))))
    width = cells.shape[1]
    plain = WHOLE if column.decimals == 0 and width <= WIDEST_WHOLE else NUMBER
    fixed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(cells), [None, pa.py_buffer(cells)])
    return not pc.all(pc.match_substring_regex(fixed.cast(pa.binary()), plain)).as_py()


def _is_day(cell: bytes) -> bool:
    said = cell.strip(BLANK)
    if NO_DAY.fullmatch(said):
        return True
    try:
        return len(said) == 8 and bool(dt.datetime.strptime(said.decode("ascii"), "%Y%m%d"))  # noqa: DTZ007
    except ValueError:
        return False


def _text(cell: bytes, nothing: re.Pattern[bytes]) -> str | None:
    return None if nothing.fullmatch(cell) else cell.decode("ascii", "replace")
