"""What is assessed (数据框): three tables, checked as a whole and brought into one canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.columns import TABLES, Column
from assessment.errors import Fault, FrameError

Mask = npt.NDArray[np.bool_]
SAMPLE = 5
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Frame:
    """Parks, parcels and enterprises; index = id (int64), NaN/NA = unknown. Columns: ``assessment.columns``.

    An enterprise holding land in several parks is one row, with ``park_id`` its largest tenancy. ``year`` is the one
    that all annual figures are of (评价年份), so that nobody is held against another year's baseline.
    """

    parks: pd.DataFrame
    parcels: pd.DataFrame
    enterprises: pd.DataFrame
    year: int | None = None

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        yield "parks", self.parks
        yield "parcels", self.parcels
        yield "enterprises", self.enterprises


def empty_table(name: str) -> pd.DataFrame:
    """A table of that name without rows, every column with its canonical type."""
    columns = {column.name: pd.Series(dtype=column.dtype) for column in TABLES[name]}
    return pd.DataFrame(columns, index=pd.Index([], dtype="int64"))


def canonical(frame: Frame) -> Frame:
    """Checked copy: rows by id, columns in declared order with declared type, absent optional columns as unknown.

    Raises
    ------
    FrameError
        With every fault of all three tables at once.
    """
    faults: list[Fault] = []
    tables = {name: _canonical_table(name, table, faults) for name, table in frame.tables()}
    for name in ("parcels", "enterprises"):
        _check_reference(name, tables[name], tables["parks"], faults)
    if faults:
        raise FrameError(faults)
    return Frame(**tables, year=frame.year)


def frame_hash(frame: Frame) -> str:
    """SHA-256 of the canonical frame, independent of row order, column order and how unknown values are written."""
    return hash_of_canonical(canonical(frame))


def hash_of_canonical(frame: Frame) -> str:
    """The same, for a frame that came out of ``canonical``."""
    digest = hashlib.sha256(f"year:{frame.year};".encode())
    for name, table in frame.tables():
        digest.update(f"{name}:{len(table)};".encode())
        digest.update(table.index.to_numpy().astype("<i8").tobytes())
        for column in TABLES[name]:
            digest.update(f"{column.name}:{column.kind};".encode())
            digest.update(_column_bytes(table[column.name], column))
    return digest.hexdigest()


def _canonical_table(name: str, table: pd.DataFrame, faults: list[Fault]) -> pd.DataFrame:
    _check_index(name, table, faults)
    known = {column.name for column in TABLES[name]}
    for extra in [str(column) for column in table.columns if column not in known]:
        faults.append(_fault(f"{name}.{extra}", "unknown_column", "未知字段", "unknown column"))
    data = {column.name: _canonical_column(name, table, column, faults) for column in TABLES[name]}
    ready = pd.DataFrame(data, index=table.index)
    return ready.sort_index(kind="stable").rename_axis(index="id")


def _check_index(name: str, table: pd.DataFrame, faults: list[Fault]) -> None:
    if len(table) and not pd.api.types.is_integer_dtype(table.index.dtype):
        faults.append(
            _fault(f"{name}.index", "index_not_integer", "编号须为整数", "the index must hold integer ids")
        )
    repeated = np.asarray(table.index.duplicated(), dtype=np.bool_)
    _report(faults, f"{name}.index", "duplicate_id", "编号重复", "duplicate ids", repeated, table.index)


def _canonical_column(name: str, table: pd.DataFrame, column: Column, faults: list[Fault]) -> pd.Series:
    place = f"{name}.{column.name}"
    if column.name not in table.columns:
        if column.required:
            faults.append(_fault(place, "missing_column", "缺少必填字段", "required column is missing"))
        return _unknown(table.index, column)
    raw = table[column.name]
    try:
        values = _CONVERT[column.kind](raw)
    except (TypeError, ValueError):
        expected = f"expected {column.kind}, found {raw.dtype}"
        faults.append(_fault(place, "wrong_type", f"字段类型错误（{raw.dtype}）", expected))
        return _unknown(table.index, column)
    _check_values(place, values, column, faults)
    if column.kind == "reference":
        return values.fillna(-1).astype("int64")
    return values


def _unknown(index: pd.Index, column: Column) -> pd.Series:
    if column.kind == "reference":
        return pd.Series(-1, index=index, dtype="int64")
    blank = {"number": np.nan, "boolean": pd.NA, "code": None}[column.kind]
    return pd.Series(blank, index=index, dtype=column.dtype)


def _numbers(raw: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(raw.dtype) or isinstance(raw.dtype, pd.StringDtype):
        raise TypeError(raw.dtype)
    values = np.array(raw.to_numpy(dtype="float64", na_value=np.nan), dtype="float64", copy=True)
    values[np.isnan(values)] = np.nan
    return pd.Series(values + 0.0, index=raw.index)


def _booleans(raw: pd.Series) -> pd.Series:
    return raw.astype("boolean")


def _codes(raw: pd.Series) -> pd.Series:
    if isinstance(raw.dtype, pd.StringDtype):
        return raw.astype("str")
    if not all(isinstance(value, str) for value in raw[raw.notna()]):
        raise TypeError(raw.dtype)
    return raw.astype("str").where(raw.notna())


def _references(raw: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(raw.dtype):
        raise TypeError(raw.dtype)
    return raw.astype("Int64")


_CONVERT: dict[str, Callable[[pd.Series], pd.Series]] = {
    "number": _numbers,
    "boolean": _booleans,
    "code": _codes,
    "reference": _references,
}


def _check_values(place: str, values: pd.Series, column: Column, faults: list[Fault]) -> None:
    unknown = values.isna().to_numpy()
    if column.required:
        _report(
            faults, place, "missing_value", "必填值缺失", "required value is missing", unknown, values.index
        )
    if column.words:
        other = np.asarray(~values.isin(column.words) & ~unknown, dtype=np.bool_)
        listed = "、".join(column.words)
        _report(faults, place, "unknown_word", f"须为 {listed}", f"not one of {listed}", other, values.index)
    if column.kind != "number":
        return
    numbers = values.to_numpy()
    _report(faults, place, "not_finite", "数值无穷大", "infinite value", np.isinf(numbers), values.index)
    low = numbers < (-np.inf if column.minimum is None else column.minimum - TOLERANCE)
    high = numbers > (np.inf if column.maximum is None else column.maximum + TOLERANCE)
    limits = f"[{column.minimum}, {column.maximum}] {column.unit}"
    outside = np.asarray((low | high) & ~np.isinf(numbers), dtype=np.bool_)
    _report(faults, place, "out_of_range", f"超出范围 {limits}", f"outside {limits}", outside, values.index)


def _check_reference(name: str, table: pd.DataFrame, parks: pd.DataFrame, faults: list[Fault]) -> None:
    # -1 stands for a reference that was reported already
    lost = (~table["park_id"].isin(parks.index) & (table["park_id"] != -1)).to_numpy()
    _report(faults, f"{name}.park_id", "no_such_park", "所属园区不存在", "no such park", lost, table.index)


def _report(faults: list[Fault], place: str, code: str, zh: str, en: str, bad: Mask, index: pd.Index) -> None:
    if bad.any():
        sample = tuple(str(value) for value in index[bad][:SAMPLE])
        faults.append(Fault(place, code, zh, en, int(bad.sum()), sample))


def _fault(place: str, code: str, zh: str, en: str) -> Fault:
    return Fault(place, code, zh, en)


def _column_bytes(values: pd.Series, column: Column) -> bytes:
    if column.kind == "number":
        return values.to_numpy().astype("<f8").tobytes()
    if column.kind == "boolean":
        return values.astype("Int8").fillna(-1).to_numpy(dtype="int8").tobytes()
    if column.kind == "reference":
        return values.to_numpy().astype("<i8").tobytes()
    known = values.astype("object").where(values.notna(), None)
    return json.dumps(known.tolist(), ensure_ascii=False).encode()
