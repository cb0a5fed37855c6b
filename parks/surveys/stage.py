"""Writes a report's rows and issues by COPY: Arrow columns to CSV to PostgreSQL, no row touched in Python."""

import io
from binascii import hexlify
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import shapely
from django.db import connection

from parks.surveys.checking import Report
from parks.surveys.issues import Issue
from parks.surveys.shapes import as_multi

STORED = (
    "code", "procedure", "procedure_area_m2", "certificate", "land_use", "declared_area_m2", "owner_name", "address",
    "surveyed_on", "gfa_legal_m2", "gfa_illegal_pre2009_m2", "gfa_illegal_post2009_m2", "storeys", "built_year",
)  # fmt: skip
LEFT_OUT = "answer.left-out"
ISSUE = ("row", "column", "code", "severity", "value", "message_zh", "message_en")
AT_ONCE = 10_000
"""Rows of one piece."""
SRID = 4490


def stage(upload_id: int, report: Report) -> None:
    """The rows of one upload, and its issues in the order they are to be read."""
    rows, issues = len(report.values), report.issues
    _copy("surveys_surveyrow", (_rows(upload_id, report, at) for at in _slices(rows)))
    _copy("surveys_surveyrow", iter([_left_out(upload_id, report)]))
    _copy("surveys_surveyissue", (_issues(upload_id, issues[at]) for at in _slices(len(issues))))


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, start + AT_ONCE) for start in range(0, count, AT_ONCE))


def _rows(upload_id: int, report: Report, at: slice) -> pa.Table:
    labels, values = report.outcomes, report.values.iloc[at]
    columns: dict[str, pa.Array] = {
        "upload_id": pa.array(np.full(len(values), upload_id)),
        "row": pa.array(values.index.to_numpy()),
        "outcome": pa.array(labels.outcome[at], pa.string()),
        "reason": pa.array(labels.reason[at], pa.string()),
        "changed": pa.array(["{" + ",".join(names) + "}" for names in labels.changed[at]]),
        "parcel_id": pa.array(labels.parcel_id[at], pa.int64()),
        "fingerprint": pa.array(labels.fingerprint[at], pa.int64()),
        "park_id": pa.array(labels.park_id[at], pa.int64()),
        "park_fingerprint": pa.array(labels.park_fingerprint[at], pa.int64()),
        "tenure": _array(labels.tenure.iloc[at]),
        **{name: _array(values[name]) for name in STORED},
        "geometry": _ewkb(report.shapes.lonlat[at]),
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
    """Numbers, days and texts; texts without NUL, which the database cannot hold."""
    cells = pa.array(column, from_pandas=True)
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return pc.replace_substring(cells, "\0", "\ufffd")
    return cells


def _ewkb(lonlat: np.ndarray) -> pa.Array:
    """Hexadecimal EWKB, as COPY reads geometry; all shapes are turned into digits at once."""
    shapes = shapely.set_srid(as_multi(lonlat), SRID)
    wkb = pa.array(shapely.to_wkb(shapes, include_srid=True), pa.binary())
    present, offsets, content = wkb.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[: len(wkb) + 1]
    digits = pa.py_buffer(hexlify(memoryview(content)[: ends[-1]]))
    return pa.StringArray.from_buffers(len(wkb), pa.py_buffer(ends * 2), digits, present)


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


def _copy(table: str, pieces: Iterator[pa.Table]) -> None:
    """While the database takes in one piece, the next is made in another thread."""
    first = next(pieces, None)
    if first is None or not first.num_rows:
        return
    names = ", ".join(f'"{name}"' for name in first.column_names)
    texts = map(_csv, chain([first], pieces))
    with (
        ThreadPoolExecutor(1) as ahead,
        connection.wrap_database_errors,  # which copying does not do by itself
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as copy,
    ):
        coming = ahead.submit(next, texts, b"")
        while text := coming.result():
            coming = ahead.submit(next, texts, b"")
            copy.write(text)


def _csv(rows: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(rows, buffer, pyarrow.csv.WriteOptions(include_header=False))
    return buffer.getvalue()
