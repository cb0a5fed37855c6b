"""What each indicator adds to a park's priority (得分构成), by either method; points that sum to the score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.scoring.rank import Method
from assessment.scoring.topsis import closeness
from assessment.scoring.weighted_sum import weighted_points

Floats = npt.NDArray[np.float64]


def points_of(z: Floats, weights: Floats, method: Method = "weighted_sum") -> Floats:
    """Points (n, k) from z (n, k) and weights (k,); NaN where z is unknown, and throughout a row without a score.

    Closeness is no sum: its points are shared out by each indicator's part of the squared distance from the anti-ideal,
    (wz)² ÷ Σ(wz)² (*assumption*: there is no published decomposition).
    """
    if method == "weighted_sum":
        return weighted_points(z, weights)
    parts = (weights * z) ** 2
    total = np.nansum(parts, axis=1)
    score = 100.0 * closeness(z, weights)
    scale = np.divide(score, total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(parts * np.where(np.isnan(score), np.nan, scale)[:, None])
