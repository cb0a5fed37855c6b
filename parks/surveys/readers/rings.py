"""Boundary points (界址点) to rings (圈) and rings to polygons. What is inside is a hole, what is apart a part: the
numbers that surveys give their rings say neither."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import shapely

SAME_M, SAME_DEGREES = 1e-3, 1e-8
LEAST_POINTS, MOST_RINGS = 3, 5_000


class Point(NamedTuple):
    """`label` (J1, J01, 1) and `ring` as they are written, empty where they are not."""

    label: str
    ring: str
    east: float
    north: float


@dataclass
class Rings:
    """`points` of each ring without its closing point; `closed` counts those that had one."""

    points: list[list[Point]] = field(default_factory=list)
    closed: int = 0

    @property
    def short(self) -> list[Point] | None:
        """The first ring that is none."""
        return next((ring for ring in self.points if len(ring) < LEAST_POINTS), None)

    @property
    def misses(self) -> tuple[Point, Point] | None:
        """(closing point, start) where a point repeats its ring's first number but not its place."""
        for before, after in zip(self.points, self.points[1:], strict=False):
            if len(after) == 1 and after[0].label and after[0].label == before[0].label:
                return after[0], before[0]
        return None


def split(points: Sequence[Point]) -> Rings:
    """A ring ends where it returns to its first point, whatever number that point has there, where the ring's number
    changes, or where its first point's number comes again."""
    rings, current = Rings(), list[Point]()
    near = SAME_M if any(abs(p.east) > 180 for p in points) else SAME_DEGREES
    for point in points:
        if current and len(current) != LEAST_POINTS - 1 and _same(point, current[0], near):
            if len(current) >= LEAST_POINTS:
                rings.points.append(current)
                rings.closed += 1
                current = []
            continue
        if current and _begins(point, current):
            _end(current, rings, near)
            current = []
        current.append(point)
    if current:
        _end(current, rings, near)
    return rings


def _end(current: list[Point], rings: Rings, near: float) -> None:
    """A ring that does not return; a closing point that is written twice is none."""
    if len(current) > 1 or not rings.points or not _same(current[0], rings.points[-1][0], near):
        rings.points.append(current)


def polygon(rings: Sequence[Sequence[Point]]) -> tuple[shapely.Polygon | shapely.MultiPolygon, int]:
    """The polygon of these rings, and how many of them are holes."""
    shells = [shapely.Polygon([(p.east, p.north) for p in ring]) for ring in rings]
    inside = _containers(np.array([*shells, None], dtype=object)[:-1])
    holes: dict[int, list[shapely.LinearRing]] = {}
    for i, outer in enumerate(inside):
        if len(outer) % 2:
            parent = min(outer, key=lambda j: shells[j].area)
            holes.setdefault(parent, []).append(shells[i].exterior)
    parts = [
        shapely.Polygon(shell.exterior, holes.get(i))
        for i, shell in enumerate(shells)
        if len(inside[i]) % 2 == 0
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts), sum(map(len, holes.values()))


def _containers(shells: np.ndarray) -> list[list[int]]:
    """For each ring those that hold it; rings that cross count as apart, and the checks see that they do."""
    found: list[list[int]] = [[] for _ in shells]
    if len(shells) == 1:
        return found
    try:
        within, outer = shapely.STRtree(shells).query(shells, predicate="within")
    except shapely.errors.GEOSException:
        return found
    areas = shapely.area(shells)
    for i, j in zip(within, outer, strict=True):
        if areas[j] > areas[i]:
            found[i].append(int(j))
    return found


def _same(one: Point, other: Point, near: float) -> bool:
    return abs(one.east - other.east) <= near and abs(one.north - other.north) <= near


def _begins(point: Point, current: list[Point]) -> bool:
    if point.ring != current[0].ring:
        return True
    return bool(point.label) and point.label == current[0].label and point.label != current[-1].label
