"""Shapes in a table: a column of WKT or EWKT (图形), or two columns of a point (经度、纬度); or none at all."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from parks.surveys.columns import plain
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.reading import CURVE
from parks.surveys.refusals import RefusedError

NO_WKT = Rule(
    "geometry.wkt", Severity.MUST_FIX,
    "“{column}”不是完整的 WKT（Excel 单元格最多 32,767 个字符，超出会被截断），请改正",
    "{column} is no complete WKT (a cell of Excel holds 32,767 characters; what is longer is cut); correct it",
)  # fmt: skip
NO_POINT = Rule(
    "geometry.coordinates", Severity.MUST_FIX,
    "“{column}”与“{other}”应都是数字（经纬度为十进制度）",
    "{column} and {other} should both be numbers (degrees as decimals)",
)  # fmt: skip
WKT = {
    "wkt",
    "ewkt",
    "geometry",
    "geom",
    "the_geom",
    "shape",
    "图形",
    "几何",
    "几何图形",
    "空间坐标",
    "坐标串",
}
EAST = {
    "经度",
    "中心经度",
    "中心点经度",
    "lon",
    "lng",
    "long",
    "longitude",
    "东坐标",
    "x",
    "x坐标",
    "point_x",
}
NORTH = {"纬度", "中心纬度", "中心点纬度", "lat", "latitude", "北坐标", "y", "y坐标", "point_y"}
SRID = re.compile(r"\s*SRID\s*=\s*(\d{1,6})\s*;", re.I)


@dataclass(frozen=True)
class ShapeColumns:
    wkt: str | None = None
    east: str | None = None
    north: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.wkt, self.east, self.north) if name)


def is_shape_column(header: str) -> bool:
    return plain(header) in WKT | EAST | NORTH


def find(columns: Sequence[str]) -> ShapeColumns:
    """WKT wins over coordinates, and one coordinate alone is none."""
    wkt, east, north = (next((c for c in columns if plain(c) in names), None) for names in (WKT, EAST, NORTH))
    if wkt:
        return ShapeColumns(wkt=wkt)
    return ShapeColumns(east=east, north=north) if east and north else ShapeColumns()


def read(
    where: ShapeColumns, texts: Mapping[str, Sequence[str | None]], rows: np.ndarray
) -> tuple[np.ndarray, str | None, list[Issue]]:
    """The shapes, the coordinate system where EWKT names one, and the cells that cannot be read."""
    if where.wkt:
        return _from_wkt(where.wkt, texts[where.wkt], rows)
    if where.east and where.north:
        shapes, issues = _points(where.east, where.north, texts, rows)
        return shapes, None, issues
    return np.full(len(rows), None, dtype=object), None, []


def _from_wkt(
    column: str, cells: Sequence[str | None], rows: np.ndarray
) -> tuple[np.ndarray, str | None, list[Issue]]:
    labels = [SRID.match(cell) if cell else None for cell in cells]
    systems = sorted({int(label[1]) for label in labels if label})
    if len(systems) > 1:
        raise RefusedError("wkt.srids", names="、".join(map(str, systems[:5])))
    shapes = np.full(len(cells), None, dtype=object)
    issues = []
    for i, (cell, label) in enumerate(zip(cells, labels, strict=True)):
        if not cell or not cell.strip():
            continue
        shapes[i] = _shape(cell[label.end() :] if label else cell)
        if shapes[i] is None:
            issues.append(NO_WKT.at(rows[i], column, cell, column=column))
    return shapes, f"EPSG:{systems[0]}" if systems else None, issues


def _shape(text: str) -> shapely.Geometry | None:
    try:
        return shapely.from_wkt(text.strip(), on_invalid="ignore")
    except NotImplementedError:
        return CURVE


def _points(
    east: str, north: str, texts: Mapping[str, Sequence[str | None]], rows: np.ndarray
) -> tuple[np.ndarray, list[Issue]]:
    shapes = np.full(len(rows), None, dtype=object)
    issues = []
    for i, cells in enumerate(zip(texts[east], texts[north], strict=True)):
        said = [cell for cell in cells if cell and cell.strip()]
        x, y = map(_number, cells)
        if np.isfinite([x, y]).all():
            shapes[i] = shapely.Point(x, y)
        elif said:
            issues.append(NO_POINT.at(rows[i], east, said[0], column=east, other=north))
    return shapes, issues


def _number(cell: str | None) -> float:
    try:
        return float(unicodedata.normalize("NFKC", cell or "").replace(",", ""))
    except ValueError:
        return np.nan
