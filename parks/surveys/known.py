"""Fetches what the checks compare with: parks and parcels around the file, as the inventory holds them now."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from django.db import connection
from django.utils import timezone

from parks.inventory.cities.load import City, load_city
from parks.surveys.checks.context import Known
from parks.surveys.crs import MEASURE, STORAGE, project
from parks.surveys.sql import statement

NO_BOUNDS = (0.0, 0.0, 0.0, 0.0)


def fetch(city: City, scope: Sequence[str], lonlat: np.ndarray, values: pd.DataFrame) -> Known:
    """The inventory within the bounds of the shapes (those inside the city), and whatever the codes name."""
    west, south, east, north = _bounds(city, lonlat)
    box = {"west": west, "south": south, "east": east, "north": north}
    parcels = list(values["code"].dropna().unique())
    parks = _table(
        "known_parks", {**box, "codes": list(values["park_code"].dropna().unique()), "parcels": parcels}
    )
    return Known(
        parks=parks,
        parcels=_table("known_parcels", {**box, "codes": parcels}),
        districts=_districts(city.code),
        scope=tuple(scope),
        today=timezone.localdate(),
    )


def _bounds(city: City, lonlat: np.ndarray) -> tuple[float, float, float, float]:
    each = shapely.bounds(lonlat)
    west, south, east, north = city.bounds
    near = (each[:, 0] <= east) & (each[:, 2] >= west) & (each[:, 1] <= north) & (each[:, 3] >= south)
    if not near.any():
        return NO_BOUNDS
    low, high = each[near, :2].min(axis=0), each[near, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _table(name: str, parameters: dict[str, Any]) -> pd.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        columns = [c.name for c in cursor.description]
        rows = cursor.fetchall()
    table = pd.DataFrame.from_records(rows, columns=columns).astype({"wkb": object})
    wkb = np.asarray([bytes(w) if w is not None else None for w in table["wkb"]], dtype=object)
    table["lonlat"] = shapely.from_wkb(wkb)
    table["geometry"] = measured(table["lonlat"].to_numpy())
    return table.drop(columns="wkb")


def measured(lonlat: np.ndarray) -> np.ndarray:
    """Stored shapes in EPSG:4547."""
    xy = shapely.get_coordinates(lonlat)
    if not len(xy):
        return lonlat.copy()
    moved = np.column_stack(project(xy[:, 0], xy[:, 1], STORAGE, MEASURE))
    return np.asarray(shapely.set_coordinates(lonlat.copy(), moved), dtype=object)


@lru_cache(maxsize=2)
def _districts(code: str) -> pd.DataFrame:
    city = load_city()
    geometry = measured(np.asarray(list(city.boundaries.values()), dtype=object))
    shapely.prepare(geometry)
    names = [city.districts[c].name for c in city.boundaries]
    return pd.DataFrame({"code": list(city.boundaries), "name": names, "geometry": geometry})
