"""Indicator weights (权重): those of the policy, or a caller's own for trying out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from assessment.errors import Fault, PolicyError
from assessment.scoring.indicators import Indicator

Floats = npt.NDArray[np.float64]


def weights_of(indicators: tuple[Indicator, ...], given: Mapping[str, float] | None = None) -> Floats:
    """Weights in the order of the indicators (k,); ``given`` replaces some by name and need not sum to one.

    Raises
    ------
    PolicyError
        For an unknown indicator, a weight that is negative or not finite, or weights that are all zero.
    """
    given = given or {}
    names = {item.name for item in indicators}
    faults = [
        Fault(name, "unknown_indicator", "没有此指标", "no such indicator")
        for name in given
        if name not in names
    ]
    weights = np.array([given.get(item.name, item.weight) for item in indicators], dtype=np.float64)
    for item, weight in zip(indicators, weights, strict=True):
        if not np.isfinite(weight) or weight < 0:
            faults.append(
                Fault(item.name, "bad_weight", "权重须为非负数", "a weight must be finite, not negative")
            )
    if not faults and not weights.sum() > 0:
        faults.append(Fault("weights", "zero_weights", "权重不能全为零", "weights must not all be zero"))
    if faults:
        raise PolicyError(faults)
    return weights
