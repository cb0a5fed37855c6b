"""What a reader hands over: the rows as the file has them, nothing changed yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from parks.surveys.answers import Answers
from parks.surveys.encoding import Encoding
from parks.surveys.issues import Issue

CURVE = shapely.Point()
"""Stands for a shape made of arcs, which must be turned into straight segments before it can be taken in."""


@dataclass(frozen=True)
class Limits:
    rows: int = 500_000
    unpacked_bytes: int = 2 * 1024**3


Wanted = Callable[[list[str], bool], list[str]]
"""Which of a file's columns to read; the flag says that names are cut at ten bytes."""


@dataclass(frozen=True)
class Source:
    """The uploaded file, a private folder to unpack into, and what was answered and is allowed."""

    path: Path
    workdir: Path
    answers: Answers
    limits: Limits
    wanted: Wanted


@dataclass(frozen=True)
class Marker:
    """The upload that a returned workbook (回传工作簿) came from, by its number and its file."""

    upload: int
    sha256: str


@dataclass(frozen=True)
class Reading:
    """`table` (the columns wanted) and `geometry` (shapely, None where missing) run in the file's own order, under the
    clerk's own row numbers. `columns` are all the file has; `unused` is how the first rows look in those that were not
    wanted. `crs_text` is the CRS as the file spells it (WKT or EPSG name), None where it says nothing.
    `issues` are what only the reader can know about the file and its rows; `layers` how many rows each layer has, where
    there are several and that is known. `shape_columns` are those of a table that hold its shapes.
    `all_shapes` are those of the file that the rows come from, where they are only some of it (a returned workbook)."""

    format: str
    layer: str
    encoding: Encoding
    crs_text: str | None
    columns: list[str]
    table: pd.DataFrame
    geometry: np.ndarray
    short_names: bool = False
    unused: pd.DataFrame = field(default_factory=pd.DataFrame)
    issues: tuple[Issue, ...] = ()
    layers: Mapping[str, int] = field(default_factory=dict)
    shape_columns: tuple[str, ...] = ()
    marker: Marker | None = None
    all_shapes: np.ndarray | None = None

    @property
    def every_shape(self) -> np.ndarray:
        """What the coordinate system is told by."""
        return self.geometry if self.all_shapes is None else self.all_shapes
