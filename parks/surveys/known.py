"""Fetches what the checks compare with: parks and parcels around the file, as the inventory holds them now."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from django.db import connection
from django.utils import timezone

from parks.inventory.cities.load import City, load_city
from parks.inventory.codes import PARCEL_CODE
from parks.surveys.checks.context import Known
from parks.surveys.shapes import measured
from parks.surveys.sql import statement

CELL_DEGREES = 0.02


def fetch(city: City, scope: Sequence[str], lonlat: np.ndarray, values: pd.DataFrame) -> Known:
    """The inventory around the shapes (those inside the city), and whatever the codes name."""
    boxes, today = _boxes(city, lonlat), timezone.localdate()
    parcels = _table("known_parcels", {**boxes, "codes": _storable(values["code"])})
    theirs = parcels["park_id"][parcels["code"].isin(values["code"])]
    parks = {"codes": list(values["park_code"].dropna().unique()), "ids": theirs.unique().tolist()}
    return Known(
        parks=_table("known_parks", {**boxes, **parks, "today": today}),
        parcels=parcels,
        districts=_districts(city.code),
        scope=tuple(scope),
        today=today,
    )


def parks_around(city: City, scope: Sequence[str], points: np.ndarray, codes: Sequence[str]) -> pd.DataFrame:
    """Parks of the uploader's scope whose boundary is near one of the points (n × 2, degrees), or whose code is listed."""
    boxes = _boxes(city, np.asarray(shapely.points(points), dtype=object))
    asked = {"codes": list(codes), "ids": [], "today": timezone.localdate()}
    return within(_table("known_parks", {**boxes, **asked}), scope)


def within(held: pd.DataFrame, scope: Sequence[str]) -> pd.DataFrame:
    """Those parks or parcels of which the uploader may be told."""
    prefixes = tuple(scope)
    return held[np.array([str(code).startswith(prefixes) for code in held["area_code"]], dtype=bool)]


def _storable(codes: pd.Series) -> str:
    """Those that a parcel can have, in one text: they hold no comma, and a list of 50,000 takes longer to send."""
    present = codes.dropna().astype("str")
    distinct = pc.unique(pa.array(present[present.str.fullmatch(PARCEL_CODE)]).cast(pa.string()))
    return str(pc.binary_join(pa.ListArray.from_arrays([0, len(distinct)], distinct), ",")[0])


def _boxes(city: City, lonlat: np.ndarray) -> dict[str, list[float]]:
    """Bounds of the shapes, gathered by cells of two kilometres: a scattered file does not fetch all between."""
    west, south, east, north = city.bounds
    each = pd.DataFrame(shapely.bounds(lonlat), columns=["west", "south", "east", "north"])
    near = each[(each.west <= east) & (each.east >= west) & (each.south <= north) & (each.north >= south)]
    cells = [np.floor(near.west / CELL_DEGREES), np.floor(near.south / CELL_DEGREES)]
    boxes = near.groupby(cells).agg({"west": "min", "south": "min", "east": "max", "north": "max"})
    return {side: [float(v) for v in boxes[side]] for side in boxes.columns}


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


@lru_cache(maxsize=2)
def _districts(code: str) -> pd.DataFrame:
    city = load_city()
    geometry = measured(np.asarray(list(city.boundaries.values()), dtype=object))
    shapely.prepare(geometry)
    names = [city.districts[c].name for c in city.boundaries]
    return pd.DataFrame({"code": list(city.boundaries), "name": names, "geometry": geometry})
