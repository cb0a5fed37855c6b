"""Coverage of the evaluation and progress of renewal (评价覆盖面与目标进度), by town and year, in 亩.

增城征求意见稿 一（三）1: evaluated are by 2023 all enterprises above scale, by 2024 those in an industrial block on 10 亩 or
more, by 2025 all in a block; 2: 工改工 on 1,000 亩 in 2022 and on 5,000 亩 from 2023 to 2025. The targets are Zengcheng's:
other districts have areas and no target. What is unknown counts neither way, and a target that it could still decide is open.
"""

from __future__ import annotations

import pandas as pd

from assessment.frame import Frame
from assessment.lists.coverage_evaluation import evaluation_rows
from assessment.lists.coverage_renewal import renewal_rows, target_rows
from assessment.lists.coverage_words import EFFECTS, INPUTS, REASONS, STATUSES
from assessment.lists.listing import Json, Overview, OverviewRule, Results
from assessment.lists.words import DRAFT, grounded, labels, sources_of
from assessment.policy.model import Policy

PARAMETERS = ("coverage_years", "coverage_land_min", "renewal_targets")


def judge(frame: Frame, policy: Policy, results: Results) -> Overview:
    """Rows by town (by district where the town is unknown), then the targets by district."""
    town_of_park = _towns(frame.parcels)
    rows = [
        *evaluation_rows(frame, results["enterprises"], town_of_park, policy),
        *renewal_rows(frame),
        *target_rows(frame, policy),
    ]
    return Overview(rows, _legend(policy))


def _towns(parcels: pd.DataFrame) -> pd.Series:
    """Park to the town that all its parcels name; a park without one is absent."""
    named = parcels.loc[parcels["town_code"].notna(), ["park_id", "town_code"]]
    towns = named.groupby("park_id")["town_code"].agg(["first", "nunique"])
    return towns.loc[towns["nunique"] == 1, "first"]


def _legend(policy: Policy) -> Json:
    return {
        "statuses": labels(STATUSES),
        "reasons": grounded(REASONS),
        "effects": grounded(EFFECTS),
        "inputs": list(INPUTS),
        "columns": [],
        "checks": [],
        "amounts": [],
        "thresholds": [policy.parameter(name).as_dict() for name in PARAMETERS],
        "basis": DRAFT,
        "sources": sources_of(policy, [DRAFT]),
    }


RULE = OverviewRule(
    "coverage", "评价覆盖与改造目标进度", "Coverage of the evaluation and renewal targets", judge
)
