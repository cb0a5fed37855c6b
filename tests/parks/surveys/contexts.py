"""A context for one check, without a database: the rows of `files.frame`, and the inventory as given."""

import datetime as dt
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from parks.inventory.cities.load import load_city
from parks.surveys import areas, columns, shapes, values
from parks.surveys.checks.context import Context, Known, Sheet
from parks.surveys.crs import Decision
from parks.surveys.known import _districts
from tests.parks.surveys import files

PARK_CODE, OTHER_PARK_CODE = "440111-9001", "440111-9002"
TODAY = dt.date(2026, 7, 1)
PARCEL = {"park_id": 1, "area_code": "440111113201"}


def parks(*more: dict[str, Any]) -> pd.DataFrame:
    """The test park of 1 km², and more as given."""
    home = shapely.box(files.EAST, files.NORTH, files.EAST + 1_000, files.NORTH + 1_000)
    rows = [{"id": 1, "code": PARK_CODE, "area_code": "440111113201", "geometry": home}, *more]
    return pd.DataFrame(rows)


def parcels(*rows: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame([{"id": n, **PARCEL, **row} for n, row in enumerate(rows, 1)])
    return table if rows else pd.DataFrame(columns=["id", "code", "park_id", "area_code", "geometry"])


def context(
    table: gpd.GeoDataFrame,
    *,
    known_parks: pd.DataFrame | None = None,
    known_parcels: pd.DataFrame | None = None,
    scope: tuple[str, ...] = ("440111",),
) -> Context:
    attributes = pd.DataFrame(table.drop(columns="geometry"))
    attributes.index = pd.RangeIndex(1, len(table) + 1)
    matches, _ = columns.match(list(attributes.columns))
    parsed = values.parse(attributes, columns.used(matches))
    raw = np.asarray(table.geometry, dtype=object)
    placed = shapes.prepare(raw, Decision(4547, False, "", "", "", ()))
    areas.to_m2(parsed, placed.area_m2)
    sheet = Sheet(
        parsed.frame,
        parsed.headers,
        placed.metric,
        placed.area_m2,
        placed.fault,
        placed.repair,
        placed.change,
    )
    known = Known(
        parks=parks() if known_parks is None else known_parks,
        parcels=parcels() if known_parcels is None else known_parcels,
        districts=_districts(load_city().code),
        scope=scope,
        today=TODAY,
    )
    return Context(sheet, known)


def found(check: Any, *args: Any, **kwargs: Any) -> list[tuple[int | None, str]]:
    """(row, code) of every issue of one check."""
    return [(issue.row, issue.code) for issue in check(context(*args, **kwargs))]
