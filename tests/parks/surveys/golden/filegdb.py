"""The golden FileGDB. A whole geodatabase is not made by hand: its container was made once by GDAL (OpenFileGDB, from the
golden GeoPackage) and is stored. Its rows are made here by hand, as the published description of the format has them
(github.com/rouault/dump_gdbtable, “FGDB specification”), and must stand in the stored table byte by byte."""

import datetime as dt
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.parks.surveys.golden.parcels import METRES, VALUES, Part, closed

STORED = Path(__file__).parents[1] / "data" / "survey.gdb.zip"
TABLE = "石马.gdb/a00000009.gdbtable"
POLYGON = 5
ORIGIN, SCALE = -2_147_483_647, 10_000
"""Coordinates are whole tenths of millimetres from here."""
DAY_ZERO = dt.date(1899, 12, 30)
KINDS = "ttdidct"
"""Of the columns: text, double, integer, calendar day."""


def table() -> bytes:
    with zipfile.ZipFile(STORED) as archive:
        return archive.read(TABLE)


def rows() -> list[bytes]:
    return [row(shape, values) for shape, values in zip(METRES, VALUES, strict=True)]


def write(path: Path, change: Callable[[bytes], bytes] = lambda whole: whole) -> Path:
    """The stored file, or one whose table is changed."""
    with zipfile.ZipFile(STORED) as stored, zipfile.ZipFile(path, "w") as archive:
        for name in stored.namelist():
            content = stored.read(name)
            archive.writestr(name, change(content) if name == TABLE else content)
    return path


def row(shape: list[Part] | None, values: tuple[object, ...]) -> bytes:
    """Its length; a bit for each field that is null; the shape and the fields that are not."""
    nulls = sum(1 << i for i, cell in enumerate((shape, *values)) if cell is None)
    content = bytes([nulls]) + (polygon(shape) if shape else b"")
    content += b"".join(
        cell(value, kind) for value, kind in zip(values, KINDS, strict=True) if value is not None
    )
    return struct.pack("<i", len(content)) + content


def cell(value: object, kind: str) -> bytes:
    if isinstance(value, dt.date):
        return struct.pack("<d", (value - DAY_ZERO).days)
    if kind == "t":
        text = str(value).encode()
        return unsigned(len(text)) + text
    return struct.pack("<i" if kind == "i" else "<d", value)


def polygon(parts: list[Part]) -> bytes:
    """Kind, how many points and rings, box, points of all rings but the last; then each point's step from the one before."""
    rings = [closed(ring) for part in parts for ring in part]
    points = [
        tuple(round((number - ORIGIN) * SCALE) for number in corner) for ring in rings for corner in ring
    ]
    west, south = (min(axis) for axis in zip(*points, strict=True))
    east, north = (max(axis) for axis in zip(*points, strict=True))
    head = (POLYGON, len(points), len(rings), west, south, east - west, north - south, *map(len, rings[:-1]))
    steps = [
        here - before
        for point, last in zip(points, [(0, 0), *points], strict=False)
        for here, before in zip(point, last, strict=True)
    ]
    content = b"".join(map(unsigned, head)) + b"".join(map(signed, steps))
    return unsigned(len(content)) + content


def unsigned(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + unsigned(rest) if rest else bytes([low])


def signed(number: int) -> bytes:
    """The first byte has six bits, and the sign."""
    low, rest = abs(number) & 0x3F | (0x40 if number < 0 else 0), abs(number) >> 6
    return bytes([low | 0x80]) + unsigned(rest) if rest else bytes([low])
