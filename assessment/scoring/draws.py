"""Many rankings at once: scores of every park under many sets of weights as matrix products, then exact orders.

Scores have six decimals as everywhere, so that score and place fit into one 64-bit integer; sorting those sorts by
score and settles ties by the more complete park and then the row, as ``rank_order`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessment.apportion import UNIT
from assessment.scoring.rank import IndicatorMatrix, Method, rank_matrix

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCK_CELLS = 500_000


@dataclass(frozen=True)
class Contest:
    """The parks that rank under the weights asked about, in the order that settles ties, and what is known of them.

    ``rows``: their places in the matrix (m,). ``z``, ``known``: (k, m), 0 where unknown; indicators in rows.
    """

    rows: Ints
    z: Floats
    known: Floats
    method: Method


def contest_of(matrix: IndicatorMatrix, weights: Mapping[str, float] | None, method: Method) -> Contest:
    """Who takes part is settled once, by the weights themselves; drawn weights change the order only."""
    base = rank_matrix(matrix, weights, method)
    taking_part = np.flatnonzero(base["ranked"].to_numpy())
    share = base["completeness"].to_numpy(dtype=np.float64)[taking_part]
    rows = taking_part[np.argsort(-share, kind="stable")]
    z = matrix.normalised.z[rows].T
    known = (~np.isnan(z)).astype(np.float64)
    return Contest(rows, np.nan_to_num(z, copy=False), known, method)


def scores_of(contest: Contest, weights: Floats) -> Floats:
    """Scores from 0 to 100 (draws, m) for weights (draws, k)."""
    if contest.method == "topsis":
        return _closeness(contest, weights)
    reached, available = weights @ contest.z, weights @ contest.known
    reached *= 100.0
    return np.divide(reached, available, out=reached, where=available > 0)


def orders_of(contest: Contest, weights: Floats) -> Iterator[Ints]:
    """Per draw the parks in order of rank: places in ``contest.rows`` (m,)."""
    count = len(contest.rows)
    bits = max(count - 1, 1).bit_length()
    places = np.arange(count, dtype=np.int64)
    size = max(1, BLOCK_CELLS // max(count, 1))
    for start in range(0, len(weights), size):
        keys = np.rint(scores_of(contest, weights[start : start + size]) * -UNIT).astype(np.int64)
        keys <<= bits
        keys |= places
        keys.sort(axis=1)
        keys &= (1 << bits) - 1
        yield from keys


def _closeness(contest: Contest, weights: Floats) -> Floats:
    squared = weights**2
    worst = np.sqrt(squared @ contest.z**2)
    best = np.sqrt(squared @ ((1.0 - contest.z) ** 2 * contest.known))
    best += worst
    worst *= 100.0
    return np.divide(worst, best, out=worst, where=best > 0)
