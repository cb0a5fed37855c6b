"""What a file is, by its content; its name only helps to say what is not supported."""

import codecs
import re
import struct
from enum import StrEnum
from pathlib import Path, PurePosixPath

from parks.surveys.readers import delimited, xls
from parks.surveys.readers.archive import entries, open_zip
from parks.surveys.refusals import RefusedError

HEAD = 4096
SHAPEFILE_MAGIC = 9994
UNSUPPORTED_NAMES = {
    ".dwg": "DWG",
    ".xlsb": "XLSB",
    ".ods": "ODS",
    ".gml": "GML",
    ".gdb": "FileGDB",
    ".mdb": "MDB",
    ".tab": "MapInfo",
    ".mif": "MapInfo",
}
KML_ROOT = re.compile(r"<(?:\w+:)?kml[\s>/]")
DXF_BEGINS = re.compile(r"(?:\s*999[ \t]*\r?\n[^\n]*\n)*\s*0[ \t]*\r*\n\s*SECTION\b")
POINTS_PART = re.compile(
    r"^[ \t\ufeff]*[\[【]\s*(?:地块坐标|属性描述|项目信息)\s*[\]】]|^[^\n]*,[ \t]*@\s*\n[^\n,]*,[^\n]*\d,[\d.]",
    re.M,
)
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
    FILEGDB_ZIP = "FileGDB"
    KML = "KML"
    KMZ = "KMZ"
    DXF = "DXF"
    BOUNDARY_POINTS = "勘测定界 TXT"
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
    if marked := next((found for text in _readings(head) if (found := _by_marks(text))), None):
        return marked
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


def _readings(head: bytes) -> list[str]:
    """The beginning as text in each of the encodings it may be in."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return [head.decode(name, "ignore") for name in (("utf-16",) if wide else ("utf-8-sig", "gb18030"))]


def _by_marks(text: str) -> Format | None:
    """Formats of text, by what only they have."""
    if text.lstrip().startswith("<") and KML_ROOT.search(text):
        return Format.KML
    if DXF_BEGINS.match(text) or text.startswith("AutoCAD Binary DXF"):
        return Format.DXF
    return Format.BOUNDARY_POINTS if POINTS_PART.search(text) else None


def _detect_zip(path: Path) -> Format:
    with open_zip(path) as archive:
        names = [n.lower() for n in entries(archive)]
    if any(".gdb/" in n for n in names) or any(n.endswith(".gdbtable") for n in names):
        return Format.FILEGDB_ZIP
    if "xl/workbook.xml" in names:
        return Format.WORKBOOK
    if "[content_types].xml" in names:
        raise RefusedError("file.unsupported", kind="XLSB" if "xl/workbook.bin" in names else "Office")
    if any(n.endswith(".shp") for n in names):
        return Format.SHAPEFILE_ZIP
    if any(n.endswith(".kml") for n in names):
        return Format.KMZ
    if any(n.endswith(".dxf") for n in names) or (names and all(n.endswith(".txt") for n in names)):
        raise RefusedError("zip.unwrap", names=_listed(names))
    for suffix, kind in UNSUPPORTED_NAMES.items():
        if any(n.endswith(suffix) for n in names):
            raise RefusedError("file.unsupported", kind=f"zip（{kind}）")
    raise RefusedError("zip.no-shapefile", names=_listed(names) or "空 / nothing")


def _listed(names: list[str]) -> str:
    return "、".join(sorted(PurePosixPath(n).name for n in names)[:5])


def _unsupported(head: bytes, name: str) -> str | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = PurePosixPath(name.lower()).suffix
    if head.startswith(b"AC10"):
        return "DWG"
    if text.startswith(b"<"):
        return "GML" if b"gml" in head.lower() else _markup(head)
    return UNSUPPORTED_NAMES.get(suffix)


def _markup(head: bytes) -> str:
    """Systems export web pages under the name .xls, which Excel opens."""
    return "HTML（网页表格）" if b"<table" in head.lower() or b"<html" in head.lower() else "XML"


def _is_shapefile_part(head: bytes, name: str) -> bool:
    if len(head) >= 4 and struct.unpack(">i", head[:4])[0] == SHAPEFILE_MAGIC:
        return True
    return name.lower().endswith(LOOSE_PARTS)
