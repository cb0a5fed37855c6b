"""From Arrow to rows: attributes as pandas columns, shapes as shapely geometries."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.reading import CURVE, Limits
from parks.surveys.refusals import RefusedError

DAMAGE = (RuntimeError, OSError, ValueError, UnboundLocalError, pa.ArrowException)
"""What GDAL, pyogrio (which leaves a variable unset when a CRS is no UTF-8) and Arrow raise for damaged files."""
FIRST = 200
UNREADABLE = Rule(
    "geometry.unreadable", Severity.MUST_FIX,
    "文件里有这一行的图形，但无法读取（数据损坏，或环不闭合、点数不足），不作空白处理，请在原软件中修复后重新导出",
    "The file has a shape for this row that cannot be read (damaged, a ring not closed or of too few points); "
    "it does not count as blank: repair it at the source and export again",
)  # fmt: skip


def from_arrow(
    table: pa.Table, meta: dict[str, Any], kind: str
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Attributes without the FID; geometries, of which one that GEOS cannot parse comes back as None; and for which rows
    there are bytes of a shape."""
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in table.column_names:
        raise RefusedError("file.no-geometry")
    shapes, written = parse_column(table[name]), table[name].is_valid().to_numpy()
    dropped = [c for c in (name, meta["fid_column"]) if c in table.column_names and c not in meta["fields"]]
    try:
        # Combined, the columns no longer keep the bytes of the shapes that they were read with.
        table = table.drop_columns(dropped).combine_chunks()
        check_texts(table)
        frame = table.to_pandas()
    except DAMAGE as error:
        raise RefusedError("file.broken", kind=kind) from error
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return frame, shapes, written


def check_texts(table: pa.Table) -> None:
    """Databases keep what is written into them: what their format says is UTF-8 need not be."""
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            try:
                column.validate(full=True)
            except pa.ArrowInvalid as error:
                raise RefusedError("text.encoding") from error


def unreadable(shapes: np.ndarray, written: np.ndarray) -> tuple[Issue, ...]:
    """What is said of rows whose shape is in the file and yet is none: taken for blank, it would leave a stored shape be."""
    return tuple(UNREADABLE.at(int(i) + 1) for i in np.flatnonzero(shapely.is_missing(shapes) & written))


def first_rows(path: Path, columns: list[str], **options: Any) -> pd.DataFrame:
    """How the first rows look in columns that are not read. (Arrow would read a whole batch for them.)"""
    if not columns:
        return pd.DataFrame()
    meta, _, _, cells = pyogrio.raw.read(
        path, columns=columns, read_geometry=False, max_features=FIRST, **options
    )
    return pd.DataFrame(dict(zip(map(str, meta["fields"]), cells, strict=True)))


def parse_column(column: pa.ChunkedArray) -> np.ndarray:
    """Piece by piece: as Python objects, the bytes of a large file would take as much again as its shapes."""
    pieces = [parse(np.asarray(chunk.to_pandas(), dtype=object)) for chunk in column.chunks]
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=object)


def parse(wkb: np.ndarray) -> np.ndarray:
    """Geometries; curves, which shapely cannot hold, become CURVE."""
    try:
        with np.errstate(invalid="ignore"):
            return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    except NotImplementedError:
        return np.asarray([_parse_one(w) for w in wkb], dtype=object)


def _parse_one(wkb: bytes | None) -> Any:
    try:
        return shapely.from_wkb(wkb, on_invalid="ignore")
    except NotImplementedError:
        return CURVE


@contextmanager
def quiet() -> Iterator[None]:
    """GDAL's remarks on a foreign file are none of ours: what matters is checked afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def check_rows(rows: int, limits: Limits) -> None:
    """Files without rows, or with more than allowed, are refused before they are read."""
    if rows == 0:
        raise RefusedError("file.no-rows")
    if rows > limits.rows:
        raise RefusedError("file.too-many-rows", rows=f"{rows:,}", limit=f"{limits.rows:,}")
