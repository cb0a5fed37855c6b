"""A GeoPackage made by hand: its tables as the standard has them (OGC 12-128r18), its shapes packed byte by byte."""

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.parks.surveys.golden.parcels import METRES, VALUES, Part, closed

GPKG, VERSION = 0x47504B47, 10300
SRS = 4547
POLYGON, MULTIPOLYGON = 3, 6
TABLES = """
create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique,
  description text default '', last_change datetime not null default '2025-07-01T00:00:00.000Z',
  min_x double, min_y double, max_x double, max_y double, srs_id integer);
create table gpkg_geometry_columns (table_name text not null, column_name text not null, geometry_type_name text not null,
  srs_id integer not null, z tinyint not null, m tinyint not null, primary key (table_name, column_name));
create table 宗地 (fid integer primary key autoincrement not null, 宗地代码 text, 权利人 text, geom geometry,
  宗地面积 double, 层数 mediumint, 标高 double, 测量日期 date, 备注 text);
insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('宗地', 'features', '宗地', 4547);
insert into gpkg_geometry_columns values ('宗地', 'geom', 'GEOMETRY', 4547, 0, 0);
"""
DEFINITION = (
    'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",'
    'SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",114],'
    'PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],'
    'AUTHORITY["EPSG","4547"]]'
)
FIDS = (3, 7, 8, 20)


def write(path: Path, shapes: Sequence[bytes | None] | None = None) -> Path:
    """The golden file, or one with other bytes for its shapes."""
    if shapes is None:
        shapes = golden_shapes()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"pragma application_id = {GPKG}")
        db.execute(f"pragma user_version = {VERSION}")
        db.executescript(TABLES)
        systems = [
            ("Undefined Cartesian", -1, "NONE", -1, "undefined"),
            ("Undefined geographic", 0, "NONE", 0, "undefined"),
            ("CGCS2000 / 3-degree Gauss-Kruger CM 114E", SRS, "EPSG", SRS, DEFINITION),
        ]
        db.executemany("insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)", systems)
        for fid, values, blob in zip(FIDS, VALUES, shapes, strict=True):
            cells = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
            marks = ", ".join("?" * 9)
            db.execute(f"insert into 宗地 values ({marks})", [fid, *cells[:2], blob, *cells[2:]])
    return path


def golden_shapes() -> list[bytes | None]:
    """In each of the forms that the standard allows: either byte order, with and without an envelope."""
    first, second, third, _ = METRES
    assert first
    assert second
    assert third
    return [
        blob(polygon(first[0])),
        blob(polygon(second[0], order=">"), order=">", envelope=(430060, 430100, 2580010, 2580050)),
        blob(multipolygon(third), envelope=(430110, 430140, 2580010, 2580020.125)),
        None,
    ]


def blob(wkb: bytes, *, order: str = "<", envelope: tuple[float, ...] = ()) -> bytes:
    """The header of clause 2.1.3: magic, version 0, flags (byte order, kind of envelope), SRS, envelope; then WKB."""
    flags = (1 if order == "<" else 0) | (1 << 1 if envelope else 0)
    return b"GP\0" + bytes([flags]) + struct.pack(f"{order}i{len(envelope)}d", SRS, *envelope) + wkb


def polygon(part: Part, *, order: str = "<") -> bytes:
    head = struct.pack(f"{order}BII", order == "<", POLYGON, len(part))
    return head + b"".join(
        struct.pack(f"{order}I", len(ring) + 1)
        + b"".join(struct.pack(f"{order}2d", *corner) for corner in closed(ring))
        for ring in part
    )


def multipolygon(parts: list[Part]) -> bytes:
    return struct.pack("<BII", 1, MULTIPOLYGON, len(parts)) + b"".join(map(polygon, parts))
