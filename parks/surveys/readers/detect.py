"""What a file is, by its content; its name only helps to say what is not supported."""

import struct
from enum import StrEnum
from pathlib import Path, PurePosixPath

from parks.surveys.readers import delimited, xls
from parks.surveys.readers.archive import entries, open_zip
from parks.surveys.refusals import RefusedError

HEAD = 4096
SHAPEFILE_MAGIC = 9994
UNSUPPORTED_NAMES = {
    ".dxf": "DXF",
    ".dwg": "DWG",
    ".kml": "KML",
    ".kmz": "KMZ",
    ".xlsb": "XLSB",
    ".ods": "ODS",
    ".txt": "TXT（勘测定界）",
    ".gml": "GML",
    ".gdb": "FileGDB",
    ".mdb": "MDB",
    ".tab": "MapInfo",
    ".mif": "MapInfo",
}
LOOSE_PARTS = (
    ".shp",
    ".shx",
    ".dbf",
    ".prj",
    ".cpg",
    ".qpj",
    ".sbn",
    ".sbx",
    ".shp.xml",
    ".qix",
    ".fix",
    ".qmd",
)


class Format(StrEnum):
    GEOPACKAGE = "GeoPackage"
    GEOJSON = "GeoJSON"
    SHAPEFILE_ZIP = "Shapefile"
    WORKBOOK = "Excel"
    DELIMITED = "CSV"


def detect(path: Path, name: str) -> Format:
    """The format of a file that can be read, or a refusal that names what the file is."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise RefusedError("file.empty")
    if head.startswith(b"SQLite format 3\0"):
        return Format.GEOPACKAGE
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(path)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return Format.GEOJSON
    if _is_shapefile_part(head, name):
        raise RefusedError("shp.loose")
    if head.startswith(xls.OLE):
        if xls.kind(path) is None:
            raise RefusedError("file.unsupported", kind="Office")
        return Format.WORKBOOK
    if delimited.looks_like(path, name):
        return Format.DELIMITED
    if kind := _unsupported(head, name):
        raise RefusedError("file.unsupported", kind=kind)
    raise RefusedError("zip.broken" if name.lower().endswith(".zip") else "file.unknown")


def _detect_zip(path: Path) -> Format:
    with open_zip(path) as archive:
        names = [n.lower() for n in entries(archive)]
    if any(".gdb/" in n for n in names) or any(n.endswith(".gdbtable") for n in names):
        raise RefusedError("file.unsupported", kind="FileGDB")
    if "xl/workbook.xml" in names:
        return Format.WORKBOOK
    if "[content_types].xml" in names:
        raise RefusedError("file.unsupported", kind="XLSB" if "xl/workbook.bin" in names else "Office")
    if any(n.endswith(".shp") for n in names):
        return Format.SHAPEFILE_ZIP
    for suffix, kind in UNSUPPORTED_NAMES.items():
        if any(n.endswith(suffix) for n in names):
            raise RefusedError("file.unsupported", kind=f"zip（{kind}）")
    listed = "、".join(sorted(PurePosixPath(n).name for n in names)[:5]) or "空 / nothing"
    raise RefusedError("zip.no-shapefile", names=listed)


def _unsupported(head: bytes, name: str) -> str | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = PurePosixPath(name.lower()).suffix
    if head.startswith(b"AC10"):
        return "DWG"
    if text.startswith(b"<"):
        return "KML" if b"<kml" in head else "GML" if b"gml" in head.lower() else _markup(head)
    if b"[\xb5\xd8\xbf\xe9\xd7\xf8\xb1\xea]" in head or "[地块坐标]".encode() in head:
        return "TXT（勘测定界）"
    if text.startswith(b"0") and b"SECTION" in head[:200]:
        return "DXF"
    return UNSUPPORTED_NAMES.get(suffix)


def _markup(head: bytes) -> str:
    """Systems export web pages under the name .xls, which Excel opens."""
    return "HTML（网页表格）" if b"<table" in head.lower() or b"<html" in head.lower() else "XML"


def _is_shapefile_part(head: bytes, name: str) -> bool:
    if len(head) >= 4 and struct.unpack(">i", head[:4])[0] == SHAPEFILE_MAGIC:
        return True
    return name.lower().endswith(LOOSE_PARTS)
