"""What a worksheet's XML says beyond its values, which the library does not tell: hidden rows, formulas that failed or whose
result was not stored, and how large the sheet is, before anything is made that large."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from parks.surveys.readers.archive import BROKEN, CHUNK
from parks.surveys.refusals import RefusedError

LONGEST_CELL = 64 * 1024 * 1024
FAULTS = 50_000
LAST_COLUMN = 16_384
N = rb"(?:\w+:)?"
ROW = re.compile(rb"<" + N + rb"row\b([^>]*)>")
NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
CELL = re.compile(rb"<" + N + rb"c[\s/>]")
REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})\d")
WIDE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{2,3})\d")
FAILED = re.compile(
    rb"<"
    + N
    + rb"c\s([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(?:(?!</"
    + N
    + rb"c>).){0,20000}?<"
    + N
    + rb"v>([^<]{0,40})",
    re.S,
)
NO_RESULT = re.compile(
    rb"<" + N + rb"c\s([^>]*)>\s*<" + N + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + N + rb"f>)\s*"
    rb"(?:<" + N + rb"v\s*/>|<" + N + rb"v>\s*</" + N + rb"v>)?\s*</" + N + rb"c>"
)  # fmt: skip
EMPTY_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
END = re.compile(rb"</" + N + rb"(?:c|row)>")


@dataclass
class Facts:
    """`rows` and `columns` bound the sheet; `cells` how many it has; `faults`: (row, position) → error value, or empty
    where a formula has no result."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    hidden: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(pieces: Iterator[bytes]) -> Facts:
    """The facts of one sheet, from its XML piece by piece."""
    facts, rest = Facts(), b""
    for piece in pieces:
        whole = rest + piece
        ends = [found.end() for found in END.finditer(whole, max(0, len(whole) - 65_536))]
        cut = ends[-1] if ends else 0
        if len(whole) - cut > LONGEST_CELL:
            raise RefusedError("file.broken", kind="Excel")
        _look_at(whole[:cut], facts)
        rest = whole[cut:]
    _look_at(rest, facts)
    return facts


def _look_at(xml: bytes, facts: Facts) -> None:
    for row in ROW.finditer(xml):
        number = NUMBER.search(row[1])
        facts.rows = max(facts.rows, int(number[1])) if number else facts.rows + 1
        if HIDDEN.search(row[1]):
            facts.hidden.add(int(number[1]) if number else facts.rows)
    cells = len(CELL.findall(xml))
    facts.cells += cells
    wide = {position(letters) + 1 for letters in set(WIDE.findall(xml))}
    unplaced = cells > len(REFERENCE.findall(xml))
    facts.columns = max(facts.columns, 26 if cells else 0, LAST_COLUMN if unplaced else 0, *wide)
    if b"=" in xml and len(facts.faults) < FAULTS:
        _faults(xml, facts)


def _faults(xml: bytes, facts: Facts) -> None:
    for found in FAILED.finditer(xml):
        _mark(found[1], found[2].decode("ascii", "replace") or "#ERROR", facts)
    if b"<f" in xml or b":f" in xml:
        for found in NO_RESULT.finditer(xml):
            if not EMPTY_TEXT.search(found[1]):
                _mark(found[1], "", facts)


def _mark(attributes: bytes, error: str, facts: Facts) -> None:
    if (place := PLACE.search(attributes)) and len(facts.faults) < FAULTS:
        facts.faults[int(place[2]), position(place[1])] = error


def position(letters: bytes) -> int:
    """A → 0, AA → 26."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one part; its checksum is compared at the end, so that no header lies about its size."""
    try:
        with archive.open(info) as part:
            while piece := part.read(4 * CHUNK):
                yield piece
    except BROKEN as error:
        raise RefusedError("zip.broken") from error


def parts(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Sheet → the name of its part."""
    book, relations = (
        _document(archive, names, name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {r.get("Id"): r.get("Target", "") for r in relations.iter() if r.get("Target")}
    found = {}
    for sheet in book.iter():
        relation = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        if sheet.tag.rpartition("}")[2] == "sheet" and (target := targets.get(relation)):
            found[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found


def _document(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], name: str) -> ElementTree.Element:
    info = names.get(name)
    if info is None or info.file_size > 8 * CHUNK:
        raise RefusedError("file.broken", kind="Excel")
    xml = b"".join(pieces(archive, info))
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise RefusedError("file.broken", kind="Excel")
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 # without a DTD there are no entities
    except ElementTree.ParseError as error:
        raise RefusedError("file.broken", kind="Excel") from error
