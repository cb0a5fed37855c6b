"""Lots (宗地) along lanes: double rows facing a lane, cross lanes, some merged and through lots.

The lines of a park are noded together and polygonized, so neighbors share every vertex of their common edge.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from parks.demo.arrays import Bools, Floats, Ints, Shapes
from parks.demo.outlines import STRIDE

SIZES_HA = [0.5, 2.0, 10.0, 52.0]
FRONTAGES_M = [22.0, 29.0, 41.0, 50.0]
DEPTHS_M = [31.0, 39.0, 56.0, 72.0]
MIN_WIDTH_M, MIN_AREA_M2 = 6.5, 220.0
GRID_M = 0.02
Pieces = list[tuple[float, float, float, float]]
"""x, y, x, y: the ends of a line, or the corners of a lane"""


@dataclass
class Drawing:
    """Faces of the plane: `park` gives the park of each; `lane` marks lanes and yards that are nobody's lot."""

    faces: Shapes
    park: Ints
    lane: Bools


def divide(outlines: Shapes, rng: np.random.Generator) -> Drawing:
    segments: Pieces = []
    lanes: Pieces = []
    owner = []
    for number, bounds in enumerate(shapely.bounds(outlines)):
        before = len(segments)
        _draw_park(bounds, outlines[number].area, segments, lanes, rng)
        owner += [number] * (len(segments) - before)
    lines = np.asarray(shapely.linestrings(np.array(segments).reshape(-1, 2, 2)))
    grouped = np.asarray(shapely.multilinestrings(lines, indices=np.array(owner)))
    noded = _noded(grouped, shapely.boundary(outlines))
    faces = shapely.get_parts(shapely.polygonize(noded[:, None]))
    middle = shapely.point_on_surface(faces)
    park = np.round(shapely.get_x(middle) / STRIDE).astype(np.int64)
    inside = shapely.contains(outlines[park], middle)
    faces, middle, park = faces[inside], middle[inside], park[inside]
    boxes = shapely.box(*np.array(lanes).T)
    lane = np.zeros(len(faces), dtype=bool)
    lane[shapely.STRtree(boxes).query(middle, predicate="intersects")[0]] = True
    keep = lane | ((_width(faces) >= MIN_WIDTH_M) & (shapely.area(faces) >= MIN_AREA_M2))
    return Drawing(faces[keep], park[keep], lane[keep])


def _noded(lines: Shapes, edges: Shapes) -> Shapes:
    """The slowest step: shapely lets go of the interpreter, so two threads halve it."""

    def node(part: slice) -> Shapes:
        return np.asarray(shapely.union(lines[part], edges[part], grid_size=GRID_M))

    chunks = [slice(start, start + 100) for start in range(0, len(lines), 100)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return np.concatenate(list(pool.map(node, chunks)))


def _width(faces: Shapes) -> Floats:
    return 2 * shapely.area(faces) / shapely.length(faces)


def _draw_park(
    bounds: Floats, area: float, segments: Pieces, lanes: Pieces, rng: np.random.Generator
) -> None:
    u0, v0, u1, v1 = bounds
    frontage = np.interp(np.log(area / 1e4), np.log(SIZES_HA), FRONTAGES_M) * rng.uniform(0.85, 1.15)
    depth = np.interp(np.log(area / 1e4), np.log(SIZES_HA), DEPTHS_M) * rng.uniform(0.85, 1.15)
    cuts = _cross_lanes(u0, u1, rng)
    for start, end in cuts:
        lanes.append((start, v0, end, v1))
        segments += [(start, v0, start, v1), (end, v0, end, v1)]
    edges = [u0, *[edge for cut in cuts for edge in cut], u1]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        _draw_column(left, right, v0, v1, frontage, depth * rng.uniform(0.92, 1.08), segments, lanes, rng)


def _cross_lanes(u0: float, u1: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    count = int((u1 - u0) / rng.uniform(140, 230))
    middles = u0 + (u1 - u0) * (np.arange(1, count + 1) + rng.uniform(-0.18, 0.18, count)) / (count + 1)
    halves = rng.uniform(3.5, 7.5, count)
    return list(zip(middles - halves, middles + halves, strict=True))


def _draw_column(
    left: float, right: float, v0: float, v1: float, frontage: float, depth: float,
    segments: Pieces, lanes: Pieces, rng: np.random.Generator,
) -> None:  # fmt: skip
    width = rng.uniform(6, 12)
    height = v1 - v0
    blocks = round(height / (2 * depth + width))
    if blocks == 0:
        _draw_row(_breaks(left, right, frontage, rng), v0, v1, segments)
        return
    levels = v0 + height * np.concatenate([[0], rng.dirichlet(np.full(blocks, 60.0)).cumsum()])
    upper = None
    for low, high in pairwise(levels):
        middle = low + (high - low) * rng.uniform(0.4, 0.6)
        lane = (middle - width / 2, middle + width / 2)
        lanes.append((left, lane[0], right, lane[1]))
        segments += [(left, lane[0], right, lane[0]), (left, lane[1], right, lane[1])]
        lower = _breaks(left, right, frontage, rng)
        gaps: list[tuple[float, float]] = []
        if upper is not None:
            lower, gaps = _through_lots(upper[0], lower, rng)
            _draw_row(*upper, low, segments)
            _draw_back(left, right, low, gaps, segments)
        _draw_row(lower, low, lane[0], segments)
        upper = (_breaks(left, right, frontage, rng), lane[1])
    assert upper is not None
    _draw_row(*upper, v1, segments)


def _breaks(left: float, right: float, frontage: float, rng: np.random.Generator) -> Floats:
    """Where one lot ends and the next begins: frontages of 15–60 m, every eighth or so a merged one."""
    count = int((right - left) / 14) + 2
    widths = np.clip(frontage * rng.lognormal(0, 0.32, count), 15, 60)
    widths *= np.where(rng.random(count) < 0.12, rng.uniform(1.7, 2.8, count), 1)
    ends = widths.cumsum()
    used = max(int(np.searchsorted(ends, right - left)), 1)
    return left + (right - left) * np.concatenate([[0], ends[:used] / ends[used - 1]])


def _through_lots(
    upper: Floats, lower: Floats, rng: np.random.Generator
) -> tuple[Floats, list[tuple[float, float]]]:
    """Open the back line behind a few lots, so that one lot reaches from lane to lane."""
    gaps: list[tuple[float, float]] = []
    for start, end in pairwise(upper):
        if rng.random() < 0.1 and (not gaps or gaps[-1][1] < start):
            inner = lower[1:-1]
            inner = inner[(inner < start - 12) | (inner > end + 12)]
            ends = [edge for edge in (start, end) if lower[0] + 12 < edge < lower[-1] - 12]
            if len(ends) == 2:
                lower = np.sort(np.concatenate([[lower[0]], inner, ends, [lower[-1]]]))
                gaps.append((start, end))
    return lower, gaps


def _draw_row(breaks: Floats, low: float, high: float, segments: Pieces) -> None:
    segments += [(edge, low, edge, high) for edge in breaks[1:-1]]


def _draw_back(
    left: float, right: float, level: float, gaps: list[tuple[float, float]], segments: Pieces
) -> None:
    edges = [left, *[edge for gap in gaps for edge in gap], right]
    segments += [(a, level, b, level) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
