"""Renewal priority and rank (优先次序与名次), with need (需要) and opportunity (机会) shown apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.scoring.indicators import Indicator, indicator_values, indicators_of
from assessment.scoring.normalise import Normalised, normalise
from assessment.scoring.weighted_sum import completeness, weighted_score
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class IndicatorMatrix:
    """Indicators of parks, normalised once: what weights can then be tried on. Rows by id."""

    index: pd.Index
    indicators: tuple[Indicator, ...]
    values: Floats
    normalised: Normalised
    completeness_min: float


def indicator_matrix(parks: pd.DataFrame, policy: Policy) -> IndicatorMatrix:
    """From canonical parks. Percentiles are those of the parks handed in."""
    indicators = indicators_of(policy)
    values = indicator_values(parks, indicators)
    normalised = normalise(values, indicators, policy)
    return IndicatorMatrix(
        parks.index, indicators, values, normalised, policy.number("priority_completeness_min")
    )


def rank_order(priority: Floats, share: Floats, ranked: Mask) -> Ints:
    """Rank from 1 (n,), 0 = unranked. Ties: the more complete park first, then row order (ids ascending)."""
    order = np.lexsort((-share[ranked], -priority[ranked]))
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(1, len(order) + 1)
    ranks = np.zeros(len(priority), dtype=np.int64)
    ranks[ranked] = places
    return ranks


def rank_matrix(matrix: IndicatorMatrix, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """need, opportunity, priority (0–100), completeness, ranked, rank per park.

    A park with less than the policy's share of weight available is unranked: its three scores are NaN, not low.
    """
    w, z = weights_of(matrix.indicators, weights), matrix.normalised.z
    share = completeness(z, w, matrix.normalised.dropped)
    sides = np.array([item.side for item in matrix.indicators])
    priority = weighted_score(z, w)
    ranked = (share >= matrix.completeness_min) & ~np.isnan(priority)
    rank = rank_order(priority, share, ranked)
    scores = {side: weighted_score(z, np.where(sides == side, w, 0.0)) for side in ("need", "opportunity")}
    scores["priority"] = priority
    columns = {name: np.where(ranked, score, np.nan) for name, score in scores.items()}
    return pd.DataFrame(
        {
            **columns,
            "completeness": share,
            "ranked": ranked,
            "rank": pd.Series(rank, index=matrix.index, dtype="Int64").mask(rank == 0),
        },
        index=matrix.index,
    )


def rank_parks(frame: Frame, policy: Policy, weights: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Rank a canonical frame's parks alone, with some weights replaced if asked (试调权重)."""
    return rank_matrix(indicator_matrix(frame.parks, policy), weights)
