"""Weighted sum of capped ratios to a baseline (亩均论英雄): score = Σ w·min(max(x/b, 0), cap).

Published e.g. by 黄岩 2022 (tax per mu 24.097 weighs 30, value added per mu 136.16 weighs 20, …) without a cap.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def capped_ratios(values: Floats, baselines: Floats, cap: float | None) -> Floats:
    """x/b within [0, cap]; NaN where the value is unknown or the baseline is unknown or not above zero. (n, k)."""
    usable = np.where(baselines > 0, baselines, np.nan)
    return np.clip(values / usable, 0.0, np.inf if cap is None else cap)


def weighted_points(ratios: Floats, weights: Floats) -> Floats:
    """Points of each indicator (n, k); the weights of indicators in use are scaled up to the full sum of weights.

    An indicator without a ratio is not in use for that row.
    """
    in_use = np.where(np.isnan(ratios), 0.0, weights)
    sums = in_use.sum(axis=1, keepdims=True)
    scale = np.divide(weights.sum(), sums, out=np.full_like(sums, np.nan), where=sums > 0)
    return np.asarray(ratios * weights * scale)
