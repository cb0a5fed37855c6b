"""Weighted sum over what is known (加权求和): score = 100 Σwz / Σw over the available indicators, with completeness."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.apportion import totals_of

Floats = npt.NDArray[np.float64]


def weighted_points(z: Floats, weights: Floats) -> Floats:
    """Points of each indicator, weight × z × 100 / Σ available weights (n, k); NaN where z is."""
    available = _available_weight(z, weights)
    scale = np.divide(100.0, available, out=np.full_like(available, np.nan), where=available > 0)
    return np.asarray(z * weights * scale[:, None])


def weighted_score(z: Floats, weights: Floats) -> Floats:
    """Score 0–100 to six decimals (n,); NaN where no weight is available."""
    return np.where(_available_weight(z, weights) > 0, totals_of(weighted_points(z, weights)), np.nan)


def completeness(values: Floats, weights: Floats) -> Floats:
    """Share of all weight whose value is known (n,), from values (n, k).

    Dropped indicators count as well: if they did not, a figure recorded for a single park would be as good as one that
    every park has.
    """
    share = _available_weight(values, weights) / weights.sum()
    return np.asarray(np.round(np.clip(share, 0.0, 1.0), 9))


def _available_weight(z: Floats, weights: Floats) -> Floats:
    return np.asarray(np.where(np.isnan(z), 0.0, weights).sum(axis=1))
