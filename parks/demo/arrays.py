"""Names for the arrays that the generator passes around."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]
Objects = NDArray[np.object_]
Shapes = NDArray[np.object_]
"""shapely geometries"""
