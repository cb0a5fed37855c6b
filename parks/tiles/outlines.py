"""Outlines as short lists of whole numbers: simplified, snapped to a grid of about a metre, delta-encoded."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

SCALE = 100_000
"""Grid lines per degree: one step is 1.1 m north, 1.0 m east."""
TOLERANCE_DEG = 1.5e-5
"""About 1.5 m: no corner of a simplified outline is further from the surveyed one."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Outlines:
    origin: tuple[float, float]
    rings: list[list[Ints]]
    """Per geometry its rings, each a flat [x0, y0, dx1, dy1, …]; not closed; parts and holes follow each other."""


def encode(geometries: NDArray[np.object_]) -> Outlines:
    """Longitude and latitude become steps from the origin; None and empty geometries get no rings."""
    simple = shapely.simplify(geometries, TOLERANCE_DEG)
    parts, owner_of_part = shapely.get_parts(simple, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    if not len(rings):
        return Outlines((0.0, 0.0), [[] for _ in geometries])
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    origin = np.floor(corners.min(axis=0) * 100) / 100
    steps = np.rint((corners - origin) * SCALE).astype(np.int64)
    flat = _deltas(steps, ring_of_corner, len(rings))
    result: list[list[Ints]] = [[] for _ in geometries]
    for owner, ring in zip(owner_of_part[part_of_ring].tolist(), flat, strict=True):
        if len(ring) >= 6:
            result[owner].append(ring)
    return Outlines((float(origin[0]), float(origin[1])), result)


def _deltas(steps: Ints, ring: NDArray[np.intp], count: int) -> list[Ints]:
    """Differences within each ring; its closing corner and corners that fell together are left out."""
    starts = np.ones(len(ring), dtype=bool)
    starts[1:] = ring[1:] != ring[:-1]
    last = np.append(starts[1:], True)
    same = np.zeros(len(ring), dtype=bool)
    same[1:] = (steps[1:] == steps[:-1]).all(axis=1)
    keep = ~last & (starts | ~same)
    steps, ring, starts = steps[keep], ring[keep], starts[keep]
    deltas = steps.copy()
    deltas[1:] -= steps[:-1]
    deltas[starts] = steps[starts]
    ends = np.cumsum(np.bincount(ring, minlength=count))[:-1]
    return [piece.ravel() for piece in np.split(deltas, ends)]
