"""TOPSIS (逼近理想解排序法): closeness to the best park there could be, C = d⁻/(d⁺ + d⁻).

C. L. Hwang & K. Yoon, Multiple Attribute Decision Making, 1981. On percentile-normalized z the ideal is 1 throughout
and the anti-ideal 0, so that no park's entry or exit turns two others round.

Unknown values: both distances are taken over the indicators that the row has. C is a ratio of the two, so no rescaling
is needed, and a missing value counts as neither good nor bad (*assumption*: the literature knows complete tables only).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.scoring.blocks import over_blocks

Floats = npt.NDArray[np.float64]


def closeness(
    z: Floats, weights: Floats, ideal: Floats | float = 1.0, anti_ideal: Floats | float = 0.0
) -> Floats:
    """C (n,) in [0, 1] from z (n, k) and weights (k,), or (n, m) by several (m, k); NaN where the row has nothing known of any
    weight."""

    def block(filled: Floats, known: Floats, columns: Floats) -> Floats:
        squared = columns**2
        best = np.sqrt((ideal - filled) ** 2 * known @ squared)
        worst = np.sqrt((filled - anti_ideal) ** 2 * known @ squared)
        both = best + worst
        return np.asarray(np.divide(worst, both, out=np.full_like(both, np.nan), where=both > 0))

    return over_blocks(block, z, weights)


def topsis_score(z: Floats, weights: Floats) -> Floats:
    """100 · C to six decimals (n,), or (n, m), on the scale of the weighted sum."""
    return np.asarray(np.round(100.0 * closeness(z, weights), 6))
