"""DXF as pairs of a group code and a value: the polylines and texts of the drawing's model space."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from parks.surveys.readers.dxf_text import plain_lines, unescaped
from parks.surveys.refusals import RefusedError

LAYER, FLAGS, X, Y, BULGE, SPACE, EXTRUSION, EXTENDED = 8, 70, 10, 20, 42, 67, 230, 1000
CLOSED, FITTED, MESH, FRAME = 1, 2 | 4, 16 | 64, 16
TEXTS = ("TEXT", "MTEXT", "ATTRIB")
STRUCTURE = ("SECTION", "ENDSEC", "SEQEND", "EOF", "VERTEX")
STRAIGHT, FARTHEST, MOST_PAIRS = 1e-9, 1e12, 4_000_000

Pairs = list[tuple[int, str]]


@dataclass
class Polyline:
    """`curved` where segments are arcs or a fitted curve; `extended` are texts of other programs (XDATA)."""

    layer: str
    closed: bool
    points: np.ndarray
    curved: bool = False
    extended: list[str] = field(default_factory=list)


@dataclass
class Label:
    lines: list[str]
    east: float
    north: float


@dataclass
class Drawing:
    """`others` counts entities that are neither."""

    polylines: list[Polyline] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def parse(lines: Iterable[tuple[int, str]], most: int) -> Drawing:
    """At most so many polylines and one more. Raises RefusedError where the file is damaged."""
    drawing = Drawing()
    vertices: list[Pairs] = []
    head: Pairs | None = None
    for kind, pairs in _entities(_pairs(lines)):
        if kind == "VERTEX":
            vertices.append(pairs)
            continue
        if head is not None:
            drawing.polylines.append(_polyline(head, vertices))
            head = None
        if _first(pairs, SPACE) == "1":
            drawing.others["PAPER SPACE"] += 1
        elif kind == "LWPOLYLINE":
            drawing.polylines.append(_light_polyline(pairs))
        elif kind == "POLYLINE" and not _whole(pairs, FLAGS) & MESH:
            head, vertices = pairs, []
        elif kind in TEXTS:
            drawing.labels.append(_label(kind, pairs))
        elif kind not in STRUCTURE:
            drawing.others[kind] += 1
        if len(drawing.polylines) > most:
            return drawing
    return drawing


def _pairs(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    rest = (text for _, text in lines)
    for code in rest:
        value = next(rest, None)
        if value is None:
            return
        try:
            yield int(code), value
        except ValueError as error:
            raise RefusedError("file.broken", kind="DXF") from error


def _entities(pairs: Iterator[tuple[int, str]]) -> Iterator[tuple[str, Pairs]]:
    """Entities of the section ENTITIES, in the drawing's order, and an end after them."""
    section, kind, held, met = "", "", Pairs(), False
    for code, value in pairs:
        if code == 0:
            if section == "ENTITIES" and kind:
                yield kind, held
            kind, held = value.strip(), []
            section = "" if kind in ("SECTION", "ENDSEC") else section
        elif kind == "SECTION" and code == 2 and not section:
            section, kind = value.strip(), ""
            met |= section == "ENTITIES"
        elif section == "ENTITIES":
            held.append((code, value))
            if len(held) > MOST_PAIRS:
                raise RefusedError("file.broken", kind="DXF")
    if section == "ENTITIES" or not met:
        raise RefusedError("file.broken", kind="DXF")
    yield "EOF", []


def _light_polyline(pairs: Pairs) -> Polyline:
    points: list[list[float]] = []
    curved = False
    for code, value in pairs:
        if code == X:
            points.append([_number(value), 0.0])
        elif code == Y and points:
            points[-1][1] = _number(value)
        elif code == BULGE:
            curved |= abs(_number(value)) > STRAIGHT
    return _made(pairs, points, curved)


def _polyline(head: Pairs, vertices: list[Pairs]) -> Polyline:
    drawn = [v for v in vertices if not _whole(v, FLAGS) & FRAME]
    points = [[_number(_first(v, X)), _number(_first(v, Y))] for v in drawn]
    arcs = any(abs(_number(_first(v, BULGE))) > STRAIGHT for v in drawn)
    return _made(head, points, arcs or bool(_whole(head, FLAGS) & FITTED))


def _made(pairs: Pairs, points: list[list[float]], curved: bool) -> Polyline:
    """An extrusion that points down mirrors the drawing's plane."""
    placed = np.array(points, dtype=float).reshape(-1, 2)
    if _number(_first(pairs, EXTRUSION)) < 0:
        placed[:, 0] *= -1
    return Polyline(
        layer=unescaped(_first(pairs, LAYER)).strip(),
        closed=bool(_whole(pairs, FLAGS) & CLOSED),
        points=placed,
        curved=curved,
        extended=[unescaped(value).strip() for code, value in pairs if code == EXTENDED],
    )


def _label(kind: str, pairs: Pairs) -> Label:
    """A text aligned elsewhere than at its left stands at its second point."""
    aligned = kind != "MTEXT" and any(_whole(pairs, code) for code in (72, 73, 74))
    x, y = (11, 21) if aligned and _first(pairs, 11) and _first(pairs, 21) else (X, Y)
    written = "".join(value for code, value in pairs if code in (1, 3))
    east = _number(_first(pairs, x))
    mirrored = kind != "MTEXT" and _number(_first(pairs, EXTRUSION)) < 0
    return Label(plain_lines(written), -east if mirrored else east, _number(_first(pairs, y)))


def _first(pairs: Pairs, code: int) -> str:
    """The value of a code, empty where the entity has none; what repeats codes later is embedded in the entity."""
    return next((value for found, value in pairs if found == code), "")


def _whole(pairs: Pairs, code: int) -> int:
    text = _first(pairs, code).strip()
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.A) else 0


def _number(text: str) -> float:
    try:
        number = float(text or 0)
    except ValueError as error:
        raise RefusedError("file.broken", kind="DXF") from error
    if not abs(number) < FARTHEST:
        raise RefusedError("file.broken", kind="DXF")
    return number
