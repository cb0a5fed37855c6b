"""When two shapes are the same one: of a row and its stored parcel, and of two rows of a file."""

import numpy as np
import pandas as pd
import shapely

NOWHERE, POLYGON = -1, 3
MIXED = (1.0, np.e, np.pi, np.sqrt(2))
"""Bounds in one number: of those that differ hardly any are the same, of those that are the same all."""
SAME_PLACE_DEGREES = 1e-8
"""One millimetre: more than a round trip through another projection or through nine decimals of a degree moves."""


def same_place(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Pairwise, in EPSG:4490; where a ring starts and which way it runs does not matter, nor whether a polygon is written
    as a multipolygon of one part."""
    now, before = _in_parts(now), _in_parts(before)
    same = np.asarray(shapely.equals_exact(now, before, tolerance=SAME_PLACE_DEGREES))
    rest = ~same & ~shapely.is_missing(now) & ~shapely.is_missing(before)
    same[rest] = shapely.equals_exact(
        shapely.normalize(now[rest]), shapely.normalize(before[rest]), tolerance=SAME_PLACE_DEGREES
    )
    return same


def _in_parts(shapes: np.ndarray) -> np.ndarray:
    """As multipolygons, all of them; the missing stay missing."""
    whole, single = shapes.copy(), shapely.get_type_id(shapes) == POLYGON
    if single.any():
        whole[single] = shapely.multipolygons(shapes[single], indices=np.arange(int(single.sum())))
    return whole


def first_of_same_shape(shapes: np.ndarray) -> np.ndarray:
    """For each shape that came before, to the last coordinate, the position where it came first; else NOWHERE."""
    first = np.full(len(shapes), NOWHERE)
    mixed = pd.Series(
        sum(side * by for side, by in zip(shapely.bounds(shapes).T, MIXED, strict=True))
    ).dropna()
    alike = mixed.index[mixed.duplicated(keep=False)].to_numpy()
    if len(alike):
        forms, _ = pd.factorize(shapely.to_wkb(shapely.normalize(_in_parts(shapes[alike]))))
        firsts = alike[np.unique(forms, return_index=True)[1][forms]]
        first[alike] = np.where(firsts == alike, NOWHERE, firsts)
    return first
