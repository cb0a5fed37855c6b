"""Analytic hierarchy process (层次分析法, AHP): weights from pairwise judgements, and whether those agree.

T. L. Saaty, The Analytic Hierarchy Process, 1980: weights are the principal eigenvector of the reciprocal matrix,
CI = (λmax − n)/(n − 1), CR = CI/RI, accepted below 0.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.errors import Fault, PolicyError

Floats = npt.NDArray[np.float64]

# Saaty's random index by size 1 … 15: the mean CI of random reciprocal matrices on the 1/9 … 9 scale
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
LARGEST_JUDGEMENT = 9.0
TOLERANCE = 1e-6
CONSISTENT = 1e-9


@dataclass(frozen=True, slots=True)
class Judgement:
    """``first`` was called ``given`` times as important as ``second``; all judgements together say ``implied``."""

    first: str
    second: str
    given: float
    implied: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one pairwise matrix gives. ``worst`` is the judgement that fits the others least; None if all agree."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    lambda_max: float
    ci: float
    ri: float
    cr: float
    accepted: bool
    worst: Judgement | None

    def as_dict(self) -> dict[str, Any]:
        worst = self.worst
        return {
            "weights": dict(zip(self.names, self.weights, strict=True)),
            "lambda_max": self.lambda_max,
            "ci": self.ci,
            "ri": self.ri,
            "cr": self.cr,
            "accepted": self.accepted,
            "worst": worst
            and {
                "first": worst.first,
                "second": worst.second,
                "given": worst.given,
                "implied": worst.implied,
            },
        }


def principal(matrix: Floats) -> tuple[Floats, float]:
    """Principal eigenvector (n,), summing to one, and its eigenvalue λmax of a positive matrix (n, n)."""
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    weights = np.abs(vectors[:, place].real)
    return np.asarray(weights / weights.sum()), float(values[place].real)


def consistency_index(lambda_max: float, size: int) -> float:
    """CI (一致性指标), never negative; 0 for one or two items, which cannot contradict each other."""
    return max(0.0, (lambda_max - size) / (size - 1)) if size > 2 else 0.0


def compare(names: Sequence[str], matrix: npt.ArrayLike, cr_max: float = 0.1) -> Comparison:
    """Weights and consistency of a reciprocal matrix (n, n): row's importance over column's.

    Raises
    ------
    PolicyError
        With every fault: not square, not positive, a diagonal other than 1, beyond 1/9 … 9, not reciprocal, or more
        than 15 items, for which no random index is published here.
    """
    judged = _square(names, matrix)
    faults = _faults(names, judged)
    if faults:
        raise PolicyError(faults)
    weights, lambda_max = principal(judged)
    ci, ri = consistency_index(lambda_max, len(names)), RANDOM_INDEX[len(names) - 1]
    cr = ci / ri if ri else 0.0
    return Comparison(
        names=tuple(names),
        weights=tuple(weights.tolist()),
        lambda_max=lambda_max,
        ci=ci,
        ri=ri,
        cr=cr,
        accepted=cr < cr_max,
        worst=_worst(names, judged, weights),
    )


def pairwise_matrix(names: Sequence[str], judgements: Mapping[tuple[str, str], float]) -> Floats:
    """Reciprocal matrix (n, n) from one judgement a pair, whichever way round it is given.

    Raises
    ------
    PolicyError
        For a pair without a judgement, judged twice, or naming something else; see ``compare`` for the values.
    """
    place = {name: at for at, name in enumerate(names)}
    matrix = np.eye(len(names))
    faults, judged = [], set()
    for (first, second), value in judgements.items():
        pair = frozenset((first, second))
        if len(pair) != 2 or not pair <= place.keys() or pair in judged:
            faults.append(
                _fault(first, second, "bad_pair", "不是待判断的一对", "not a pair to judge, or judged twice")
            )
            continue
        judged.add(pair)
        matrix[place[first], place[second]] = value
        matrix[place[second], place[first]] = 1 / value if value > 0 else value
    for at, first in enumerate(names):
        for second in names[at + 1 :]:
            if frozenset((first, second)) not in judged:
                faults.append(_fault(first, second, "missing_judgement", "缺少判断", "no judgement"))
    if faults:
        raise PolicyError(faults)
    return matrix


def _square(names: Sequence[str], matrix: npt.ArrayLike) -> Floats:
    try:
        judged = np.asarray(matrix, dtype=np.float64)
    except (TypeError, ValueError):
        judged = np.empty(0)
    if not names or judged.shape != (len(names), len(names)):
        raise PolicyError(
            [
                Fault(
                    "matrix",
                    "not_square",
                    f"须为{len(names)}行{len(names)}列的数",
                    f"needs {len(names)} × {len(names)} numbers",
                )
            ]
        )
    if len(names) > len(RANDOM_INDEX):
        raise PolicyError(
            [
                Fault(
                    "matrix",
                    "too_many",
                    "一次比较不超过15项，请分组",
                    "compares at most 15 items: use groups",
                )
            ]
        )
    return judged


def _faults(names: Sequence[str], matrix: Floats) -> list[Fault]:
    faults = []
    good = np.isfinite(matrix) & (matrix > 0)
    safe = np.where(good, matrix, 1.0)
    beyond = np.maximum(safe, 1 / safe) > LARGEST_JUDGEMENT * (1 + TOLERANCE)
    apart = np.abs(safe * safe.T - 1) > TOLERANCE
    for row, first in enumerate(names):
        if matrix[row, row] != 1:
            faults.append(_fault(first, first, "bad_diagonal", "自身相比须为1", "must be 1 against itself"))
        for column in range(row + 1, len(names)):
            pair = (first, names[column])
            if not (good[row, column] and good[column, row]):
                faults.append(_fault(*pair, "not_positive", "判断须为正数", "a judgement must be positive"))
            elif beyond[row, column] or beyond[column, row]:
                faults.append(_fault(*pair, "beyond_scale", "判断须在1/9至9之间", "must lie in 1/9 … 9"))
            elif apart[row, column]:
                faults.append(
                    _fault(
                        *pair,
                        "not_reciprocal",
                        "两个方向的判断须互为倒数",
                        "the two directions must be reciprocal",
                    )
                )
    return faults


def _fault(first: str, second: str, code: str, zh: str, en: str) -> Fault:
    return Fault(f"{first} / {second}", code, zh, en)


def _worst(names: Sequence[str], matrix: Floats, weights: Floats) -> Judgement | None:
    """Largest |ln(aᵢⱼ wⱼ / wᵢ)| above the diagonal."""
    if len(names) < 3:
        return None
    implied = weights[:, None] / weights[None, :]
    deviation = np.triu(np.abs(np.log(matrix / implied)), 1)
    row, column = divmod(int(np.argmax(deviation)), len(names))
    if deviation[row, column] < CONSISTENT:
        return None
    return Judgement(names[row], names[column], float(matrix[row, column]), float(implied[row, column]))
