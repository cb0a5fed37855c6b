"""Stock-asset value (存量资产价值): physical, location, policy and market, a quarter each, and what consolidation would join.

存量资产文 三 1 names the four sides and nothing else; indicators, equal weights and the normalization are ours. Each known indicator is
z = clip((x − P5)/(P95 − P5), 0, 1) over the parks above the area floor, reversed where less is better; a side is the weighted
mean of its known indicators, the value the mean of the four sides × 100. Below the completeness of ranking there is no value,
nor where a whole side is unknown. An indicator that does not tell parks apart is left out.

Consolidation (归宗整合): total land, owners and share with complete procedures of the parcels joined at the gap of the policy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.area_floor import DECIMALS, below_floor
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.citation import cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.questions import numbers, plain_numbers
from assessment.rules.rule import Json, Judgement, Rule
from assessment.units import unit_labels

PARAMETER, GAP = "asset_value_indicators", "consolidation_gap_max"
CONSOLIDATION = ("contiguous_mu", "right_holder_count", "procedure_share")
M2_PER_MU = 10_000 / 15
Floats = npt.NDArray[np.float64]


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``asset_value`` (0 to 100, NaN = cannot assess) and ``asset_value_completeness`` (0 to 1) to the parks."""
    parks, table = frame.parks, policy.value(PARAMETER)
    rows = table["indicators"]
    values = np.column_stack([numbers(parks, row["column"]) * float(row["scale"]) for row in rows])
    low, high = _bounds(values[~below_floor(parks, policy)], policy)
    z = _normalized(values, low, high, np.array([row["direction"] for row in rows], dtype=np.float64))
    weights = np.array([row["weight"] for row in rows], dtype=np.float64)
    groups = list(table["groups"])
    member = np.array([[row["group"] == group for row in rows] for group in groups], dtype=np.float64)
    sides = _sides(z, weights, member)
    complete = np.round((~np.isnan(values)) @ weights / weights.sum(), DECIMALS)
    value = sides @ (member @ weights / weights.sum()) * 100
    value = np.where(complete >= policy.number("priority_completeness_min"), value, np.nan)
    found = pd.DataFrame(
        {"asset_value": np.round(value, 6), "asset_value_completeness": np.round(complete, 6)},
        index=parks.index,
    )
    compact = _compact(found, sides, values)
    joined = list(
        map(list, zip(*(plain_numbers(numbers(parks, name)) for name in CONSOLIDATION), strict=True))
    )
    own = plain_numbers(numbers(parks, "area_m2") / M2_PER_MU)
    legend = _legend(policy, plain_numbers(low), plain_numbers(high))
    return Judgement(
        {"parks": found}, legend, lambda row: {"value": compact[row], "joined": [own[row], *joined[row]]}
    )


def _bounds(values: Floats, policy: Policy) -> tuple[Floats, Floats]:
    """Percentiles of the known values (k,), NaN for an indicator that nobody has."""
    shares = [policy.number(f"priority_{name}_percentile") for name in ("low", "high")]
    bounds = np.full((2, values.shape[1]), np.nan)
    for place, column in enumerate(values.T):
        known = column[~np.isnan(column)]
        if known.size:
            bounds[:, place] = np.percentile(known, shares)
    return bounds[0], bounds[1]


def _normalized(values: Floats, low: Floats, high: Floats, direction: Floats) -> Floats:
    """(n, k) in [0, 1], larger is worth more; NaN = unknown, or an indicator that does not tell parks apart."""
    z = np.clip((values - low) / np.where(high > low, high - low, np.nan), 0.0, 1.0)
    return np.asarray(np.where(direction > 0, z, 1.0 - z))


def _sides(z: Floats, weights: Floats, member: Floats) -> Floats:
    """Weighted mean per side of what is known (n, 4); NaN where nothing of a side is."""
    known = ~np.isnan(z)
    total = known @ (member * weights).T
    summed = np.where(known, z, 0.0) @ (member * weights).T
    return np.asarray(np.divide(summed, total, out=np.full_like(total, np.nan), where=total > 0))


def _compact(found: pd.DataFrame, sides: Floats, values: Floats) -> list[list[Any]]:
    """Per park: value, completeness, the sides, the indicators' values; z follows from the percentiles."""
    columns = [plain_numbers(found[name].to_numpy()) for name in found]
    blocks = [_lists(block) for block in (np.round(sides, 4), np.round(values, 4))]
    return list(map(list, zip(*columns, *blocks, strict=True)))


def _lists(block: Floats) -> list[list[float | None]]:
    columns = [[None if each != each else each for each in column] for column in block.T.tolist()]
    return list(map(list, zip(*columns, strict=True)))


def _legend(policy: Policy, low: list[float | None], high: list[float | None]) -> Json:
    table = policy.value(PARAMETER)
    return {
        **cited_parameter(policy, PARAMETER),
        "completeness_min": policy.number("priority_completeness_min"),
        "groups": table["groups"],
        "indicators": [
            {
                "name": row["name"],
                "input": row["column"],
                "label_zh": row["label"]["zh"],
                "label_en": row["label"]["en"],
                **unit_labels(row["unit"]),
                "group": row["group"],
                "direction": row["direction"],
                "weight": row["weight"],
                "p5": bottom,
                "p95": top,
                "dropped": bottom is not None and bottom == top,
            }
            for row, bottom, top in zip(table["indicators"], low, high, strict=True)
        ],
        "consolidation": {"gap_max_m": policy.number(GAP), **cited_parameter(policy, GAP)},
    }


def explain(evidence: Json, legend: Json) -> Json:
    """``value`` with its four sides and every indicator; ``consolidation`` with what would be joined; what is missing."""
    value, complete, sides, values = evidence["value"]
    indicators = [
        {**shared, "value": each, "z": _z(each, shared)}
        for shared, each in zip(legend["indicators"], values, strict=True)
    ]
    groups = zip(legend["groups"].items(), sides, strict=True)
    shared = {
        key: item for key, item in legend.items() if key not in ("groups", "indicators", "consolidation")
    }
    return {
        **shared,
        "label_zh": "存量资产价值",
        "label_en": "stock-asset value",
        **unit_labels("points"),
        "value": value,
        "completeness": complete,
        "sides": [
            {"side": name, "label_zh": label["zh"], "label_en": label["en"], "score": score}
            for (name, label), score in groups
        ],
        "indicators": indicators,
        "consolidation": _consolidation(evidence["joined"], legend["consolidation"]),
        "missing": [missing_input(item["input"]) for item in indicators if item["value"] is None],
    }


def _z(value: float | None, shared: Json) -> float | None:
    low: float | None = shared["p5"]
    high: float | None = shared["p95"]
    if value is None or low is None or high is None or shared["dropped"]:
        return None
    z = min(max((value - low) / (high - low), 0.0), 1.0)
    return round(z if shared["direction"] > 0 else 1.0 - z, 4)


def _consolidation(joined: list[float | None], shared: Json) -> Json:
    """``merges`` says whether the joined land is more than the park's own; unknown while the joined land is."""
    own, total, owners, procedure = joined
    merges = None if own is None or total is None else total > own
    known = dict(zip(CONSOLIDATION, (total, owners, procedure), strict=True))
    return {
        **shared,
        "own_mu": own,
        "total_mu": total,
        "merges": merges,
        "owners": owners,
        "single_owner": None if owners is None else owners <= 1,
        "procedure_share": procedure,
        "missing": [missing_input(name) for name, each in known.items() if each is None],
    }


RULE = Rule("asset_value", judge, explain)
