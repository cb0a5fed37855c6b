"""Judges renewal priority for a frame and spells out one park's arithmetic: points that sum to the score exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.apportion import apportion
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.scoring.rank import REASONS, IndicatorMatrix, indicator_matrix, rank_matrix
from assessment.scoring.robustness import Robustness, robustness, top_count
from assessment.scoring.trust import trust_level, trust_mark
from assessment.scoring.weighted_sum import weighted_points
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]
Json = dict[str, Any]


@dataclass(frozen=True)
class Priority:
    """Result columns of the parks, the matrix behind them, and the shared and per-park explanation parts."""

    parks: pd.DataFrame
    matrix: IndicatorMatrix
    legend: Json
    evidence: Callable[[int], Json]


def judge(frame: Frame, policy: Policy) -> Priority:
    """Adds need, opportunity, priority, completeness, ranked, rank, rank_reason, trust, and how firm the rank is:
    rank_p5, rank_p95 and top_share, the share of draws in which the park is on the list of priorities."""
    matrix = indicator_matrix(frame.parks, policy)
    parks = rank_matrix(matrix)
    imputed = frame.parks["imputed_share"].to_numpy(dtype=np.float64)
    parks["trust"] = trust_mark(parks["completeness"].to_numpy(dtype=np.float64), imputed)
    firmness = robustness(matrix, tops=(top_count(policy),), spread=policy.number("priority_weight_spread"))
    parks = parks.join(firmness.ranks_and_share())
    points, sums = apportion(
        weighted_points(matrix.normalised.z, weights_of(matrix.indicators)),
        parks["priority"].to_numpy(dtype=np.float64),
    )
    names = ("need", "opportunity", "priority", "completeness", "trust")
    results = parks[list(names)].to_numpy(dtype=np.float64)
    ranks = parks["rank"].to_numpy(dtype=np.int64, na_value=0)
    reasons = parks["rank_reason"].tolist()
    low, high = (
        parks[name].to_numpy(dtype=np.int64, na_value=0).tolist() for name in ("rank_p5", "rank_p95")
    )
    shares = parks["top_share"].tolist()
    values, z, parts = (_plain(each) for each in (matrix.values, matrix.normalised.z, points))

    def evidence(row: int) -> Json:
        return {
            **{name: _known(value) for name, value in zip(names, results[row].tolist(), strict=True)},
            "rank": int(ranks[row]) or None,
            "reason": reasons[row],
            "firm": [low[row], high[row], shares[row]] if ranks[row] else None,
            "sum": float(sums[row]),
            "values": values[row],
            "z": z[row],
            "points": parts[row],
        }

    return Priority(parks, matrix, _legend(matrix, policy, int((ranks > 0).sum()), firmness), evidence)


def explain(evidence: Json, legend: Json) -> Json:
    """``sum`` is the total of the points: the priority itself, or for an unranked park what little is known."""
    rows = zip(legend["indicators"], evidence["values"], evidence["z"], evidence["points"], strict=True)
    indicators = [
        {**shared, "value": value, "z": z, "points": points, "missing": value is None}
        for shared, value, z, points in rows
    ]
    numbers = ("need", "opportunity", "priority", "rank", "completeness", "trust", "sum")
    ranked = evidence["rank"] is not None
    reason = evidence.get("reason", "ranked" if ranked else "incomplete")
    zh, en = REASONS[reason]
    return {
        **{name: evidence[name] for name in numbers},
        "ranked": ranked,
        "reason": reason,
        "reason_zh": zh,
        "reason_en": en,
        "stability": _stability(evidence.get("firm"), legend.get("stability")),
        "ranked_count": legend["ranked_count"],
        "completeness_min": legend["completeness_min"],
        "trust_level": trust_level(evidence["trust"], legend["trust_levels"]),
        "groups": legend["groups"],
        "indicators": indicators,
        "missing": [
            {key: item[key] for key in ("name", "label_zh", "label_en")}
            for item in indicators
            if item["missing"] and reason != "below_threshold"
        ],
        "thresholds": legend["thresholds"],
    }


def _stability(firm: list[Any] | None, drawn: Json | None) -> Json | None:
    """Between which ranks the park lies in nine of ten draws; None for the unranked, and for runs before there were any."""
    if firm is None or drawn is None:
        return None
    return {"rank_p5": firm[0], "rank_p95": firm[1], "top_share": firm[2], **drawn}


def _legend(matrix: IndicatorMatrix, policy: Policy, ranked: int, firmness: Robustness) -> Json:
    low, high = matrix.normalised.low.tolist(), matrix.normalised.high.tolist()
    dropped = matrix.normalised.dropped.tolist()
    bounds = zip(matrix.indicators, low, high, dropped, strict=True)
    return {
        "indicators": [
            {**item.as_dict(), "p5": _known(below), "p95": _known(above), "dropped": out}
            for item, below, above, out in bounds
        ],
        "groups": policy.value("priority_indicators")["groups"],
        "completeness_min": matrix.completeness_min,
        "trust_levels": policy.value("trust_levels"),
        "ranked_count": ranked,
        "stability": {
            "top": firmness.tops[0],
            "draws": firmness.draws,
            "seed": firmness.seed,
            "spread": policy.number("priority_weight_spread"),
        },
        "thresholds": [
            policy.parameter(name).as_dict()
            for name in ("priority_completeness_min", "priority_weight_spread", "priority_top_count")
        ],
    }


def _plain(matrix: npt.NDArray[np.float64]) -> list[list[float | None]]:
    """Every row as JSON has it: six decimals, unknown is None."""
    plain = np.round(matrix, 6).astype(object)
    plain[np.isnan(matrix)] = None
    rows: list[list[float | None]] = plain.tolist()
    return rows


def _known(value: float) -> float | None:
    """JSON has no NaN: unknown is None."""
    return None if value != value else round(value, 6)
