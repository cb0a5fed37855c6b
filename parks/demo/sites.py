"""Where parks stand: along the village road of their village, drawn toward the nearest corridor, none touching another."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from parks.demo.arrays import Floats, Ints, Shapes
from parks.demo.positions import Positions
from parks.inventory.cities import City

CLEARANCE_M = 9.0
MARGIN_M = 60.0
ROAD_M = 6.0  # half a corridor beyond the clearance
ROUNDS = 120
TURNED_SHARE = 0.3  # lanes at right angles to the road


@dataclass
class Sites:
    area: list[str]  # code of the village, or of the town where it has no villages
    center: Floats
    angle: Floats


def anchorage(city: City, positions: Positions, rng: np.random.Generator) -> pd.DataFrame:
    """Every village (or community, or town) that may have parks, with its road and its weight within the district."""
    villages, towns = positions.villages, positions.towns
    committee = np.array([city.villages[code].is_village for code in villages.index])
    has_villages = set(villages["town"][committee])
    core = villages["district"].isin(city.core_districts)
    spare = ~committee & ~villages["town"].isin(has_villages) & ~core
    places = pd.concat([villages[committee | spare], towns[towns["district"].isin(city.core_districts)]])
    places["town"] = places["town"].fillna(pd.Series(places.index, index=places.index))
    points = shapely.points(places[["x", "y"]].to_numpy())
    nearest = shapely.STRtree(positions.corridors).nearest(points)
    road = positions.corridors[nearest]
    foot = shapely.get_coordinates(
        shapely.line_interpolate_point(road, shapely.line_locate_point(road, points))
    )
    gap = np.hypot(*(foot - places[["x", "y"]].to_numpy()).T)
    pull = np.where(gap < 4000, rng.uniform(0.55, 0.95, len(places)), 0.2)[:, None]
    places[["x", "y"]] = places[["x", "y"]].to_numpy() + pull * (foot - places[["x", "y"]].to_numpy())
    ends = shapely.get_coordinates(road).reshape(-1, 2, 2)
    places["bearing"] = np.arctan2(*(ends[:, 1] - ends[:, 0]).T[::-1]) + rng.normal(0, 0.05, len(places))
    places["weight"] = _weights(places, towns, gap, rng)
    return places


def _weights(places: pd.DataFrame, towns: pd.DataFrame, gap: Floats, rng: np.random.Generator) -> Floats:
    """Industry sits on the plain at 8–30 km from the center, in some towns much more than in others, near roads."""
    middle = towns[towns["district"] == "440104"][["x", "y"]].mean().to_numpy()
    far = np.hypot(towns["x"] - middle[0], towns["y"] - middle[1])
    town = (np.exp(-(((far - 21e3) / 9e3) ** 2)) + 0.04) * rng.gamma(3, 1, len(towns))
    town = town.where(~towns["district"].isin(["440103", "440105", "440106"]), rng.gamma(0.5, 1, len(towns)))
    town = town / places["town"].value_counts().reindex(towns.index).fillna(1) ** 0.45
    return np.asarray(
        town.loc[places["town"]].to_numpy() * np.exp(-gap / 2200) * rng.gamma(0.8, 1, len(places)) + 1e-9
    )


def settle(
    hulls: Shapes, districts: list[str], fixed: list[str | None], boundaries: dict[str, shapely.Geometry],
    places: pd.DataFrame, corridors: Shapes, rng: np.random.Generator,
) -> Sites:  # fmt: skip
    """Draw a site for each park, largest first; whoever conflicts with a larger one draws again, ever farther out."""
    count = len(hulls)
    members = {code: np.flatnonzero(places["district"] == code) for code in set(districts)}
    inner = _shrunk(boundaries, districts)
    table, weights = places[["x", "y", "bearing"]].to_numpy(), places["weight"].to_numpy()
    rows = np.array([_choose(members[district], weights, rng) for district in districts])
    for number in [number for number, code in enumerate(fixed) if code]:
        rows[number] = places.index.get_loc(fixed[number])
    west, south, east, north = shapely.bounds(hulls).T
    turned = rng.random(count) < TURNED_SHARE
    depth = np.where(turned, east - west, north - south) / 2
    center, angle = np.zeros((count, 2)), np.zeros(count)
    tries = np.zeros(count)
    moving, roads, placed = np.arange(count), shapely.STRtree(corridors), hulls.copy()
    for attempt in range(ROUNDS):
        if attempt and attempt % 10 == 0:
            for number in [number for number in moving.tolist() if not fixed[number]]:
                rows[number] = _choose(members[districts[number]], weights**0.5, rng)
        center[moving] = _draw(table[rows[moving]], depth[moving], tries[moving], rng)
        angle[moving] = table[rows[moving], 2] + np.where(turned[moving], np.pi / 2, 0)
        placed[moving] = rotate(hulls[moving], angle[moving], center[moving])
        tries[moving] += 1
        moving = _conflicting(placed, moving, inner, roads)
        if len(moving) == 0:
            return Sites([str(places.index[row]) for row in rows], center, angle)
    raise RuntimeError(f"{len(moving)} parks found no site")


def _shrunk(boundaries: dict[str, shapely.Geometry], districts: list[str]) -> Shapes:
    shrunk = {code: shapely.buffer(boundaries[code], -MARGIN_M) for code in set(districts)}
    for area in shrunk.values():
        shapely.prepare(area)
    return np.array([shrunk[code] for code in districts], dtype=object)


def _draw(road: Floats, depth: Floats, tries: Floats, rng: np.random.Generator) -> Floats:
    """Centers on either side of the village road, most in the first row behind it."""
    count = len(road)
    spread = 260 * 1.03**tries + 2.0 * depth
    along = rng.normal(0, 1, count) * spread
    side = rng.choice([-1, 1], count)
    aside = side * (depth + rng.uniform(14, 26, count) + rng.exponential(0.35, count) * spread)
    cos, sin = np.cos(road[:, 2]), np.sin(road[:, 2])
    return np.asarray(road[:, :2] + np.stack([along * cos - aside * sin, along * sin + aside * cos], axis=1))


def _conflicting(placed: Shapes, moved: Ints, inner: Shapes, roads: shapely.STRtree) -> Ints:
    """Those that left their district, lie across a corridor or meet a larger park."""
    outside = moved[~shapely.contains(inner[moved], placed[moved])]
    first, second = shapely.STRtree(placed).query(placed, predicate="intersects")
    crossing = moved[roads.query(placed[moved], predicate="dwithin", distance=ROAD_M)[0]]
    return np.unique(np.concatenate([outside, crossing, second[first < second]]))


def _choose(members: Ints, weights: Floats, rng: np.random.Generator) -> int:
    chance = weights[members]
    return int(rng.choice(members, p=chance / chance.sum()))


def rotate(shapes: Shapes, angle: Floats, center: Floats) -> Shapes:
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    cos, sin = np.cos(angle)[index], np.sin(angle)[index]
    u, v = coordinates.T
    turned = np.stack([u * cos - v * sin, u * sin + v * cos], axis=1) + center[index]
    return shapely.set_coordinates(shapes.copy(), turned)
