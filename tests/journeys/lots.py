"""Survey files for the journeys: free land inside a park, as a GeoPackage."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from tests.journeys.browsing import Visit


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
    row = {
        "宗地代码": code, "权属性质": "集体", "用地手续": "部分完善", "有证情况": "无证",
        "权利人": "白云石马经济联社", "geometry": square,
    }  # fmt: skip
    gpd.GeoDataFrame([row], crs="EPSG:4490").to_crs("EPSG:4547").to_file(path, layer="宗地", engine="pyogrio")
    return path
