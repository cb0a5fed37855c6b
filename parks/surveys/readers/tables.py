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

from parks.surveys.readers.reading import CURVE, Limits
from parks.surveys.refusals import RefusedError

DAMAGE = (RuntimeError, OSError, ValueError, UnboundLocalError, pa.ArrowException)
"""What GDAL, pyogrio (which leaves a variable unset when a CRS is no UTF-8) and Arrow raise for damaged files."""
FIRST = 200


def from_arrow(table: pa.Table, meta: dict[str, Any], kind: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Attributes without the FID, and geometries; a shape GEOS cannot parse comes back as None."""
    name = meta["geometry_name"] or "wkb_geometry"
    if name not in table.column_names:
        raise RefusedError("file.no-geometry")
    shapes = parse_column(table[name])
    dropped = [c for c in (name, meta["fid_column"]) if c in table.column_names and c not in meta["fields"]]
    try:
        # Combined, the columns no longer keep the bytes of the shapes that they were read with.
        frame = table.drop_columns(dropped).combine_chunks().to_pandas()
    except DAMAGE as error:
        raise RefusedError("file.broken", kind=kind) from error
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return frame, shapes


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
