"""Writes a report's rows and issues by COPY: Arrow columns to CSV to PostgreSQL, no row touched in Python."""

import io
from collections.abc import Sequence

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import shapely
from django.db import connection

from parks.surveys.checking import Report
from parks.surveys.issues import Issue

STORED = (
    "code", "procedure", "procedure_area_m2", "certificate", "land_use", "declared_area_m2", "owner_name", "address",
    "surveyed_on", "gfa_legal_m2", "gfa_illegal_pre2009_m2", "gfa_illegal_post2009_m2", "storeys", "built_year",
)  # fmt: skip
LEFT_OUT = "answer.left-out"
ISSUE = ("row", "column", "code", "severity", "value", "message_zh", "message_en")


def stage(upload_id: int, report: Report) -> None:
    """The rows of one upload, and its issues in the order they are to be read."""
    _copy("surveys_surveyrow", _rows(upload_id, report))
    _copy("surveys_surveyrow", _left_out(upload_id, report))
    _copy("surveys_surveyissue", _issues(upload_id, report.issues))


def _rows(upload_id: int, report: Report) -> pa.Table:
    labels = report.outcomes
    count = len(report.values)
    lonlat = report.shapes.lonlat.copy()
    present = ~shapely.is_missing(lonlat)
    wkb = np.full(count, None, dtype=object)
    if present.any():
        wkb[present] = shapely.to_wkb(shapely.set_srid(lonlat[present], 4490), hex=True, include_srid=True)
    columns: dict[str, pa.Array] = {
        "upload_id": pa.array(np.full(count, upload_id)),
        "row": pa.array(report.values.index.to_numpy()),
        "outcome": pa.array(labels.outcome, pa.string()),
        "reason": pa.array(labels.reason, pa.string()),
        "changed": pa.array(["{" + ",".join(c) + "}" for c in labels.changed]),
        "parcel_id": pa.array(labels.parcel_id, pa.int64()),
        "fingerprint": pa.array(labels.fingerprint, pa.int64()),
        "park_id": pa.array(labels.park_id, pa.int64()),
        "park_fingerprint": pa.array(labels.park_fingerprint, pa.int64()),
        "tenure": _array(labels.tenure),
        **{name: _array(report.values[name]) for name in STORED},
        "geometry": pa.array(wkb, pa.string()),
    }
    return pa.table(columns)


def _left_out(upload_id: int, report: Report) -> pa.Table:
    """Rows that the clerk does not want taken in: nothing of them is stored but that."""
    count = len(report.left_out)
    return pa.table(
        {
            "upload_id": pa.array(np.full(count, upload_id)),
            "row": pa.array(report.left_out, pa.int64()),
            "outcome": pa.array(np.full(count, "rejected"), pa.string()),
            "reason": pa.array(np.full(count, LEFT_OUT), pa.string()),
            "changed": pa.array(np.full(count, "{}"), pa.string()),
        }
    )


def _array(column: pd.Series) -> pa.Array:
    if column.dtype.kind == "f":
        return pa.array(column.to_numpy(), from_pandas=True)
    cells = [None if pd.isna(v) else str(v).replace("\0", "�") for v in column]
    return pa.array(cells, pa.string())


def _issues(upload_id: int, issues: Sequence[Issue]) -> pa.Table:
    cells = {
        "row": pa.array([i.row for i in issues], pa.int64()),
        **{
            name: pa.array([str(getattr(i, attribute)) for i in issues], pa.string())
            for name, attribute in zip(
                ISSUE[1:], ("column", "code", "severity", "value", "zh", "en"), strict=True
            )
        },
    }
    cells["fix"] = pa.array([orjson.dumps(i.fix).decode() if i.fix else None for i in issues], pa.string())
    return pa.table({"upload_id": pa.array(np.full(len(issues), upload_id)), **cells})


def _copy(table: str, rows: pa.Table) -> None:
    if not rows.num_rows:
        return
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(rows, buffer, pyarrow.csv.WriteOptions(include_header=False))
    names = ", ".join(f'"{name}"' for name in rows.column_names)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as copy,
    ):
        copy.write(buffer.getbuffer())
