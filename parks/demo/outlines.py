"""Park outlines in a flat drawing plane: stacked bands with their own ends, sheared, tilted and chamfered.

Lanes run along u. Park number i is drawn around u = i × STRIDE, so that all parks share one plane without touching.
"""

import numpy as np
import shapely

from parks.demo.arrays import Floats, Shapes

STRIDE = 4000.0


def draw(areas: Floats, rng: np.random.Generator) -> Shapes:
    return np.array([_outline(number, area, rng) for number, area in enumerate(areas)], dtype=object)


def _outline(number: int, area: float, rng: np.random.Generator) -> shapely.Polygon:
    for _ in range(20):
        polygon = shapely.Polygon(_ring(area, rng))
        if polygon.is_valid and polygon.area > 0.55 * shapely.convex_hull(polygon).area:
            break
    else:
        side = np.sqrt(area) / 2
        polygon = shapely.box(-side, -side, side, side)
    scale = np.sqrt(area / polygon.area)
    center = np.array(polygon.centroid.coords[0])
    return shapely.transform(polygon, lambda c: (c - center) * scale + [number * STRIDE, 0.0])


def _ring(area: float, rng: np.random.Generator) -> Floats:
    aspect = np.clip(rng.lognormal(0.3, 0.38), 0.6, 3.0)
    height = np.sqrt(area / aspect)
    width = area / height
    bands = _band_count(area, rng)
    levels = np.concatenate([[0], rng.dirichlet(np.full(bands, 5.0)).cumsum()]) * height
    left = _ends(bands, width, rng)
    right = width + _ends(bands, width, rng)
    ring = np.vstack([_side(levels, right, width, rng), _side(levels, left, width, rng)[::-1]])
    ring[:, 0] += rng.normal(0, 0.13) * ring[:, 1]
    low = ring[:, 1] < height / 2
    tilt = np.where(low, rng.normal(0, 0.05), rng.normal(0, 0.06))
    edge = (ring[:, 1] == 0) | (ring[:, 1] == levels[-1])
    ring[:, 1] += np.where(edge, tilt * (ring[:, 0] - width / 2), 0)
    return _chamfered(ring, 0.18 * min(width, height), rng)


def _band_count(area: float, rng: np.random.Generator) -> int:
    low, high = (1, 2) if area < 8e3 else (1, 3) if area < 2e4 else (2, 4) if area < 1e5 else (3, 6)
    return int(rng.integers(low, high + 1))


def _ends(bands: int, width: float, rng: np.random.Generator) -> Floats:
    """Where each band begins, as a random walk that sometimes stands still."""
    steps = rng.normal(0, 0.16, bands) * (rng.random(bands) < 0.75)
    return np.asarray(np.clip(steps.cumsum(), -0.28, 0.28) * width)


def _side(levels: Floats, ends: Floats, width: float, rng: np.random.Generator) -> Floats:
    points = []
    for number, end in enumerate(ends):
        lean = rng.normal(0, 0.04) * width * (rng.random() < 0.5)
        points += [[end, levels[number]], [end + lean, levels[number + 1]]]
    return np.array(points)


def _chamfered(ring: Floats, size: float, rng: np.random.Generator) -> Floats:
    """Cut some corners: where a lane turns, a ditch passes or a road was widened."""
    points = []
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    for point, previous, following in zip(ring, before, after, strict=True):
        back, ahead = np.hypot(*(previous - point)), np.hypot(*(following - point))
        cut = size * rng.uniform(0.3, 1.0)
        if rng.random() < 0.28 and min(back, ahead) > 2.2 * cut:
            points += [point + (previous - point) * cut / back, point + (following - point) * cut / ahead]
        else:
            points.append(point)
    return np.array(points)
