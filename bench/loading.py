"""50,000 parcels of 25 columns into PostGIS without a check: ours into the inventory as it is, the peers and the floor into
a bare table with one spatial index."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from django.db import connection

from bench.scratch import SHORT

STORED = {
    "宗地代码": "code",
    "宗地面积（平方米）": "declared_area_m2",
    "权利人": "owner_name",
    "坐落": "address",
    "测量日期": "surveyed_on",
}
CODES = {
    "tenure": ("权属性质", {"集体": "collective", "国有": "state"}),
    "procedure": ("用地手续", {"已完善": "complete", "部分": "partial", "未完善": "incomplete"}),
    "certificate": ("有证情况", {"有证": "certified", "无证": "uncertified"}),
    "land_use": ("土地用途", {"工业用地": "0601", "仓储用地": "0604"}),
}


def opened(file: Path) -> str:
    """The name under which GDAL opens it."""
    return f"/vsizip/{file}" if file.suffix == ".zip" else str(file)


def read(file: Path) -> gpd.GeoDataFrame:
    table: gpd.GeoDataFrame = pyogrio.read_dataframe(opened(file), use_arrow=True)
    return table.rename(columns={short: header for header, short in SHORT.items()})


def inventory(file: Path) -> None:
    """The path that bulk loading takes: Arrow columns, COPY into the parcels table."""
    from parks.demo.copy import copy, ewkb
    from parks.inventory.models import Park, Source

    table = read(file)
    parks = dict(Park.objects.values_list("code", "pk"))
    degrees = table.geometry.to_crs(4490).to_numpy()
    rows = pd.DataFrame(
        {
            **{stored: table[header] for header, stored in STORED.items()},
            **{stored: table[header].map(codes) for stored, (header, codes) in CODES.items()},
            "park_id": table["园区编号"].map(parks),
            "source_id": Source.objects.values_list("pk", flat=True).first(),
            "is_synthetic": False,
            "geometry": ewkb(shapely.multipolygons(degrees, indices=range(len(degrees)))),
        }
    )
    copy("inventory_parcel", rows)


def ogr2ogr(file: Path, url: str) -> None:
    at = urlsplit(url)
    parts = {
        "host": unquote(at.hostname or ""),
        "port": at.port,
        "user": at.username,
        "password": at.password,
    }
    parts["dbname"] = at.path.lstrip("/")
    target = "PG:" + " ".join(f"{key}={value}" for key, value in parts.items() if value)
    command = ["ogr2ogr", "-q", "-f", "PostgreSQL", target, opened(file), "-nln", "peer_ogr", "-overwrite"]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PROJ_DATA", "PROJ_LIB", "GDAL_DATA"}
    }
    subprocess.run(
        [*command, "-lco", "GEOMETRY_NAME=geom"],
        check=True,
        env={**kept, "PG_USE_COPY": "YES"},
        stderr=subprocess.DEVNULL,
    )


def to_postgis(python: Path, file: Path, url: str) -> float:
    """In the peers' own interpreter, imports not counted."""
    return float(in_peers(python, "to_postgis.py", opened(file), url))


def in_peers(python: Path, script: str, *arguments: str) -> str:
    command = [str(python), str(Path(__file__).parent / "peers" / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def bare_copy(file: Path) -> None:
    from parks.demo.copy import copy

    table = read(file)
    wkb = shapely.to_wkb(shapely.set_srid(table.geometry.to_numpy(), 4547), hex=True, include_srid=True)
    rows = pd.DataFrame(table.drop(columns="geometry")).assign(geom=wkb)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS floor_copy")
        columns = ", ".join(f'"{name}" {_sql_type(rows[name])}' for name in rows.columns[:-1])
        cursor.execute(f"CREATE TABLE floor_copy ({columns}, geom geometry(Polygon, 4547))")
        copy("floor_copy", rows)
        cursor.execute("CREATE INDEX ON floor_copy USING gist (geom)")


def _sql_type(column: pd.Series) -> str:
    return {"i": "bigint", "f": "float8"}.get(column.dtype.kind, "text")
