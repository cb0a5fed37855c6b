"""Survey files for the journeys: free land inside a park, and what is brought for it."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import shape

from tests.journeys.browsing import Visit

TYPICAL = {
    "权属性质": "集体", "用地手续": "部分完善", "有证情况": "无证", "权利人": "白云石马经济联社",
}  # fmt: skip


def free_square(visit: Visit) -> shapely.Polygon:
    """A square between the parcels of the park with the most room, by what the API shows."""
    parks = visit.api("parks/?format=geojson&page_size=60&ordering=-area_m2")["features"]
    squares = (_inside(shape(park["geometry"]), _parcels(visit, park["id"])) for park in parks[:12])
    return max(squares, key=lambda square: square.area)


def _parcels(visit: Visit, park: int) -> list[Any]:
    rows = visit.api(f"parcels/?park={park}&format=geojson&page_size=500")["features"]
    return [shape(row["geometry"]) for row in rows]


def _inside(park: Any, parcels: list[Any]) -> shapely.Polygon:
    free = shapely.difference(park, shapely.buffer(shapely.union_all(parcels), 3e-6))
    roomiest = max(shapely.get_parts(free), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(roomiest)
    center, radius = shapely.get_point(circle, 0), shapely.length(circle) * 0.6
    return shapely.box(center.x - radius, center.y - radius, center.x + radius, center.y + radius)


def geopackage(path: Path, square: shapely.Polygon, code: str) -> Path:
    return survey(path, [{"宗地代码": code, "geometry": square}])


def survey(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Rows of at least a code and a shape, filled up to parcels that can be taken in."""
    full = [{**TYPICAL, **row} for row in rows]
    gpd.GeoDataFrame(full, crs="EPSG:4490").to_crs("EPSG:4547").to_file(path, layer="宗地", engine="pyogrio")
    return path


def strips(square: shapely.Polygon, count: int) -> list[shapely.Polygon]:
    """Lots beside each other within the square, with a gap between them."""
    west, south, east, north = square.bounds
    step = (east - west) / count
    return [shapely.box(west + i * step, south, west + (i + 0.9) * step, north) for i in range(count)]


def many(path: Path, corner: tuple[float, float], count: int) -> Path:
    """A file of many small lots in rows, as fast as one can be written."""
    side, per_row = 0.0001, 250
    east = corner[0] + side * (np.arange(count) % per_row)
    north = corner[1] + side * (np.arange(count) // per_row)
    codes = [f"440111012003JB{10_000 + i:05d}" for i in range(count)]
    table = {name: [value] * count for name, value in TYPICAL.items()}
    shapes = shapely.box(east, north, east + side * 0.8, north + side * 0.8)
    frame = gpd.GeoDataFrame({"宗地代码": codes, **table}, geometry=shapes, crs="EPSG:4490")
    frame.to_file(path, layer="宗地", engine="pyogrio", layer_options={"SPATIAL_INDEX": "NO"})
    return path
