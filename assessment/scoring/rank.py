"""Renewal priority and rank (优先次序与名次), with need (需要) and opportunity (机会) shown apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.apportion import UNIT
from assessment.area_floor import below_floor
from assessment.errors import Fault, PolicyError
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.scoring.indicators import Indicator, indicator_values, indicators_of
from assessment.scoring.normalise import Normalised, normalise
from assessment.scoring.topsis import topsis_score
from assessment.scoring.weighted_sum import completeness, weighted_score
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

Method = Literal["weighted_sum", "topsis"]
METHODS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "weighted_sum": weighted_score,
    "topsis": topsis_score,
}
METHOD_NAMES = {
    "weighted_sum": ("加权求和", "weighted sum"),
    "topsis": ("逼近理想解排序法（TOPSIS）", "TOPSIS"),
}

REASONS = {
    "ranked": ("按优先指数排序", "ranked by priority"),
    "below_threshold": ("用地面积不足园区下限，不排序", "below the area of a park: not ranked"),
    "incomplete": ("已知指标的权重不足，不排序", "too little of the weight is known to rank"),
    "nothing_to_compare": (
        "没有可供比较的指标，不排序",
        "nothing tells this park from the others: not ranked",
    ),
}

SIDES = ("need", "opportunity")
RANKED = 0
SHARES = 10**9


@dataclass(frozen=True)
class IndicatorMatrix:
    """Indicators of parks, normalised once: what weights can then be tried on. Rows by id.

    ``counted``: rows that are parks by area; the others have no rank and no part in the percentiles.
    """

    index: pd.Index
    indicators: tuple[Indicator, ...]
    values: Floats
    normalised: Normalised
    counted: Mask
    completeness_min: float


def indicator_matrix(parks: pd.DataFrame, policy: Policy) -> IndicatorMatrix:
    """From canonical parks. Percentiles are those of the parks handed in."""
    indicators = indicators_of(policy)
    values = indicator_values(parks, indicators)
    counted = ~below_floor(parks, policy)
    normalised = normalise(values, indicators, policy, counted)
    floor = policy.number("priority_completeness_min")
    return IndicatorMatrix(parks.index, indicators, values, normalised, counted, floor)


def method_of(name: str) -> Callable[[Floats, Floats], Floats]:
    """The method's scores of z (n, k) by weights (k,), or by several (m, k): (n,) or (n, m) from 0 to 100, NaN where nothing is
    known."""
    if name not in METHODS:
        raise PolicyError([Fault(name, "unknown_method", "没有此方法", "no such method")])
    return METHODS[name]


def rank_order(priority: Floats, share: Floats, ranked: Mask) -> Ints:
    """Rank from 1 (n,), 0 = unranked. Ties: the more complete park first, then row order (ids ascending).

    Scores have six decimals and shares nine, so that both fit into one whole number, which sorts fast but in no set order
    among equals; those are put in order of rows afterwards.
    """
    rows = np.flatnonzero(ranked)
    keys = np.rint(priority[rows] * -UNIT).astype(np.int64) * SHARES - np.rint(share[rows] * SHARES).astype(
        np.int64
    )
    order = np.argsort(keys)
    in_order = keys[order]
    tied = np.zeros(len(order), dtype=np.bool_)
    tied[1:] = in_order[1:] == in_order[:-1]
    tied[:-1] |= tied[1:]
    among = order[tied]
    order[tied] = among[np.lexsort((among, keys[among]))]
    ranks = np.zeros(len(priority), dtype=np.int64)
    ranks[rows[order]] = np.arange(1, len(order) + 1)
    return ranks


def rank_matrix(
    matrix: IndicatorMatrix, weights: Mapping[str, float] | None = None, method: Method = "weighted_sum"
) -> pd.DataFrame:
    """need, opportunity, priority (0–100), completeness, ranked, rank, rank_reason per park.

    An unranked park's three scores are NaN, not low; ``rank_reason`` is a key of REASONS.

    Raises
    ------
    PolicyError
        For weights that cannot be used, or a method that is not one of METHODS.
    """
    score, w, z = method_of(method), weights_of(matrix.indicators, weights), matrix.normalised.z
    share = completeness(matrix.values, w)
    sides = np.array([item.side for item in matrix.indicators])
    sets = np.stack([np.where(sides == side, w, 0.0) for side in SIDES] + [w])
    scores = score(z, sets)
    reason = _reasons(matrix, share, scores[:, -1])
    ranked = reason == RANKED
    rank = rank_order(scores[:, -1], share, ranked)
    scores[~ranked] = np.nan
    return pd.DataFrame(
        {
            **{name: scores[:, place] for place, name in enumerate((*SIDES, "priority"))},
            "completeness": share,
            "ranked": ranked,
            "rank": pd.arrays.IntegerArray(rank, rank == 0),
            "rank_reason": pd.Series(
                np.array(list(REASONS), dtype=object)[reason], matrix.index, dtype=object
            ),
        },
        index=matrix.index,
    )


def _reasons(matrix: IndicatorMatrix, share: Floats, priority: Floats) -> Ints:
    """Places in REASONS (n,); the first that applies."""
    hindrances = [~matrix.counted, share < matrix.completeness_min, np.isnan(priority)]
    return np.asarray(np.select(hindrances, [1, 2, 3], default=RANKED), dtype=np.int64)


def rank_parks(
    frame: Frame,
    policy: Policy,
    weights: Mapping[str, float] | None = None,
    method: Method = "weighted_sum",
) -> pd.DataFrame:
    """Rank a canonical frame's parks alone, with some weights replaced if asked (试调权重)."""
    return rank_matrix(indicator_matrix(frame.parks, policy), weights, method)
