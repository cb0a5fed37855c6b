"""Text files read as a stream: first once for the encoding, then line by line or piece by piece."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parks.surveys.encoding import Encoding, decide
from parks.surveys.readers.reading import Source
from parks.surveys.refusals import RefusedError

CHUNK = 1024 * 1024
LONGEST_LINE, LONGEST_PIECE = 1024 * 1024, 64 * 1024 * 1024
CELLS_JUDGED, BYTES_JUDGED = 200_000, 32 * 1024 * 1024
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WIDE = Encoding("UTF-16", "文件开头有 UTF-16 标记", "the file begins with a UTF-16 mark", "", "")


@dataclass(frozen=True)
class Text:
    """A file whose bytes are text in `codec`, which need not be how it was uploaded."""

    path: Path
    codec: str
    encoding: Encoding

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line with its number; \\r\\n, \\n, \\r and the \\r\\r\\n of a faulty transfer each end one."""
        number = 0
        with self.path.open(encoding=self.codec, errors="replace", newline="\n") as file:
            for line in file:
                for part in line.rstrip("\r\n").split("\r"):
                    number += 1
                    yield number, part

    def chunks(self) -> Iterator[str]:
        with self.path.open(encoding=self.codec, errors="replace", newline="") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def open_text(
    source: Source, path: Path, kind: str, separator: bytes = b"\n", label: tuple[bytes, str] | None = None
) -> Text:
    """Refuses text in no known encoding, and lines (or what lies between separators) beyond all measure. `label` is
    what the file says of its encoding, and where."""
    with path.open("rb") as file:
        mark = file.read(2)
    if mark in WIDE_MARKS:
        return Text(_narrowed(path, source.workdir / "text"), "utf-8", WIDE)
    says, where = label or (None, "")
    encoding = decide(cells(path, kind, separator), says, source.answers.encoding, where)
    codec = "utf-8-sig" if encoding.name == "UTF-8" else encoding.name
    return Text(path, codec, encoding)


def cells(path: Path, kind: str, separator: bytes = b"\n") -> set[bytes]:
    """The distinct pieces that are not ASCII, as many as it takes to judge by."""
    found: set[bytes] = set()
    longest = LONGEST_LINE if separator == b"\n" else LONGEST_PIECE
    size, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            *pieces, rest = (rest + chunk).split(separator)
            if len(rest) > longest:
                raise RefusedError("file.broken", kind=kind)
            for piece in pieces:
                if not piece.isascii() and len(found) < CELLS_JUDGED and size < BYTES_JUDGED:
                    size += len(piece)
                    found.add(piece.removeprefix(codecs.BOM_UTF8))
    return found if rest.isascii() else found | {rest.removeprefix(codecs.BOM_UTF8)}


def _narrowed(path: Path, target: Path) -> Path:
    """The same text in UTF-8."""
    with (
        path.open(encoding="utf-16", errors="replace", newline="") as wide,
        target.open("w", encoding="utf-8", errors="replace", newline="") as narrow,
    ):
        while chunk := wide.read(CHUNK):
            narrow.write(chunk)
    return target
