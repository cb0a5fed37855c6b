"""`surveys bulk-gpkg`, `surveys checked-gpkg`: 50,000 surveyed parcels of 25 columns from a GeoPackage into PostGIS.

bulk: ours fills the parcels table as it is, with its constraints, derived columns, two spatial indexes and history;
ogr2ogr and geopandas make a bare table with one spatial index; the floor is Arrow to COPY into a bare table.
checked: ours reads, recognizes columns, checks every row, stages and commits in one transaction.
"""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from django.db import connection

from bench import scratch
from bench.inventory import postgres_url
from bench.measuring import Contender, in_turns, seconds
from bench.peers import environment
from bench.records import Record

RUNS = 3
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


def run() -> list[Record]:
    file = scratch.geopackage()
    python = environment.python()
    with scratch.database() as name:
        url = postgres_url(name)
        ogr = Contender("peer", "ogr2ogr", seconds(lambda: ogr2ogr(file, url)))
        peers = [ogr] if shutil.which("ogr2ogr") else []
        if not peers:
            print("ogr2ogr is not installed: not measured (gdal-bin)", flush=True)
        geopandas = Contender(
            "peer", "geopandas read_file + to_postgis", lambda: to_postgis(python, file, url)
        )
        floor = Contender("floor", "Arrow to COPY, bare table", seconds(lambda: bare_copy(file)))
        bulk = [
            Contender("ours", "Cunyuan parcels, with history", seconds(lambda: ours(file), empty)),
            *peers,
            geopandas,
            floor,
        ]
        plain = [
            Contender("ours", "Cunyuan parcels, history off", seconds(lambda: ours(file), without_history))
        ]
        checked = [
            Contender("ours", "Cunyuan: read, check, stage, commit", seconds(lambda: survey(file), empty)),
            *peers,
        ]
        return [
            *_measured("bulk-gpkg", bulk),
            *_measured("bulk-gpkg-no-history", [*plain, *peers, floor]),
            *_measured("checked-gpkg", checked),
        ]


def _measured(case: str, contenders: list[Contender]) -> list[Record]:
    with_history()
    found = in_turns("surveys", case, contenders, unit="s", better="lower", runs=RUNS)
    with_history()
    return found


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE inventory_parcel, inventory_buildingarea, inventory_parcelevent, inventory_buildingareaevent,"
            " surveys_surveyupload, surveys_surveyrow, surveys_surveyissue CASCADE"
        )


def without_history() -> None:
    empty()
    _triggers("DISABLE")


def with_history() -> None:
    _triggers("ENABLE")


def _triggers(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE inventory_parcel {state} TRIGGER USER")


def ours(file: Path) -> None:
    """The path that bulk loading takes: Arrow columns, COPY into the parcels table."""
    from parks.demo.copy import copy, ewkb
    from parks.inventory.models import Park, Source

    read = pyogrio.read_dataframe(file, use_arrow=True)
    parks = dict(Park.objects.values_list("code", "pk"))
    degrees = read.geometry.to_crs(4490).to_numpy()
    rows = pd.DataFrame(
        {
            **{stored: read[header] for header, stored in STORED.items()},
            **{stored: read[header].map(codes) for stored, (header, codes) in CODES.items()},
            "park_id": read["园区编号"].map(parks),
            "source_id": Source.objects.values_list("pk", flat=True).first(),
            "is_synthetic": False,
            "geometry": ewkb(shapely.multipolygons(degrees, indices=range(len(degrees)))),
        }
    )
    copy("inventory_parcel", rows)


def survey(file: Path) -> None:
    """What a clerk's upload does, in this process instead of the worker."""
    from parks.accounts.models import User
    from parks.surveys import services
    from parks.surveys.commit import commit
    from parks.surveys.models import SurveyUpload

    user, _ = User.objects.get_or_create(username="bench-clerk", defaults={"scope": ["4401"]})
    with file.open("rb") as content:
        sha256, size = services.store(content)
    upload = SurveyUpload.objects.create(
        user=user, scope=user.scope, file_name=file.name, sha256=sha256, bytes=size
    )
    services.check(upload.pk)
    done = commit(upload.pk, user, reason="benchmark")
    if done.counts["new"] != 50_000:
        raise SystemExit(f"the survey was not taken over whole: {done.counts}")


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
    command = ["ogr2ogr", "-q", "-f", "PostgreSQL", target, str(file), "-nln", "peer_ogr", "-overwrite"]
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
    script = Path(__file__).parent / "peers" / "to_postgis.py"
    done = subprocess.run(
        [str(python), str(script), str(file), url], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def bare_copy(file: Path) -> None:
    from parks.demo.copy import copy

    read: gpd.GeoDataFrame = pyogrio.read_dataframe(file, use_arrow=True)
    wkb = shapely.to_wkb(shapely.set_srid(read.geometry.to_numpy(), 4547), hex=True, include_srid=True)
    rows = pd.DataFrame(read.drop(columns="geometry")).assign(geom=wkb)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS floor_copy")
        columns = ", ".join(f'"{name}" {_sql_type(rows[name])}' for name in rows.columns[:-1])
        cursor.execute(f"CREATE TABLE floor_copy ({columns}, geom geometry(Polygon, 4547))")
        copy("floor_copy", rows)
        cursor.execute("CREATE INDEX ON floor_copy USING gist (geom)")


def _sql_type(column: pd.Series) -> str:
    return {"i": "bigint", "f": "float8"}.get(column.dtype.kind, "text")
