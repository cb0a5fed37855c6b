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
TEXTS = (
    "tenure", "procedure", "certificate", "land_use", "owner_name", "address", "surveyed_on", "fingerprint",
    "legal_as_of", "illegal_pre2009_as_of", "illegal_post2009_as_of",
)  # fmt: skip
NUMBERS = (
    "procedure_area_m2", "declared_area_m2",
    "gfa_legal_m2", "legal_storeys", "legal_built_year",
    "gfa_illegal_pre2009_m2", "illegal_pre2009_storeys", "illegal_pre2009_built_year",
    "gfa_illegal_post2009_m2", "illegal_post2009_storeys", "illegal_post2009_built_year",
)  # fmt: skip


def parks(*more: dict[str, Any]) -> pd.DataFrame:
    """The test park of 1 km², and more as given."""
    home = shapely.box(files.EAST, files.NORTH, files.EAST + 1_000, files.NORTH + 1_000)
    rows = [{"id": 1, "code": PARK_CODE, "area_code": "440111113201", "geometry": home}, *more]
    return pd.DataFrame(rows)


def districts(*codes: str) -> pd.DataFrame:
    """Made-up districts of 10 km side by side: the first ends, the second begins at EAST, and so on to the east."""
    edges = [files.EAST + 10_000 * (n - 1) for n in range(len(codes))]
    squares = [shapely.box(x, files.NORTH - 5_000, x + 10_000, files.NORTH + 5_000) for x in edges]
    return pd.DataFrame({"code": codes, "name": [f"{code}区" for code in codes], "geometry": squares})


def parcels(*rows: dict[str, Any]) -> pd.DataFrame:
    """Stored parcels; what is not given is unknown. Shapes are given in EPSG:4547."""
    empty = {**dict.fromkeys(TEXTS), **dict.fromkeys(NUMBERS, np.nan)}
    given = [{"id": n, **PARCEL, **empty, **row} for n, row in enumerate(rows, 1)]
    table = pd.DataFrame(given, columns=["id", *PARCEL, *empty, "code", "geometry"])
    table = table.astype({**dict.fromkeys((*TEXTS, "geometry"), object), **dict.fromkeys(NUMBERS, float)})
    return table.assign(lonlat=degrees(table["geometry"].to_numpy()))


def degrees(metric: np.ndarray) -> np.ndarray:
    """The same shapes as they are stored."""
    return shapes.prepare(metric, Decision(4547, False, "", "", "", ())).lonlat


def context(
    table: gpd.GeoDataFrame,
    *,
    known_parks: pd.DataFrame | None = None,
    known_parcels: pd.DataFrame | None = None,
    known_districts: pd.DataFrame | None = None,
    scope: tuple[str, ...] = ("440111",),
) -> Context:
    attributes = pd.DataFrame(table.drop(columns="geometry"))
    attributes.index = pd.RangeIndex(1, len(table) + 1)
    matches, _ = columns.match(list(attributes.columns))
    parsed = values.parse(attributes, columns.used(matches))
    raw = np.asarray(table.geometry, dtype=object)
    placed = shapes.prepare(raw, Decision(4547, False, "", "", "", ()))
    sheet = Sheet(
        parsed.frame,
        parsed.headers,
        placed.metric,
        placed.lonlat,
        placed.area_m2,
        placed.fault,
        placed.repair,
        placed.change,
        placed.points,
    )
    known = Known(
        parks=parks() if known_parks is None else known_parks,
        parcels=parcels() if known_parcels is None else known_parcels,
        districts=_districts(load_city().code) if known_districts is None else known_districts,
        scope=scope,
        today=TODAY,
    )
    context = Context(sheet, known)
    areas.to_m2(parsed, context.area_m2)
    return context


def found(check: Any, *args: Any, **kwargs: Any) -> list[tuple[int | None, str]]:
    """(row, code) of every issue of one check."""
    return [(issue.row, issue.code) for issue in check(context(*args, **kwargs))]
