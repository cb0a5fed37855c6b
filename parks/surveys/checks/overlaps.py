"""Overlap areas between shapes, as both overlap checks need them."""

import numpy as np
import shapely

SQUARE_METERS, SHARE = 1.0, 0.001
INTERIORS_MEET = "T********"


def pairs_within(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs (first, second, overlap m²) among shapes, first < second; touching neighbors are left out."""
    left, right = shapely.STRtree(shapes).query(shapes)
    once = left < right
    shapely.prepare(shapes)
    return _overlapping(shapes[left[once]], shapes[right[once]], left[once], right[once])


def pairs_between(shapes: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs (shape, other, overlap m²)."""
    left, right = shapely.STRtree(others).query(shapes)
    shapely.prepare(shapes)
    return _overlapping(shapes[left], others[right], left, right)


def matters(overlap: np.ndarray, smaller: np.ndarray) -> np.ndarray:
    """Overlaps beyond what digitizing leaves: more than 1 m² and more than 0.1 % of the smaller shape."""
    return (overlap > SQUARE_METERS) & (overlap > SHARE * smaller)


def _overlapping(
    a: np.ndarray, b: np.ndarray, left: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    keep = np.flatnonzero(_boxes_overlap(a, b))
    keep = keep[shapely.relate_pattern(a[keep], b[keep], INTERIORS_MEET)]
    a, b, left, right = a[keep], b[keep], left[keep], right[keep]
    overlap = shapely.area(shapely.intersection(a, b))
    keep = matters(overlap, np.minimum(shapely.area(a), shapely.area(b)))
    return left[keep], right[keep], overlap[keep]


def _boxes_overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the bounds share more than the tolerance: cheap, and most neighbors fall out."""
    one, two = shapely.bounds(a), shapely.bounds(b)
    size = np.minimum(one[:, 2:], two[:, 2:]) - np.maximum(one[:, :2], two[:, :2])
    return np.asarray((size > 0).all(axis=1) & (size.prod(axis=1) > SQUARE_METERS))
