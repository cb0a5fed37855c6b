"""The survey that every golden file holds: four parcels of 石马村, their values and corners as they were chosen.
The files themselves are made byte by byte beside this module, without the libraries that read them."""

import datetime as dt

import numpy as np
import pandas as pd
import shapely

COLUMNS = ("宗地代码", "权利人", "宗地面积", "层数", "标高", "测量日期", "备注")
VALUES = (
    ("440111001001JC00001", "石马村经济联社", 1600.25, 3, -2.5, dt.date(2025, 6, 30), "临路，已测"),
    ("440111001001JC00002", "鹤边村〇一社 & 联社", 1500.0, 0, -0.125, dt.date(1999, 12, 31), None),
    ("440111001001JC00003", None, None, None, 12.0, None, "两块：东、西"),
    ("440111001001JC00004", "无图形", 800.5, 1, 0.0, dt.date(2024, 2, 29), None),
)
"""A decimal, a negative, a zero, cells without a value, dates before 2000 and on a leap day; 〇 is in GBK, not in GB2312."""

Ring = list[tuple[float, float]]
Part = list[Ring]

METRES: tuple[list[Part] | None, ...] = (
    [[[(430010.25, 2580010.5), (430010.25, 2580050.5), (430050.25, 2580050.5), (430050.25, 2580010.5)]]],
    [
        [
            [(430060.0, 2580010.0), (430060.0, 2580050.0), (430100.0, 2580050.0), (430100.0, 2580010.0)],
            [(430070.0, 2580020.0), (430080.0, 2580020.0), (430080.0, 2580030.0), (430070.0, 2580030.0)],
        ]
    ],
    [
        [[(430110.0, 2580010.0), (430110.0, 2580020.0), (430120.0, 2580020.0), (430120.0, 2580010.0)]],
        [[(430130.0, 2580010.0), (430135.5, 2580020.125), (430140.0, 2580010.0)]],
    ],
    None,
)
"""EPSG:4547, shells clockwise and holes counterclockwise, not closed: a polygon, one with a hole, one of two parts, none."""
DEGREES: tuple[list[Part] | None, ...] = (
    [[[(113.3151, 23.3181), (113.3151, 23.3184), (113.3154, 23.3184), (113.3154, 23.3181)]]],
    [
        [
            [(113.3161, 23.3181), (113.3161, 23.3185), (113.3165, 23.3185), (113.3165, 23.3181)],
            [(113.3162, 23.3182), (113.3163, 23.3182), (113.3163, 23.3183), (113.3162, 23.3183)],
        ]
    ],
    [
        [[(113.3171, 23.3181), (113.3171, 23.3182), (113.3172, 23.3182), (113.3172, 23.3181)]],
        [[(113.3174, 23.3181), (113.31745678, 23.31823456), (113.3175, 23.3181)]],
    ],
    None,
)
"""The same kinds in EPSG:4490."""


def closed(ring: Ring) -> Ring:
    return [*ring, ring[0]]


def shape(parts: list[Part] | None, *, multi: bool = False) -> shapely.Geometry | None:
    """What a reader is to make of them; `multi` where a format has no single polygons."""
    if parts is None:
        return None
    polygons = [shapely.Polygon(shell, holes) for shell, *holes in parts]
    return shapely.MultiPolygon(polygons) if multi or len(polygons) > 1 else polygons[0]


def same_shapes(found: np.ndarray, parts: tuple[list[Part] | None, ...], *, multi: bool = False) -> bool:
    """To the last bit, wherever rings begin and whichever way they run."""
    expected = np.array([shape(each, multi=multi) for each in parts], dtype=object)
    same = shapely.equals_identical(shapely.normalize(found), shapely.normalize(expected))
    return bool((same | (shapely.is_missing(found) & shapely.is_missing(expected))).all())


def cells(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows of a table with None for whatever stands for no value."""
    rows = table[list(COLUMNS)].itertuples(index=False, name=None)
    return [tuple(None if pd.isna(cell) else _plain(cell) for cell in row) for row in rows]


def _plain(cell: object) -> object:
    return cell.date() if isinstance(cell, dt.datetime) and cell.time() == dt.time() else cell
