"""What a synthetic park is like, before any figure: age, quality, use, tenure, distances. All later numbers lean on these."""

import numpy as np
import pandas as pd
import shapely

from parks.demo.arrays import Floats
from parks.demo.layout import Layout
from parks.demo.names import code_parks, name_parks
from parks.inventory.cities import City

POOR_RECORD_SHARE, POOR_RECORD_UP_TO_M2 = 0.022, 25_000.0


def describe(layout: Layout, city: City, rng: np.random.Generator) -> pd.DataFrame:
    """The parks with `area_m2`, distances, `started_year`, `quality` (standard normal), uses, tenure, code and name."""
    parks = layout.parks.copy()
    shapes = parks["geometry"].to_numpy()
    count = len(parks)
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    parks["area_m2"], parks["north"] = shapely.area(shapes), middles[:, 1]
    parks["x"], parks["y"] = middles.T
    parks["city_distance_m"] = np.hypot(*(middles - _city_center(layout)).T)
    parks["centre_distance_m"] = np.hypot(*(middles - _district_centers(layout, parks["district"])).T)
    parks["metro_distance_m"] = _to_metro(layout, middles, rng)
    inner = np.exp(-parks["city_distance_m"].to_numpy() / 20_000)
    parks["inner"] = inner
    parks["started_year"] = np.clip(rng.normal(2001 - 6 * inner, 6.5, count), 1981, 2019).round().astype(int)
    parks["quality"] = 0.5 * (parks["started_year"] - 1999) / 7 + rng.normal(0, 0.87, count)
    parks["main_use"] = np.where(rng.random(count) < 0.06, "warehouse", "industrial")
    parks.loc[parks["anchor"].notna(), "main_use"] = "industrial"
    tenure = ["collective", "state_collective_use", "mixed"]
    parks["tenure"] = rng.choice(tenure, count, p=[0.79, 0.13, 0.08])
    poor = (rng.random(count) < POOR_RECORD_SHARE) & (parks["area_m2"] < POOR_RECORD_UP_TO_M2)
    parks["poor_record"] = poor & parks["anchor"].isna()
    parks["code"], parks["name"] = code_parks(parks), name_parks(parks, city, rng)
    return parks


def _city_center(layout: Layout) -> Floats:
    towns = layout.positions.towns
    return towns[towns["district"] == "440104"][["x", "y"]].mean().to_numpy()


def _district_centers(layout: Layout, districts: pd.Series) -> Floats:
    """The town that is nearest to all others of its district stands for the district's center."""
    centers = {}
    for code, towns in layout.positions.towns.groupby("district"):
        points = towns[["x", "y"]].to_numpy()
        gaps = np.hypot(points[:, None, 0] - points[None, :, 0], points[:, None, 1] - points[None, :, 1])
        centers[code] = points[gaps.sum(axis=1).argmin()]
    return np.array([centers[code] for code in districts])


def _to_metro(layout: Layout, middles: Floats, rng: np.random.Generator) -> Floats:
    """Synthetic stations along the corridors, thinning out from the center."""
    points = shapely.get_coordinates(shapely.get_point(layout.positions.corridors, 0))
    chance = np.clip(0.62 * np.exp(-np.hypot(*(points - _city_center(layout)).T) / 17_000), 0.015, 1)
    stations = shapely.points(points[rng.random(len(points)) < chance])
    spots = shapely.points(middles)
    return shapely.distance(stations[shapely.STRtree(stations).nearest(spots)], spots)
