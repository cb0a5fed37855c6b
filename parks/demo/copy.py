"""Rows of a table into PostgreSQL by COPY."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import shapely
from django.db import connection

from parks.demo.arrays import Objects, Shapes
from parks.demo.projection import to_degrees

SRID = 4490
INTEGERS = {
    "built_year", "employees", "granted_year", "hazard_count", "operating_since", "pollution_cases", "recognitions",
    "renewal_start_year", "right_holder_count", "started_year", "storeys", "sublease_tiers", "unmet_needs", "year",
}  # fmt: skip
OPTIONS = pa.csv.WriteOptions(include_header=False, quoting_style="all_valid")


def copy(table: str, rows: pd.DataFrame) -> int:
    """COPY these columns; null is null, empty text stays empty text."""
    columns = ", ".join(f'"{column}"' for column in rows.columns)
    buffer = io.BytesIO()
    pa.csv.write_csv(_arrow(rows), buffer, OPTIONS)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as stream,
    ):
        stream.write(buffer.getbuffer())
    return len(rows)


def with_ids(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with fresh ids in their order; the table's sequence moves past them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(s, last + %s), last FROM (SELECT pg_get_serial_sequence(%s, 'id') AS s,"  # noqa: S608
            f" (SELECT coalesce(max(id), 0) FROM {table}) AS last) AS ends",
            [max(len(rows), 1), table],
        )
        last = cursor.fetchone()[1]
    out = rows.reset_index(drop=True)
    out.insert(0, "id", np.arange(last + 1, last + 1 + len(rows)))
    return out


def as_ewkb(shapes: Shapes) -> Objects:
    """Meters to stored degrees, polygons to multipolygons, hexadecimal EWKB for COPY."""
    degrees = shapely.transform(shapes, to_degrees)
    single = shapely.get_type_id(degrees) == shapely.GeometryType.POLYGON
    degrees[single] = shapely.multipolygons(degrees[single], indices=np.arange(single.sum()))
    return ewkb(degrees)


def ewkb(degrees: Shapes) -> Objects:
    return np.asarray(
        shapely.to_wkb(shapely.set_srid(degrees, SRID), hex=True, include_srid=True), dtype=object
    )


def _arrow(rows: pd.DataFrame) -> pa.Table:
    arrays = []
    for column in rows.columns:
        values = rows[column]
        if column in INTEGERS:
            values = pd.to_numeric(values).astype("Int64")
        arrays.append(pa.array(values, from_pandas=True))
    return pa.table(arrays, names=list(rows.columns))
