"""Stored parcels as a survey file (库中宗地下载): to be mended in GIS software and uploaded again. Each carries the version
it had (库中版本), so that what somebody else changes meanwhile is seen on its return."""

import io
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from django.db import connection

from parks.surveys.columns import Field, choices, fields
from parks.surveys.crs import STORAGE
from parks.surveys.errors import NothingStoredError, TooManyStoredError
from parks.surveys.sql import statement
from parks.surveys.versions import spelled

LIMIT = 50_000
CONTENT_TYPE = "application/geopackage+sqlite3"


def geopackage(within: str, scope: Sequence[str]) -> bytes:
    """Parcels of a park (by its code) or an area (by its code), as far as the scope goes.

    Raises NothingStoredError, TooManyStoredError."""
    stored = _stored(within, scope)
    if not len(stored):
        raise NothingStoredError(within=within)
    if len(stored) > LIMIT:
        raise TooManyStoredError(limit=f"{LIMIT:,}")
    buffer = io.BytesIO()
    pyogrio.write_dataframe(_survey(stored), buffer, driver="GPKG", layer="宗地")
    return buffer.getvalue()


def _stored(within: str, scope: Sequence[str]) -> pd.DataFrame:
    parameters: dict[str, Any] = {"within": within, "scope": list(scope), "limit": LIMIT + 1}
    with connection.cursor() as cursor:
        cursor.execute(statement("stored_for_survey"), parameters)
        return pd.DataFrame.from_records(cursor.fetchall(), columns=[c.name for c in cursor.description])


def _survey(stored: pd.DataFrame) -> gpd.GeoDataFrame:
    shapes = shapely.from_wkb(np.asarray([bytes(w) for w in stored["wkb"]], dtype=object))
    columns: dict[str, Any] = {
        _header(field): _spelled(field, stored[name]) for name, field in fields().items() if name in stored
    }
    columns[fields()["version"].label] = [spelled(f) for f in stored["fingerprint"]]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=STORAGE)


def _header(field: Field) -> str:
    return f"{field.label}（平方米）" if field.kind == "area" else field.label


def _spelled(field: Field, column: pd.Series) -> pd.Series:
    if field.kind in ("number", "area", "whole"):
        return column.astype(float)
    if field.kind != "choice":
        return column
    said: dict[str, str] = {}
    for spelling, value in choices()[field.name].items():
        said.setdefault(value, spelling)
    return column.map(said)
