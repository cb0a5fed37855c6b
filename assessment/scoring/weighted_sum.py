"""Weighted sum over what is known (加权求和): score = 100 Σwz / Σw over the available indicators, with completeness."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.apportion import UNIT
from assessment.scoring.blocks import over_blocks

Floats = npt.NDArray[np.float64]


def weighted_points(z: Floats, weights: Floats) -> Floats:
    """Points of each indicator, weight × z × 100 / Σ available weights (n, k); NaN where z is."""
    available = _available_weight(z, weights)
    scale = np.divide(100.0, available, out=np.full_like(available, np.nan), where=available > 0)
    return np.asarray(z * weights * scale[:, None])


def weighted_score(z: Floats, weights: Floats) -> Floats:
    """Scores 0–100 to six decimals (n,) by weights (k,), or (n, m) by several (m, k); NaN where no weight is available."""
    return over_blocks(_scores, z, weights)


def completeness(values: Floats, weights: Floats) -> Floats:
    """Share of all weight whose value is known (n,), from values (n, k).

    Dropped indicators count as well: if they did not, a figure recorded for a single park would be as good as one that
    every park has.
    """
    share = over_blocks(_known_weight, values, weights) / weights.sum()
    return np.asarray(np.round(np.clip(share, 0.0, 1.0), 9))


def _scores(z: Floats, known: Floats, weights: Floats) -> Floats:
    available = known @ weights
    reached = z @ weights
    reached *= 100.0
    np.divide(reached, available, out=reached, where=available > 0)
    reached[available <= 0] = np.nan
    return np.asarray(np.rint(reached * UNIT) / UNIT)


def _known_weight(_: Floats, known: Floats, weights: Floats) -> Floats:
    return np.asarray(known @ weights)


def _available_weight(z: Floats, weights: Floats) -> Floats:
    return np.asarray(np.where(np.isnan(z), 0.0, weights).sum(axis=1))
