"""Delimited text (CSV, TSV): separator by the header it gives, encoding by content, rows numbered as a spreadsheet shows them."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from parks.surveys.encoding import Encoding, decide
from parks.surveys.readers import grid, header
from parks.surveys.readers.grid import Grid
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.refusals import RefusedError

SEPARATORS = (",", "\t", ";", "|", "，")
NAMES = (".csv", ".tsv")
LOOKED_AT = 64 * 1024
LINES_JUDGED = 200_000
LONGEST_CELL = 64 * 1024 * 1024
LONGEST_SHOWN = 200
BINARY = {c for c in range(32) if c not in b"\t\n\r\f\x1a\x0b"}
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

csv.field_size_limit(LONGEST_CELL)


def looks_like(path: Path, name: str) -> bool:
    """Whether a file is text that begins with a table: by its name, or by a header that is recognized."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not _mark(start) and BINARY.intersection(start):
        return False
    if PurePosixPath(name.lower()).suffix in NAMES:
        return True
    try:
        text = _decoded(start)
    except UnicodeDecodeError:
        return False
    return max(_score(text, separator) for separator in SEPARATORS) >= header.FEWEST


def read(source: Source) -> Reading:
    encoding, codec = _encoding(source.path, source.answers.encoding)
    with source.path.open("r", encoding=codec, errors="strict", newline="") as file:
        try:
            start = file.read(LOOKED_AT)
            separator = _separator(start)
            file.seek(0)
            kind = "TSV" if separator == "\t" else "CSV"
            return grid.read(Grid("", _rows(file, separator)), source, kind, encoding)
        except UnicodeError as error:
            raise RefusedError("text.encoding") from error


def _rows(file: IO[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file, delimiter=separator, skipinitialspace=True, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number == 1 and len(cells) <= len(SEPARATORS) and cells[0:1] and cells[0].startswith("sep="):
                continue
            yield number, cells
    except csv.Error as error:
        raise RefusedError("csv.quotes", row=f"{number + 1:,}") from error


def _encoding(path: Path, answered: str) -> tuple[Encoding, str]:
    """The encoding to show, and the codec to read with."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if (codec := _mark(start)) == "utf-16":
            name = "UTF-16"
            return Encoding(name, "文件以 UTF-16 标记开头", "begins with a UTF-16 mark", "", ""), codec
        lines = [line for line in islice(file, LINES_JUDGED) if not line.isascii()]
    encoding = decide(list(dict.fromkeys(lines)), answered=answered)
    return encoding, encoding.name if answered else codec or encoding.name


def _mark(start: bytes) -> str | None:
    return next((codec for mark, codec in MARKS.items() if start.startswith(mark)), None)


def _decoded(start: bytes) -> str:
    """The beginning of a file, without the character that it may end in."""
    codec = _mark(start)
    for name in (codec,) if codec else ("utf-8", "gb18030"):
        try:
            return codecs.getincrementaldecoder(name)("strict").decode(start)
        except UnicodeDecodeError as error:
            unreadable = error
    raise unreadable


def _separator(start: str) -> str:
    """A hint of its own (sep=;), else the one under which most of a header is recognized, else that makes most columns."""
    if start.lstrip("\ufeff").startswith("sep=") and start[4:5] in SEPARATORS:
        return start[4]
    return max(SEPARATORS, key=lambda s: (_score(start, s), _columns(start, s), -SEPARATORS.index(s)))


def _score(start: str, separator: str) -> int:
    return max((header.score([grid.tidy(c) for c in cells]) for cells in _first(start, separator)), default=0)


def _columns(start: str, separator: str) -> int:
    widths = [len(cells) for cells in _first(start, separator)]
    return max(set(widths), key=lambda width: (widths.count(width), width), default=0)


def _first(start: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(
        io.StringIO(start.lstrip("\ufeff"), newline=""), delimiter=separator, skipinitialspace=True
    )
    try:
        for cells in islice(reader, header.SEARCHED):
            rows.append(cells)
    except csv.Error:
        pass
    return rows
