"""What the checks look at: the rows of the file, and what the inventory already holds around them.

All shapes are in EPSG:4547 metres unless said otherwise; all areas in m²."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from parks.inventory.codes import PARCEL_CODE, TENURE_OF_PARCEL_CODE
from parks.surveys.checks.sameness import NOWHERE, first_of_same_shape, same_place

AT_ONCE = 50_000
"""Shapes made on the way to a number."""
REPAIR_MAY_CHANGE = 0.01
"""Share of the area that a repair may move."""
HELD_FROM = 0.5
"""Share of a shape that lies in the park it belongs to."""


@dataclass(frozen=True)
class Known:
    """The inventory around the file. `parks`: id, code, area_code, fingerprint, geometry. `parcels`: id, code, park_id,
    area_code, fingerprint, geometry, lonlat (EPSG:4490), the stored columns, and of the latest building area of each
    legality its m², day, storeys and year. `districts`: code, name, geometry. `scope`: the uploader's area-code prefixes."""

    parks: pd.DataFrame
    parcels: pd.DataFrame
    districts: pd.DataFrame
    scope: tuple[str, ...]
    today: dt.date


@dataclass(frozen=True)
class Sheet:
    """The rows: `values` (one column per field, index = row number from 1), their shapes and what befell these.
    `lonlat` are the shapes as they would be stored, in EPSG:4490; `points` what a row has instead of a polygon."""

    values: pd.DataFrame
    headers: dict[str, str]
    shapes: np.ndarray
    lonlat: np.ndarray
    area_m2: np.ndarray
    fault: np.ndarray
    repair: np.ndarray
    change: np.ndarray
    points: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        return self.values.index.to_numpy()

    def header(self, field: str) -> str:
        return self.headers.get(field, "")

    def numbers(self, field: str) -> np.ndarray:
        """As floats, NaN where there is none or a negative one, of which `ranges` tells."""
        numbers = self.values[field].to_numpy(dtype=float)
        with np.errstate(invalid="ignore"):
            return np.where(numbers < 0, np.nan, numbers)


@dataclass(frozen=True)
class Context:
    sheet: Sheet
    known: Known

    @cached_property
    def usable(self) -> np.ndarray:
        """Rows with a shape that others can be compared with: nothing follows from a missing or a broken one."""
        return np.asarray((self.sheet.fault == "") & ~self.broken, dtype=bool)

    @cached_property
    def broken(self) -> np.ndarray:
        """Rows whose shape only a repair that moves much would make valid."""
        return (self.sheet.repair != "") & (self.sheet.change > REPAIR_MAY_CHANGE)

    @cached_property
    def formed(self) -> np.ndarray:
        """Rows whose 宗地代码 is one: nothing follows from the letters of a malformed one."""
        return self.sheet.values["code"].str.fullmatch(PARCEL_CODE, na=False).to_numpy(dtype=bool)

    @cached_property
    def kept(self) -> np.ndarray:
        """Rows without a polygon, or with a mere point, whose code is that of a stored parcel: it keeps its shape."""
        silent = (self.sheet.fault == "missing") | ~shapely.is_missing(self.sheet.points)
        return np.asarray(silent & (self.stored != NOWHERE), dtype=bool)

    @cached_property
    def measurable(self) -> np.ndarray:
        """Rows whose area is known: from their shape, or from the stored one that they keep."""
        return np.asarray(self.usable | self.kept, dtype=bool)

    @cached_property
    def area_m2(self) -> np.ndarray:
        """The area of the shape that each row has or keeps, NaN where there is none."""
        stored = shapely.area(self.of_stored("geometry"))
        return np.where(self.kept, stored, self.sheet.area_m2)

    @cached_property
    def centers(self) -> np.ndarray:
        """The centroid of each shape, n × 2, NaN where there is none."""
        found = np.empty((len(self.sheet.shapes), 2))
        for at in range(0, len(found), AT_ONCE):
            centroids = shapely.centroid(self.sheet.shapes[at : at + AT_ONCE])
            found[at : at + AT_ONCE, 0], found[at : at + AT_ONCE, 1] = (
                shapely.get_x(centroids), shapely.get_y(centroids)
            )  # fmt: skip
        return found

    @cached_property
    def tenure_by_code(self) -> np.ndarray:
        """What the 13th character of each row's code says of its tenure, None where it says nothing."""
        letter, letters = pd.factorize(self.sheet.values["code"].str[12:13])
        return np.array([*(TENURE_OF_PARCEL_CODE.get(x) for x in letters), None], dtype=object)[letter]

    @cached_property
    def district(self) -> np.ndarray:
        """Position in `known.districts` of the district each row's centroid lies in, or NOWHERE."""
        found = np.full(len(self.centers), NOWHERE)
        x, y = self.centers.T
        boundaries = self.known.districts["geometry"].to_numpy()
        for position in reversed(range(len(boundaries))):
            west, south, east, north = boundaries[position].bounds
            near = np.flatnonzero(
                (found == NOWHERE) & (x >= west) & (x <= east) & (y >= south) & (y <= north)
            )
            found[near[shapely.contains_xy(boundaries[position], x[near], y[near])]] = position
        return found

    @cached_property
    def park_at(self) -> np.ndarray:
        """Position in `known.parks` of the park that holds at least half of each row's shape, or NOWHERE."""
        return _holding(self.known.parks["geometry"].to_numpy(), self.sheet.shapes, self.sheet.area_m2)

    @cached_property
    def park_named(self) -> np.ndarray:
        """Position in `known.parks` of the park each row names, or NOWHERE."""
        position = pd.Series(np.arange(len(self.known.parks)), index=self.known.parks["code"])
        return self.sheet.values["park_code"].map(position).fillna(NOWHERE).to_numpy(dtype=int)

    @cached_property
    def park(self) -> np.ndarray:
        """Position of the park each row belongs to: the one it names, else the one it lies in (that of the stored parcel,
        where its shape stays), or NOWHERE."""
        lies_in = np.where(self.kept, self._park_of_stored, self.park_at)
        return np.where(self.sheet.values["park_code"].notna(), self.park_named, lies_in)

    @cached_property
    def _park_of_stored(self) -> np.ndarray:
        position = pd.Series(np.arange(len(self.known.parks)), index=self.known.parks["id"])
        found = pd.Series(self.of_stored("park_id")).map(position)
        return found.astype(float).fillna(NOWHERE).to_numpy(dtype=int)

    @cached_property
    def in_hidden_park(self) -> np.ndarray:
        """Rows that belong to a park outside the uploader's scope."""
        return self._outside(self.known.parks)[self.park]

    @cached_property
    def _named(self) -> np.ndarray:
        """Position in `known.parcels` of the stored parcel with the row's code, whoever may see it, or NOWHERE."""
        position = pd.Series(np.arange(len(self.known.parcels)), index=self.known.parcels["code"])
        return self.sheet.values["code"].map(position).fillna(NOWHERE).to_numpy(dtype=int)

    @cached_property
    def hidden(self) -> np.ndarray:
        """Rows whose code is that of a stored parcel outside the uploader's scope: nothing of it may be told."""
        return self._outside(self.known.parcels)[self._named]

    @cached_property
    def stored(self) -> np.ndarray:
        """Position in `known.parcels` of the stored parcel with the row's code, or NOWHERE; hidden ones are nowhere."""
        return np.where(self.hidden, NOWHERE, self._named)

    def of_stored(self, column: str) -> np.ndarray:
        """That column of the stored parcel of each row, None where there is none."""
        return picked(self.known.parcels, column, self.stored)

    def numbers_of_stored(self, column: str) -> np.ndarray:
        """The same as floats, NaN where there is none."""
        return np.append(self.known.parcels[column].to_numpy(dtype=float, na_value=np.nan), np.nan)[
            self.stored
        ]

    @cached_property
    def reshaped(self) -> np.ndarray:
        """Rows whose shape is not that of the stored parcel."""
        found = (self.stored != NOWHERE) & ~shapely.is_missing(self.sheet.lonlat)
        at = np.flatnonzero(found)
        found[at] = ~same_place(self.sheet.lonlat[at], self.of_stored("lonlat")[at])
        return found

    @cached_property
    def twin_of(self) -> np.ndarray:
        """Position of the first row with the very same shape, or NOWHERE for that one and for all others."""
        return first_of_same_shape(self.sheet.shapes)

    def in_scope(self, area_codes: pd.Series | np.ndarray) -> np.ndarray:
        """Whether each area code lies in the uploader's scope."""
        codes = pd.Series(area_codes, dtype=object).astype(str)
        return (
            codes.str.startswith(self.known.scope).to_numpy(dtype=bool)
            if self.known.scope
            else np.zeros(len(codes), bool)
        )

    def _outside(self, held: pd.DataFrame) -> np.ndarray:
        """Whether each park or parcel lies outside the uploader's scope; NOWHERE does not."""
        return np.append(~self.in_scope(held["area_code"]), False)


def picked(table: pd.DataFrame, column: str, at: np.ndarray) -> np.ndarray:
    """The column's values at these positions, None where there is none."""
    found = np.full(len(at), None, dtype=object)
    hit = at != NOWHERE
    if hit.any():
        found[hit] = table[column].to_numpy(dtype=object)[at[hit]]
    return found


def _first_around(tree: shapely.STRtree, shapes: np.ndarray) -> np.ndarray:
    """For each shape the first of the tree's that contains it, or NOWHERE. Prepared, each of the few serves many."""
    found = np.full(len(shapes), NOWHERE)
    rows, hits = tree.query(shapes)
    shapely.prepare(tree.geometries)
    inside = shapely.contains(tree.geometries[hits], shapes[rows])
    found[rows[inside][::-1]] = hits[inside][::-1]
    return found


def _holding(holders: np.ndarray, shapes: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """For each shape the holder with the largest overlap, if that is at least half of the shape."""
    found = np.full(len(shapes), NOWHERE)
    tree = shapely.STRtree(holders)
    inside = _first_around(tree, shapes)
    rest = np.flatnonzero((inside == NOWHERE) & ~shapely.is_missing(shapes))
    rows, hits = tree.query(shapes[rest], predicate="intersects")
    if len(rows):
        overlap = shapely.area(shapely.intersection(shapes[rest][rows], holders[hits]))
        order = np.argsort(overlap, kind="stable")
        rows, hits, overlap = rest[rows[order]], hits[order], overlap[order]
        enough = overlap >= HELD_FROM * areas[rows]
        found[rows[enough]] = hits[enough]
    return np.where(inside == NOWHERE, found, inside)
