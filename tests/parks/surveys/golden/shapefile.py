"""A Shapefile made by hand: .shp and .shx after ESRI's white paper of 1998, .dbf after dBASE III, text in GBK."""

import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.parks.surveys.golden.parcels import METRES, VALUES, Part, closed

POLYGON, NULL = 5, 0
FIELDS = (
    (b"\xd7\xda\xb5\xd8\xb4\xfa\xc2\xeb", b"C", 19, 0),
    (b"\xc8\xa8\xc0\xfb\xc8\xcb", b"C", 40, 0),
    (b"\xd7\xda\xb5\xd8\xc3\xe6\xbb\xfd", b"N", 12, 2),
    (b"\xb2\xe3\xca\xfd", b"N", 4, 0),
    (b"\xb1\xea\xb8\xdf", b"N", 9, 3),
    (b"\xb2\xe2\xc1\xbf\xc8\xd5\xc6\xda", b"D", 8, 0),
    (b"\xb1\xb8\xd7\xa2", b"C", 30, 0),
)
"""宗地代码, 权利人, 宗地面积, 层数, 标高, 测量日期, 备注: name in GBK, kind, width, decimals."""
PRJ = (
    b'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    b'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    b'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    b'PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
    b'UNIT["Meter",1.0]]'
)
Parts = dict[str, bytes]


def parts(codec: str = "gbk") -> Parts:
    """The four parts that matter, by suffix; a .cpg is for the test to add."""
    records = [shp_record(number, shape) for number, shape in enumerate(METRES, 1)]
    return {
        ".shp": header(100 + sum(map(len, records))) + b"".join(records),
        ".shx": header(100 + 8 * len(records)) + index(records),
        ".dbf": dbf(VALUES, codec),
        ".prj": PRJ,
    }


def write(path: Path, change: Callable[[Parts], Parts] = lambda whole: whole, codec: str = "gbk") -> Path:
    """The golden zip, or one whose parts are changed."""
    with zipfile.ZipFile(path, "w") as archive:
        for suffix, content in change(parts(codec)).items():
            archive.writestr(f"石马/宗地{suffix}", content)
    return path


def header(size: int) -> bytes:
    box = 430010.25, 2580010.0, 430140.0, 2580050.5
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack(
        "<2i8d", 1000, POLYGON, *box, 0, 0, 0, 0
    )


def shp_record(number: int, shape: list[Part] | None) -> bytes:
    content = struct.pack("<i", NULL) if shape is None else polygon(shape)
    return struct.pack(">2i", number, len(content) // 2) + content


def polygon(shape: list[Part]) -> bytes:
    """Kind, box, how many rings and points, where each ring begins, points."""
    rings = [closed(ring) for part in shape for ring in part]
    corners = [corner for ring in rings for corner in ring]
    starts = [sum(map(len, rings[:i])) for i in range(len(rings))]
    east, north = zip(*corners, strict=True)
    return (
        struct.pack("<i4d2i", POLYGON, min(east), min(north), max(east), max(north), len(rings), len(corners))
        + struct.pack(f"<{len(starts)}i", *starts)
        + b"".join(struct.pack("<2d", *corner) for corner in corners)
    )


def index(records: Sequence[bytes]) -> bytes:
    offsets = [100 + sum(map(len, records[:i])) for i in range(len(records))]
    return b"".join(
        struct.pack(">2i", at // 2, (len(record) - 8) // 2)
        for at, record in zip(offsets, records, strict=True)
    )


def dbf(rows: Sequence[Sequence[object]], codec: str = "gbk") -> bytes:
    names = b"".join(
        struct.pack("<11sc4xBB14x", name if codec == "gbk" else name.decode("gbk").encode(codec)[:10], *kind)
        for name, *kind in FIELDS
    )
    size = 1 + sum(width for _, _, width, _ in FIELDS)
    head = struct.pack("<B3BIHH20x", 3, 125, 7, 1, len(rows), 32 + len(names) + 1, size)
    return head + names + b"\r" + b"".join(dbf_record(row, codec) for row in rows) + b"\x1a"


def dbf_record(row: Sequence[object], codec: str) -> bytes:
    cells = [dbf_cell(value, *kind, codec=codec) for value, (_, *kind) in zip(row, FIELDS, strict=True)]
    return b" " + b"".join(cells)


def dbf_cell(value: object, kind: bytes, width: int, decimals: int, codec: str) -> bytes:
    """Text to the left, numbers to the right, dates as eight digits, nothing as blanks."""
    if value is None:
        return b" " * width
    if kind == b"C":
        return str(value).encode(codec).ljust(width)
    if kind == b"D":
        return str(value).replace("-", "").encode()
    return f"{value:>{width}.{decimals}f}".encode()
