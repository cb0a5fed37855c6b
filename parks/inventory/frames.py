"""The inventory as the assessment reads it: three tables of one snapshot, in the units of `assessment.columns`."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO

import pandas as pd
import pyarrow as pa
from django.db import connection, transaction
from django.utils import timezone
from pyarrow import csv

from assessment.columns import TABLES
from assessment.frame import Frame
from parks.inventory.models import EnterpriseYear, ParcelYear, ParkYear
from parks.inventory.sql import statement

BESIDE = "enterprises"
ARROW_TYPES = {"number": pa.float64(), "boolean": pa.bool_(), "code": pa.string(), "reference": pa.int64()}


_OURS = ContextVar("a snapshot that another connection may share", default=False)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside sees the database at one moment. Inside a caller's transaction, its isolation holds."""
    if _OURS.get():
        yield
        return
    outermost = not connection.in_atomic_block
    ours = _OURS.set(outermost)
    try:
        with transaction.atomic():
            if outermost:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        _OURS.reset(ours)


def evaluation_year(day: dt.date | None = None) -> int | None:
    """The year that an evaluation is of unless another is chosen (评价年份), with the tenancies of that day: the latest
    with figures of at least half of the subjects that have any; None without figures."""
    with connection.cursor() as cursor:
        cursor.execute(statement("evaluation_year"), {"day": day or timezone.localdate()})
        found = cursor.fetchone()
    return found[0] if found else None


def has_figures(year: int) -> bool:
    """Any annual figures of that year."""
    return any(model.objects.filter(year=year).exists() for model in (ParkYear, ParcelYear, EnterpriseYear))


def assessment_frame(year: int | None = None, *, day: dt.date | None = None) -> Frame:
    """Parks, parcels and enterprises with the figures of one year (the evaluation year when None; who has none for it
    has unknown figures) and the tenancies of that day (today when None)."""
    day = day or timezone.localdate()
    with snapshot():
        year = evaluation_year(day) if year is None else year
        parameters: dict[str, object] = {"year": year, "day": day}
        return Frame(**_tables(parameters), year=year)


def _tables(parameters: dict[str, object]) -> dict[str, pd.DataFrame]:
    """The table of enterprises comes over a connection of its own meanwhile, where nobody has changed anything yet that
    only this one sees."""
    if not _OURS.get():
        return {name: _table(name, parameters) for name in TABLES}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        shared = cursor.fetchone()[0]
    with ThreadPoolExecutor(1) as beside:
        meanwhile = beside.submit(_of_snapshot, shared, BESIDE, parameters)
        tables = {name: _table(name, parameters) for name in TABLES if name != BESIDE}
        return {**tables, BESIDE: meanwhile.result()}


def _of_snapshot(shared: str, name: str, parameters: dict[str, object]) -> pd.DataFrame:
    """In a thread, whose connection ends with it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [shared])
            return _table(name, parameters)
    finally:
        connection.close()


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
            include_missing_columns=True,  # what the inventory does not record yet is unknown
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
        ),
    )
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
    return frame.set_index("id")
