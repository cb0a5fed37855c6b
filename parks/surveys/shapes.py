"""Geometry of the rows, made storable: two-dimensional polygons in EPSG:4490, measured in EPSG:4547.
What could not be used is named, what was repaired is measured; nothing is dropped silently."""

from dataclasses import dataclass

import numpy as np
import shapely

from parks.surveys import shift
from parks.surveys.crs import MEASURE, STORAGE, Decision, project
from parks.surveys.readers.reading import CURVE

POINT, POLYGONS = 0, (3, 6)
COLLECTION = 7
AT_ONCE = 50_000


@dataclass(frozen=True)
class Shapes:
    """One entry per row. `fault` is empty, or one of missing, curve, not-polygon, unusable.
    `points` are the places of rows that have a point instead of a polygon, in EPSG:4547.
    `repair` is empty or the reason why the shape was invalid; `change` the share of area that the repair moved."""

    lonlat: np.ndarray
    metric: np.ndarray
    area_m2: np.ndarray
    fault: np.ndarray
    repair: np.ndarray
    change: np.ndarray
    points: np.ndarray


def centers(raw: np.ndarray) -> np.ndarray:
    """The middle of each usable row's bounds, in file coordinates."""
    bounds = shapely.bounds(raw)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    return middle[np.isfinite(middle).all(axis=1)]


def prepare(raw: np.ndarray, decision: Decision, shifted: str = "none") -> Shapes:
    """Read the shapes as decided, take out a coordinate shift if told so, repair what is invalid, and measure them."""
    fault = _faults(raw)
    usable = fault == ""
    flat = np.full(len(raw), None, dtype=object)
    flat[usable] = _flat(raw[usable])
    lonlat, metric = _placed(flat, decision, shifted)
    with np.errstate(invalid="ignore"):
        repair, change = _repair(lonlat, metric, fault)
    _, points = _placed(_points(raw), decision, shifted)
    return Shapes(lonlat, metric, shapely.area(metric), fault, repair, change, points)


def _placed(flat: np.ndarray, decision: Decision, shifted: str) -> tuple[np.ndarray, np.ndarray]:
    """The same shapes in degrees as they are stored, and in metres."""
    source = decision.epsg or STORAGE
    lonlat = _moved(flat, source, STORAGE, decision.swapped)
    if shifted in shift.NAMES:
        lonlat = _unshifted(lonlat, shifted)
        return lonlat, _moved(lonlat, STORAGE, MEASURE, swapped=False)
    return lonlat, _moved(flat, source, MEASURE, decision.swapped)


def _points(raw: np.ndarray) -> np.ndarray:
    """Points that have a place."""
    placed = shapely.get_type_id(raw) == POINT
    placed[placed] = np.isfinite(shapely.bounds(raw[placed])).all(axis=1)
    flat = np.full(len(raw), None, dtype=object)
    flat[placed] = shapely.force_2d(raw[placed])
    return flat


def measured(lonlat: np.ndarray) -> np.ndarray:
    """Stored shapes in EPSG:4547."""
    xy = shapely.get_coordinates(lonlat)
    if not len(xy):
        return lonlat.copy()
    moved = np.column_stack(project(xy[:, 0], xy[:, 1], STORAGE, MEASURE))
    return np.asarray(shapely.set_coordinates(lonlat.copy(), moved), dtype=object)


def _faults(raw: np.ndarray) -> np.ndarray:
    kind = shapely.get_type_id(raw)
    fault = np.full(len(raw), "", dtype=object)
    fault[~np.isin(kind, POLYGONS)] = "not-polygon"
    points = np.flatnonzero(kind == POINT)
    fault[points[[shape is CURVE for shape in raw[points]]]] = "curve"
    finite = np.isfinite(shapely.bounds(raw)).all(axis=1)
    fault[np.isin(kind, POLYGONS) & ~finite] = "unusable"
    fault[shapely.is_missing(raw) | (shapely.is_empty(raw) & (fault != "curve"))] = "missing"
    return fault


def _moved(flat: np.ndarray, source: int, target: int, swapped: bool) -> np.ndarray:
    """The same shapes in another system; shapes that cannot be computed there become None. Piece by piece, as the
    coordinates of all take as much memory as the shapes."""
    out = flat.copy()
    for start in range(0, len(out), AT_ONCE):
        piece = out[start : start + AT_ONCE]
        xy = shapely.get_coordinates(piece)
        x, y = (xy[:, 1], xy[:, 0]) if swapped else (xy[:, 0], xy[:, 1])
        east, north = project(x, y, source, target)
        if len(xy) and (swapped or east is not x):
            shapely.set_coordinates(piece, np.column_stack((east, north)))
    return out


def _unshifted(lonlat: np.ndarray, name: str) -> np.ndarray:
    """The same shapes where they belong; coordinates that are no degrees stay as they are."""
    xy = shapely.get_coordinates(lonlat)
    degrees = (np.abs(xy[:, 0]) <= 180) & (np.abs(xy[:, 1]) <= 90)
    xy[degrees] = shift.remove(name, xy[degrees])
    return np.asarray(shapely.set_coordinates(lonlat, xy), dtype=object) if len(xy) else lonlat


def _repair(lonlat: np.ndarray, metric: np.ndarray, fault: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Replace invalid shapes in place by what `make_valid` keeps of their polygons."""
    repair = np.full(len(lonlat), "", dtype=object)
    change = np.zeros(len(lonlat))
    finite = np.isfinite(shapely.bounds(lonlat)).all(axis=1) & np.isfinite(shapely.bounds(metric)).all(axis=1)
    unusable = (fault == "") & ~finite
    lonlat[~finite] = metric[~finite] = None
    for row in np.flatnonzero(
        (fault == "") & finite & ~(shapely.is_valid(lonlat) & shapely.is_valid(metric))
    ):
        repair[row] = shapely.is_valid_reason(lonlat[row]).split("[")[0] or "Invalid"
        before = shapely.area(metric[row])
        lonlat[row], metric[row] = _mended(lonlat[row]), _mended(metric[row])
        after = shapely.area(metric[row])
        change[row] = abs(after - before) / after if after > 0 else 1.0
        unusable[row] = lonlat[row] is None or metric[row] is None or not shapely.is_valid(lonlat[row])
    zero = (fault == "") & finite & ~unusable & ~(shapely.area(metric) > 0)
    fault[unusable | zero] = "unusable"
    lonlat[fault != ""] = None
    metric[fault != ""] = None
    return repair, change


def _mended(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of the valid form; the points and lines left by spikes are no land."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [p for p in shapely.get_parts(valid) if shapely.get_type_id(p) in POLYGONS]
    polygons = [q for p in parts for q in shapely.get_parts(p) if q.area > 0]
    return shapely.MultiPolygon(polygons) if polygons else None


def _flat(shapes: np.ndarray) -> np.ndarray:
    """Heights and measures are not stored."""
    return np.asarray(
        shapely.force_2d(shapes) if (shapely.has_z(shapes) | shapely.has_m(shapes)).any() else shapes
    )


def as_multi(shapes: np.ndarray) -> np.ndarray:
    """Polygons as multipolygons of one part, as they are stored."""
    single = shapely.get_type_id(shapes) == 3
    out = shapes.copy()
    out[single] = (
        shapely.multipolygons(shapes[single], indices=np.arange(int(single.sum()))) if single.any() else []
    )
    return out
