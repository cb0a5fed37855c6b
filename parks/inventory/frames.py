"""The inventory as the assessment reads it: three tables of one snapshot, in the units of `assessment.columns`."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pandas as pd
import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone
from pyarrow import csv

from assessment.columns import TABLES
from assessment.frame import Frame
from parks.inventory.sql import statement

ARROW_TYPES = {"number": pa.float64(), "boolean": pa.bool_(), "code": pa.string(), "reference": pa.int64()}


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside sees the database at one moment. Inside a caller's transaction, its isolation holds."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def assessment_frame(year: int | None = None, *, day: dt.date | None = None) -> Frame:
    """Parks, parcels and enterprises with the figures of that year (each subject's latest when None) and the
    tenancies of that day (today when None)."""
    parameters: dict[str, object] = {"year": year, "day": day or timezone.localdate()}
    with snapshot():
        return Frame(**{name: _table(name, parameters) for name in TABLES})


def _table(name: str, parameters: dict[str, object]) -> pd.DataFrame:
    rows = BytesIO()
    with connection.cursor() as cursor:
        query = cursor.mogrify(statement(f"frame_{name}"), parameters)
        with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)") as copied:
            for block in copied:
                rows.write(block)
    rows.seek(0)
    return _read(rows, {"id": pa.int64(), **{c.name: ARROW_TYPES[c.kind] for c in TABLES[name]}})


def _read(rows: BytesIO, types: dict[str, pa.DataType]) -> pd.DataFrame:
    table = csv.read_csv(
        rows,
        convert_options=csv.ConvertOptions(
            column_types=types,
            include_columns=list(types),
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
        ),
    )
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
    return frame.set_index("id")
