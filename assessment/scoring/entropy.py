"""Entropy weights (熵权法): an indicator that tells parks apart weighs more.

p = z/Σz, e = −Σ p ln p / ln n, w = (1 − e)/Σ(1 − e), over the known values of each indicator and 0 · ln 0 = 0.
*Assumption*: 1 − e is multiplied by the share of parks whose value is known; else an indicator that a handful of parks
have would outweigh all others. With nothing missing this is the plain method (Shannon 1948; Zeleny 1982).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.errors import Fault, PolicyError
from assessment.scoring.rank import IndicatorMatrix

Floats = npt.NDArray[np.float64]

ROUNDING = 1e-12


def entropy(z: Floats) -> Floats:
    """Entropy e (k,) in [0, 1] of z (n, k) ≥ 0, NaN = unknown; 1 where fewer than two are known or all are zero."""
    known = np.where(np.isnan(z), 0.0, z)
    count, total = (~np.isnan(z)).sum(axis=0), known.sum(axis=0)
    told = (count > 1) & (total > 0)
    p = known / np.where(told, total, 1.0)
    terms = p * np.log(p, out=np.zeros_like(p), where=p > 0)
    found = -terms.sum(axis=0) / np.log(np.where(told, count, 2))
    return np.where(told, np.clip(found, 0.0, 1.0), 1.0)


def entropy_weights(z: Floats) -> Floats:
    """Weights (k,) summing to one; all zero where no indicator tells rows apart."""
    share_known = (~np.isnan(z)).mean(axis=0) if len(z) else np.zeros(z.shape[1])
    told = 1.0 - entropy(z)
    divergence = np.where(told > ROUNDING, told, 0.0) * share_known
    total = divergence.sum()
    return np.asarray(divergence / total) if total > 0 else np.zeros_like(divergence)


def entropy_weights_of(matrix: IndicatorMatrix) -> dict[str, float]:
    """Entropy weight by indicator, over the parks that count.

    Raises
    ------
    PolicyError
        Where no indicator tells the parks apart.
    """
    weights = entropy_weights(matrix.normalised.z[matrix.counted])
    if not weights.any():
        raise PolicyError(
            [
                Fault(
                    "weights",
                    "nothing_to_weigh",
                    "没有可区分园区的指标",
                    "no indicator tells the parks apart",
                )
            ]
        )
    return {item.name: weight for item, weight in zip(matrix.indicators, weights.tolist(), strict=True)}
