"""Between stored degrees (EPSG:4490) and meters (EPSG:4547). Making a pyproj Transformer is slow, so each is made once."""

from functools import cache

import numpy as np
import pyproj

from parks.demo.arrays import Floats

DECIMALS = 8  # of a degree: about a millimeter


@cache
def _transformer(source: int, target: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def to_meters(degrees: Floats) -> Floats:
    return np.column_stack(_transformer(4490, 4547).transform(degrees[:, 0], degrees[:, 1]))


def to_degrees(meters: Floats) -> Floats:
    return np.column_stack(_transformer(4547, 4490).transform(meters[:, 0], meters[:, 1])).round(DECIMALS)
