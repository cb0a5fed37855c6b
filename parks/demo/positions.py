"""Synthetic positions of towns and villages (no public polygons exist) and the road corridors that join them.

town_positions.csv holds rough positions of the better-known towns, from general knowledge, to a kilometer or three;
the other towns and every village are spread evenly over the district they belong to.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from parks.demo.arrays import Floats, Shapes
from parks.demo.projection import to_meters
from parks.inventory.cities import City

ROUGH = Path(__file__).parent / "town_positions.csv"
SAMPLES_PER_DISTRICT = 4000


@dataclass(frozen=True)
class Positions:
    towns: pd.DataFrame  # index code; x, y, district
    villages: pd.DataFrame  # index code; x, y, town, district
    corridors: Shapes  # straight road pieces


def place(city: City, boundaries: dict[str, shapely.Geometry], rng: np.random.Generator) -> Positions:
    rough = _rough_towns()
    towns: list[tuple[str, float, float, str]] = []
    villages: list[tuple[str, float, float, str, str]] = []
    members: dict[str, list[str]] = {}
    for village in city.villages.values():
        members.setdefault(village.parent, []).append(village.code)
    for code, boundary in boundaries.items():
        samples = _inside(shapely.buffer(boundary, -400), SAMPLES_PER_DISTRICT, rng)
        names = [town.code for town in city.towns.values() if town.parent == code]
        centers = _town_centers(names, rough, boundary, samples)
        nearest = _distances(samples, centers).argmin(axis=1)
        for number, (town, (x, y)) in enumerate(zip(names, centers, strict=True)):
            towns.append((town, x, y, code))
            inside = members.get(town, [])
            points = _spread(samples[nearest == number], centers[number], len(inside))
            villages += [
                (name, *point, town, code) for name, point in zip(inside, points.tolist(), strict=True)
            ]
    placed = pd.DataFrame(towns, columns=["code", "x", "y", "district"]).set_index("code")
    spread = pd.DataFrame(villages, columns=["code", "x", "y", "town", "district"]).set_index("code")
    return Positions(placed, spread, _corridors(placed[["x", "y"]].to_numpy(), rng))


def _rough_towns() -> dict[str, Floats]:
    with ROUGH.open(encoding="utf-8") as rows:
        table = [(row["code"], float(row["lon"]), float(row["lat"])) for row in csv.DictReader(rows)]
    points = to_meters(np.array([[lon, lat] for _, lon, lat in table]))
    return {code: point for (code, _, _), point in zip(table, points, strict=True)}


def _inside(area: shapely.Geometry, count: int, rng: np.random.Generator) -> Floats:
    shapely.prepare(area)
    bounds = shapely.bounds(area)
    low, high = bounds[:2], bounds[2:]
    points = rng.uniform(low, high, (count * 4, 2))
    return points[shapely.contains_xy(area, points)][:count]


def _distances(a: Floats, b: Floats) -> Floats:
    gaps: Floats = np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    return gaps


def _town_centers(
    codes: list[str], rough: dict[str, Floats], boundary: shapely.Geometry, samples: Floats
) -> Floats:
    """Rough positions where known and inside; each other town as far as it can be from all placed before it."""
    centers = np.full((len(codes), 2), np.nan)
    for number, code in enumerate(codes):
        if code in rough and shapely.contains_xy(boundary, *rough[code]):
            centers[number] = rough[code]
    for number in np.flatnonzero(np.isnan(centers[:, 0])).tolist():
        known = centers[~np.isnan(centers[:, 0])]
        centers[number] = (
            samples[_distances(samples, known).min(axis=1).argmax()] if len(known) else samples[0]
        )
    return centers


def _spread(samples: Floats, center: Floats, count: int) -> Floats:
    """`count` points spread evenly over the samples, denser toward the town (Lloyd's relaxation, weighted)."""
    if count == 0 or len(samples) == 0:
        return np.repeat(center[None], count, axis=0)
    weight = 1 / (1500 + np.hypot(*(samples - center).T))
    points = samples[np.linspace(0, len(samples) - 1, count).astype(int)].copy()
    for _ in range(4):
        nearest = _distances(samples, points).argmin(axis=1)
        total = np.bincount(nearest, weight, count)
        for axis in (0, 1):
            sums = np.bincount(nearest, weight * samples[:, axis], count)
            points[:, axis] = np.where(total > 0, sums / np.maximum(total, 1e-12), points[:, axis])
    return points


def _corridors(points: Floats, rng: np.random.Generator) -> Shapes:
    """Roads from each town to its nearest neighbors, gently bent, cut into straight pieces."""
    gaps = _distances(points, points)
    order = gaps.argsort(axis=1)[:, 1:4]
    pairs = np.unique(np.sort([(a, b) for a, row in enumerate(order) for b in row], axis=1), axis=0)
    start, end = points[pairs[:, 0]], points[pairs[:, 1]]
    along = end - start
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    bend = rng.uniform(-0.12, 0.12, (len(pairs), 1))
    steps = np.linspace(0, 1, 7)
    bulge = np.sin(np.pi * steps)[None, :, None] * bend[:, :, None]
    course = start[:, None] + along[:, None] * steps[None, :, None] + across[:, None] * bulge
    pieces = np.stack([course[:, :-1], course[:, 1:]], axis=2).reshape(-1, 2, 2)
    return np.asarray(shapely.linestrings(pieces[np.hypot(*(pieces[:, 1] - pieces[:, 0]).T) > 1]))
