"""Trust mark (可信度): completeness × (1 − imputed share). An assumption of ours, kept simple on purpose.

A park of which all weight is known and nothing imputed has 1; unknown imputed share gives an unknown mark.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def trust_mark(share_known: Floats, imputed_share: Floats) -> Floats:
    """(n,) from completeness and imputed share, both in [0, 1]; NaN where the imputed share is unknown."""
    return np.round(share_known * (1.0 - imputed_share), 6)


def trust_level(mark: float | None, levels: dict[str, float]) -> str:
    """high, medium, low or unknown."""
    if mark is None:
        return "unknown"
    return next((name for name in ("high", "medium") if mark >= levels[name]), "low")
