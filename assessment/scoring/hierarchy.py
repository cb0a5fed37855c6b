"""Two-level hierarchy (两级层次): groups against each other, then the indicators within each group.

Twenty-one indicators in one matrix are 210 judgements; in five groups they are 46, and no matrix is larger than five.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.errors import Fault, PolicyError
from assessment.policy.model import Policy
from assessment.scoring.ahp import Comparison, compare
from assessment.scoring.indicators import Indicator, indicators_of

Floats = npt.NDArray[np.float64]

SAATY_SCALE = np.array([1 / value for value in range(9, 1, -1)] + [float(value) for value in range(1, 10)])


@dataclass(frozen=True, slots=True)
class HierarchyWeights:
    """Weights by indicator, summing to one, and each matrix's own consistency. ``accepted``: all of them are."""

    weights: dict[str, float]
    groups: Comparison
    within: dict[str, Comparison]

    @property
    def accepted(self) -> bool:
        return self.groups.accepted and all(found.accepted for found in self.within.values())

    def as_dict(self) -> dict[str, Any]:
        return {
            "weights": self.weights,
            "accepted": self.accepted,
            "groups": self.groups.as_dict(),
            "within": {name: found.as_dict() for name, found in self.within.items()},
        }


def members_of(indicators: tuple[Indicator, ...]) -> dict[str, tuple[str, ...]]:
    """Group to its indicators, both in the order of the policy: the order of rows and columns of each matrix."""
    groups: dict[str, tuple[str, ...]] = {}
    for item in indicators:
        groups[item.group] = (*groups.get(item.group, ()), item.name)
    return groups


def ahp_weights(
    policy: Policy, groups: npt.ArrayLike, within: Mapping[str, npt.ArrayLike]
) -> HierarchyWeights:
    """Weight = the group's weight × the indicator's within its group.

    Parameters
    ----------
    groups : reciprocal matrix of the groups, in the order of ``members_of``.
    within : group to the reciprocal matrix of its indicators; a group of one needs none.

    Raises
    ------
    PolicyError
        With every fault of every matrix, each place led by its group.
    """
    members = members_of(indicators_of(policy))
    cr_max = policy.number("priority_consistency_max")
    faults = [
        Fault(name, "unknown_group", "没有此组", "no such group") for name in within if name not in members
    ]
    found: dict[str, Comparison] = {}
    matrices = [("groups", tuple(members), groups)] + [
        (name, names, within.get(name, [[1.0]] if len(names) == 1 else [])) for name, names in members.items()
    ]
    for name, names, matrix in matrices:
        try:
            found[name] = compare(names, matrix, cr_max)
        except PolicyError as error:
            faults += [
                Fault(f"{name}: {each.place}", each.code, each.message_zh, each.message_en)
                for each in error.faults
            ]
    if faults:
        raise PolicyError(faults)
    return _combined(found.pop("groups"), found)


def starting_matrices(indicators: tuple[Indicator, ...]) -> tuple[Floats, dict[str, Floats]]:
    """What a pairwise editor starts from: the present weights' ratios, each on the nearest step of Saaty's scale."""
    members = members_of(indicators)
    weight = {item.name: item.weight for item in indicators}
    groups = np.array([sum(weight[name] for name in names) for names in members.values()])
    within = {
        group: scale_matrix(np.array([weight[name] for name in names])) for group, names in members.items()
    }
    return scale_matrix(groups), within


def scale_matrix(weights: Floats) -> Floats:
    """Reciprocal matrix (n, n) of weights (n,) on the 1/9 … 9 scale; a weight of zero is the ninth of any other."""
    safe = np.maximum(weights, weights.max(initial=0.0) * 1e-9)
    ratios = np.log(safe[:, None] / safe[None, :]) if weights.any() else np.zeros((len(weights),) * 2)
    nearest = np.abs(ratios[:, :, None] - np.log(SAATY_SCALE)).argmin(axis=2)
    upper = np.triu(SAATY_SCALE[nearest], 1)
    lower = np.divide(1.0, upper.T, out=np.zeros_like(upper), where=upper.T > 0)
    return np.asarray(upper + lower + np.eye(len(weights)))


def _combined(groups: Comparison, within: dict[str, Comparison]) -> HierarchyWeights:
    weights = {
        name: group_weight * weight
        for group, group_weight in zip(groups.names, groups.weights, strict=True)
        for name, weight in zip(within[group].names, within[group].weights, strict=True)
    }
    return HierarchyWeights(weights, groups, within)
