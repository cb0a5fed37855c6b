"""The raw bytes of a DBF table's texts: what the encoding is judged by (the values themselves GDAL reads)."""

import codecs
import struct
from pathlib import Path

import numpy as np

HEADER, DESCRIPTOR, NAME, END = 32, 32, 11, 0x0D
BLANK = b" \0"


def texts(path: Path, most: int = 200_000) -> list[bytes]:
    """Field names and the distinct values of the text columns, not decoded; empty where the table is damaged."""
    with path.open("rb") as file:
        header = file.read(HEADER)
        if len(header) < HEADER:
            return []
        count, header_size, record_size = struct.unpack("<IHH", header[4:12])
        descriptors = file.read(max(header_size - HEADER, 0))
    names, columns = _columns(descriptors)
    if record_size < 1 or not columns:
        return names
    available = (path.stat().st_size - header_size) // record_size
    rows = min(count, max(available, 0), most)
    if rows < 1 or columns[-1][1] > record_size:
        return names
    table = np.memmap(path, dtype=np.uint8, mode="r", offset=header_size, shape=(rows, record_size))
    cells = list(names)
    for start, stop in columns:
        column = np.ascontiguousarray(table[:, start:stop]).view(f"S{stop - start}").ravel()
        cells.extend(cell.rstrip(BLANK) for cell in dict.fromkeys(column.tolist()))
    return cells


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


def _columns(descriptors: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    """Field names, and (start, stop) in the record of each text field."""
    names: list[bytes] = []
    columns: list[tuple[int, int]] = []
    position = 1
    for at in range(0, len(descriptors) - DESCRIPTOR + 1, DESCRIPTOR):
        field = descriptors[at : at + DESCRIPTOR]
        if field[0] == END:
            break
        names.append(field[:NAME].split(b"\0")[0])
        kind, width = field[NAME : NAME + 1], field[16]
        if kind == b"C":
            width += field[17] << 8
            if width:
                columns.append((position, position + width))
        position += width
    return names, columns
