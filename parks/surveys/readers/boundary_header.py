"""What the header of a 勘测定界 TXT says of its coordinates, and what their size says of their order."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from parks.surveys.readers.boundary_lines import PointLine

ZONES = {3: (25, 45), 6: (13, 23)}
WITH_NUMBER, WITHOUT_NUMBER = {3: 4513, 6: 4491}, {3: 4534, 6: 4502}
"""EPSG codes of the first zone: the number before the easting, or its central meridian alone."""
NAMED = [
    (re.compile(r"西安|80"), "EPSG:4610"),
    (re.compile(r"北京|54"), "EPSG:4214"),
]
OTHER = re.compile(r"广州|独立|地方|城建|佛山|珠区", re.I)
CGCS2000 = re.compile(r"2000|CGCS", re.I)
CHINESE_DIGITS = {"三": "3", "六": "6"}


def easting_first(points: Sequence[PointLine]) -> bool:
    """Against the standard, which has the northing (X) first. The two differ in size wherever China is measured."""
    if not points:
        return False
    first, second = points[len(points) // 2][2:4]
    if max(abs(first), abs(second)) <= 180:
        return _is_longitude(first) and not _is_longitude(second)
    return _is_northing(second) and not _is_northing(first)


def crs_of(header: Mapping[str, str], geometry: np.ndarray) -> str | None:
    """The coordinate system named, as EPSG code where it is a known one; None where the header does not say enough."""
    name = header.get("坐标系", "")
    if not name or not CGCS2000.search(name) or OTHER.search(name):
        known = next((code for pattern, code in NAMED if pattern.search(name)), None)
        return (known if known and not OTHER.search(name) else name[:100]) or None
    box = shapely.total_bounds(geometry)
    if not np.isfinite(box).all():
        return None
    if max(abs(box)) <= 180:
        return "EPSG:4490"
    prefix = int((box[0] + box[2]) / 2 // 1e6)
    zone = _zone(header) or prefix
    width = _width(header) or next((w for w, (low, high) in ZONES.items() if low <= zone <= high), 3)
    low, high = ZONES[width]
    if not low <= zone <= high:
        return None
    return f"EPSG:{(WITH_NUMBER if prefix else WITHOUT_NUMBER)[width] + zone - low}"


def _zone(header: Mapping[str, str]) -> int | None:
    said = re.search(r"\d{1,2}", header.get("带号", ""))
    return int(said[0]) if said else None


def _width(header: Mapping[str, str]) -> int | None:
    text = header.get("几度分带") or header.get("分带") or ""
    said = re.search(r"[36三六]", text)
    return int(CHINESE_DIGITS.get(said[0], said[0])) if said else None


def _is_northing(value: float) -> bool:
    return 1.5e6 <= abs(value) <= 6e6


def _is_longitude(value: float) -> bool:
    return 70 <= value <= 140
