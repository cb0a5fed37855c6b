"""Golden survey files, made at run time by pyogrio through geopandas: what GIS software writes."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

EAST, NORTH = 430_000.0, 2_580_000.0
"""EPSG:4547 metres inside 白云区; the park of the tests is the square of 1,000 m from here."""

CODE = "440111001001JC{:05d}"


def box(n: int = 0, *, side: float = 40.0, east: float = 10.0, north: float = 10.0) -> shapely.Polygon:
    """The n-th lot of the test park, 50 m east of the one before, in EPSG:4547."""
    x, y = EAST + east + 50 * n, NORTH + north
    return shapely.box(x, y, x + side, y + side)


def frame(rows: int = 2, **columns: Any) -> gpd.GeoDataFrame:
    """A blameless survey of new parcels; columns given replace or add, None leaves out."""
    data: dict[str, Any] = {
        "宗地代码": [CODE.format(n + 1) for n in range(rows)],
        "权属性质": ["集体"] * rows,
        "用地手续": ["未完善"] * rows,
        "有证情况": ["无证"] * rows,
        "权利人": ["石马村经济联社"] * rows,
    }
    shapes = columns.pop("geometry", [box(n) for n in range(rows)])
    data.update(columns)
    data = {name: values for name, values in data.items() if values is not None}
    return gpd.GeoDataFrame(data, geometry=shapes, crs=4547)


def survey(rows: int = 1, **columns: Any) -> gpd.GeoDataFrame:
    """A survey that says nothing of procedures and certificates, so that stored ones stay."""
    return frame(rows, **{"用地手续": [None] * rows, "有证情况": [None] * rows, **columns})


def geopackage(path: Path, table: gpd.GeoDataFrame, **options: Any) -> Path:
    table.to_file(path, driver="GPKG", **options)
    return path


def geojson(path: Path, table: gpd.GeoDataFrame) -> Path:
    table.to_crs(4326).to_file(path, driver="GeoJSON")
    return path


def shapefile(
    path: Path,
    table: gpd.GeoDataFrame,
    *,
    encoding: str = "UTF-8",
    without: tuple[str, ...] = (),
    folder: str = "",
    name: str = "宗地",
) -> Path:
    """A zip with one set; `without` leaves parts out, as people do."""
    parts = path.parent / f"{path.stem}-parts"
    parts.mkdir(exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # GDAL cuts names at ten bytes, in the middle of a character, and says so
        table.to_file(parts / f"{name}.shp", encoding=encoding)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(parts.iterdir()):
            if part.suffix not in without:
                archive.write(part, folder + part.name)
    return path


def filegdb(path: Path, table: gpd.GeoDataFrame, *, layer: str = "宗地") -> Path:
    """A zip with one geodatabase folder."""
    folder = path.parent / f"{path.stem}.gdb"
    table.to_file(folder, driver="OpenFileGDB", layer=layer)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"{folder.name}/{part.name}")
    return path


def dxf(table: gpd.GeoDataFrame, *, encoding: str = "gbk") -> bytes:
    """Every shape as a closed polyline, every value as a text in it, as 表头：值."""
    cells: list[object] = [0, "SECTION", 2, "ENTITIES"]
    for record in table.to_dict("records"):
        shape = record.pop("geometry")
        corners = list(shape.exterior.coords)[:-1]
        cells += [0, "LWPOLYLINE", 8, "宗地", 90, len(corners), 70, 1]
        cells += [cell for x, y in corners for cell in (10, f"{x:.4f}", 20, f"{y:.4f}")]
        middle = shape.representative_point()
        for n, (header, value) in enumerate(record.items()):
            cells += [0, "TEXT", 8, "注记", 10, middle.x, 20, middle.y - n, 40, 0.5, 1, f"{header}：{value}"]
    cells += [0, "ENDSEC", 0, "EOF"]
    return "".join(f"{cell}\n" for cell in cells).encode(encoding)


def zipped(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def stream(path: Path) -> io.BytesIO:
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    return file
