"""The coordinate system a file says it is in, by its parameters rather than by its spelling."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pyproj
from pyproj.exceptions import CRSError

from parks.surveys.refusals import RefusedError

CGCS2000, WGS84 = "cgcs2000", "wgs84"
DATUMS = [
    (re.compile(r"guangzhou.?2000|gz.?2000|广州.?2000|广州.*(坐标|独立)", re.I), "guangzhou2000"),
    (re.compile(r"xi.?an.{0,4}80|xian_?80|西安.?80", re.I), "xian80"),
    (re.compile(r"beijing|北京.?54", re.I), "beijing54"),
    (re.compile(r"cgcs_?2000|china.{0,3}2000|china_geodetic|2000国家大地", re.I), CGCS2000),
    (re.compile(r"wgs.{0,4}84|world geodetic system 1984", re.I), WGS84),
    (re.compile(r"独立|地方|城建"), "local"),
]
LONGEST_NAME = 60
FALSE_EASTING, ZONE_WIDTH = 500_000.0, 3.0
EPSG_OF_MERIDIAN = {
    (114.0, False): 4547, (114.0, True): 4526, (111.0, False): 4546, (111.0, True): 4525,
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """`text` as the file spells it; `epsg` the accepted code it means, None where it is not accepted."""

    text: str
    datum: str | None
    epsg: int | None


@lru_cache(maxsize=256)
def read_label(text: str | None) -> Label | None:
    """What the file declares; None where it declares nothing that can be understood (HTML, garbage)."""
    if not text:
        return None
    try:
        crs = pyproj.CRS.from_user_input(text)
    except (CRSError, ValueError, TypeError, UnicodeError):
        return _by_name(text)
    datum = _datum(crs, text)
    return Label(crs.name, datum, _epsg(crs, datum))


def refuse_foreign(label: Label) -> None:
    """Xi'an 80, Beijing 54 and 广州2000 have their own sentence; anything else unknown a general one."""
    if label.datum in ("xian80", "beijing54", "guangzhou2000"):
        raise RefusedError(f"crs.{label.datum}")
    if label.epsg is None:
        raise RefusedError("crs.unsupported", name=label.text[:80])


def _datum(crs: pyproj.CRS, text: str) -> str | None:
    geodetic = crs.geodetic_crs
    names = [
        crs.name,
        geodetic.datum.name if geodetic and geodetic.datum else "",
        geodetic.name if geodetic else "",
    ]
    return _named(*names, text if len(text) < LONGEST_NAME else "")


def _named(*names: str) -> str | None:
    return next((datum for pattern, datum in DATUMS if any(pattern.search(n) for n in names)), None)


def _by_name(text: str) -> Label | None:
    """A name in words (广州2000坐标系), as 勘测定界 TXT has them; longer texts are HTML or garbage."""
    datum = _named(text) if len(text) < LONGEST_NAME else None
    return Label(text, datum, None) if datum and datum != WGS84 else None


def _epsg(crs: pyproj.CRS, datum: str | None) -> int | None:
    if datum not in (CGCS2000, WGS84) or crs.is_compound:
        return None
    if crs.is_geographic:
        return 4490 if datum == CGCS2000 else 4326
    operation = crs.coordinate_operation
    if not crs.is_projected or operation is None or "Transverse Mercator" not in operation.method_name:
        return None
    degrees = {p.name: float(p.value) for p in operation.params}
    values = {p.name: float(p.value) * p.unit_conversion_factor for p in operation.params}
    if values.get("Scale factor at natural origin") != 1.0 or values.get("False northing") != 0.0:
        return None
    meridian = round(degrees.get("Longitude of natural origin", 0.0), 6)
    easting = values.get("False easting", 0.0)
    if easting == FALSE_EASTING:
        return EPSG_OF_MERIDIAN.get((meridian, False))
    if easting == FALSE_EASTING + meridian / ZONE_WIDTH * 1e6:
        return EPSG_OF_MERIDIAN.get((meridian, True))
    return None
