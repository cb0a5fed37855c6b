"""Arithmetic over many rows in blocks that stay in the processor's cache, so that a million rows need no copies of themselves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Work = Callable[[Floats, Floats, Floats], Floats]

ROWS = 8_192


def over_blocks(work: Work, values: Floats, weights: Floats) -> Floats:
    """``work(filled, known, columns)`` over values (n, k): the block with 0 for NaN, 1 and 0 for known and not, and the weights
    as columns (k, m). Gives (n,) for weights (k,), (n, m) for (m, k)."""
    columns = np.ascontiguousarray(np.atleast_2d(weights).T)
    found = np.empty((len(values), columns.shape[1]))
    for start in range(0, len(values), ROWS):
        block = values[start : start + ROWS]
        unknown = np.isnan(block)
        filled = np.where(unknown, 0.0, block)
        found[start : start + ROWS] = work(filled, (~unknown).astype(np.float64), columns)
    return found[:, 0] if weights.ndim == 1 else found
