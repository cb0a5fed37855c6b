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


def completeness(z: Floats, weights: Floats, dropped: npt.NDArray[np.bool_]) -> Floats:
    """Share of the weight that is available (n,); dropped indicators count neither as known nor as missing."""
    possible = weights[~dropped].sum()
    share = _available_weight(z, weights) / possible if possible > 0 else np.zeros(len(z))
    return np.round(np.clip(share, 0.0, 1.0), 9)


def _available_weight(z: Floats, weights: Floats) -> Floats:
    return np.asarray(np.where(np.isnan(z), 0.0, weights).sum(axis=1))
