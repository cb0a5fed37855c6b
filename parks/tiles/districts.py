"""The districts (区) as one small GeoJSON document; neighbors keep their common border when simplified."""

import numpy as np
import orjson
import shapely
from django.db import connection

from parks.tiles.sql import statement

TOLERANCE_DEG = 0.0015
"""About 150 m: the map of the whole city, not of a street."""
DECIMALS = 4


def build() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(statement("districts"))
        rows = cursor.fetchall()
    outlines = shapely.from_wkb(np.array([row[2] for row in rows], dtype=object))
    simple = shapely.coverage_simplify(outlines, TOLERANCE_DEG) if len(rows) else outlines
    rounded = shapely.transform(simple, lambda xy: np.round(xy, DECIMALS))
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "name": name},
            "geometry": orjson.Fragment(geometry),
        }
        for (code, name, _), geometry in zip(rows, shapely.to_geojson(rounded), strict=True)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})
