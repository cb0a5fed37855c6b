"""An XLS made by hand: BIFF8 records in a compound file, byte by byte, as [MS-XLS] and [MS-CFB] lay them out."""

import struct
from collections.abc import Iterable
from pathlib import Path

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
HEADER = ("宗地代码", "权利人", "宗地面积（㎡）", "层数", "标高", "测量日期", "WKT")
SHAPES = (
    "POLYGON ((113.3151 23.3181, 113.3151 23.3184, 113.3154 23.3184, 113.3154 23.3181, 113.3151 23.3181))",
    "MULTIPOLYGON (((113.3171 23.3181, 113.3171 23.3182, 113.3172 23.3182, 113.3172 23.3181, 113.3171 23.3181)))",
)
GENERAL, DATE = 1, 2
TEXTS = (
    *HEADER,
    "440111001001JC00001",
    "石马村经济联社",
    SHAPES[0],
    "440111001001JC00002",
    "鹤边村〇一社 & 联社",
    SHAPES[1],
)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def beginning(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def text(value: str, length: str) -> bytes:
    return struct.pack(f"<{length}B", len(value), 1) + value.encode("utf-16-le")


def label(row: int, column: int, place: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, GENERAL, place))


def number(row: int, column: int, value: float, look: int = GENERAL) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, look, value))


def whole(row: int, column: int, value: int) -> bytes:
    """As the spreadsheet itself keeps small whole numbers (RK)."""
    return record(0x027E, struct.pack("<HHHI", row, column, GENERAL, (value & 0x3FFFFFFF) << 2 | 2))


def failed(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, GENERAL, code, 1))


CELLS = (
    *(label(0, place, place) for place in range(7)),
    label(1, 0, 7), label(1, 1, 8), number(1, 2, 1600.25), whole(1, 3, 3), number(1, 4, -2.5),
    number(1, 5, 45838.0, DATE),  # 2025-06-30
    label(1, 6, 9),
    label(2, 0, 10), label(2, 1, 11), whole(2, 2, 1500), whole(2, 3, 0), number(2, 4, -0.125),
    record(0x0201, struct.pack("<HHH", 2, 5, GENERAL)),
    label(2, 6, 12),
)  # fmt: skip


def stream(cells: Iterable[bytes] = CELLS, before: bytes = b"") -> bytes:
    """Globals (a font, three formats of cells, the sheet's name, the texts), then the sheet."""
    font = record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + text("Arial", "B"))
    looks = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIIH", 0, shown, parent, 0x20, 0, 0, 0, 0, 0, 0))
        for shown, parent in ((0, 0xFFF5), (0, 1), (14, 1))
    )
    texts = record(
        0x00FC, struct.pack("<II", len(TEXTS), len(TEXTS)) + b"".join(text(each, "H") for each in TEXTS)
    )
    head, tail = (
        beginning(0x0005) + before + record(0x0042, b"\xb0\x04") + font + looks,
        texts + record(0x000A),
    )
    name = text("宗地", "B")
    start = len(head) + 4 + 6 + len(name) + len(tail)
    sheet = [
        beginning(0x0010), record(0x0200, struct.pack("<IIHHH", 0, 3, 0, 7, 0)), *cells, record(0x000A),
    ]  # fmt: skip
    return head + record(0x0085, struct.pack("<IBB", start, 0, 0) + name) + tail + b"".join(sheet)


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """One stream of at least 4,096 bytes, so that it lies in sectors of full size."""
    content += bytes(max(0, 4096 - len(content)))
    content += bytes(-len(content) % SECTOR)
    count = len(content) // SECTOR
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack(
        "<109I", 0, *[FREE] * 108
    )
    chain = [FAT, END, *range(3, 2 + count), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    folder = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, 2, len(content)) + bytes(256)
    return head + table + folder + content


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(title), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def write(path: Path, content: bytes | None = None) -> Path:
    path.write_bytes(compound(stream()) if content is None else content)
    return path
