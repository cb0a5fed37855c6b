"""Combined weights (组合赋权): the judged weights and the data's own, half and half unless the policy says otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from assessment.policy.model import Policy
from assessment.scoring.entropy import entropy_weights_of
from assessment.scoring.rank import IndicatorMatrix
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]


def combine(judged: Floats, measured: Floats, share: float) -> Floats:
    """share · judged + (1 − share) · measured (k,), each scaled to sum to one first."""
    return np.asarray(share * judged / judged.sum() + (1.0 - share) * measured / measured.sum())


def combined_weights(
    matrix: IndicatorMatrix, policy: Policy, judged: Mapping[str, float] | None = None
) -> dict[str, float]:
    """½ AHP + ½ entropy by indicator. ``judged``: weights from AHP; where not given, the policy's own.

    Raises
    ------
    PolicyError
        For weights that cannot be used, or where no indicator tells the parks apart.
    """
    entropy = entropy_weights_of(matrix)
    measured = np.array([entropy[item.name] for item in matrix.indicators])
    given = weights_of(matrix.indicators, judged)
    weights = combine(given, measured, policy.number("priority_judged_share"))
    return {item.name: weight for item, weight in zip(matrix.indicators, weights.tolist(), strict=True)}
