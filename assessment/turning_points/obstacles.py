"""Why a change of figures does not move a grade: what stands in the way, by which article, and what would remove it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.policy.model import Policy
from assessment.rules.gates import rounded
from assessment.rules.graded_tables import Place, regraded
from assessment.rules.land_efficiency import REASONS, evidence_of, explain, legend_of
from assessment.rules.set_aside import set_aside
from assessment.turning_points.group_trial import GroupTrial
from assessment.turning_points.steps import Lever
from assessment.units import unit_labels

Json = dict[str, Any]

GROUNDS = {
    "not_uploaded": "grade_forced_not_uploaded",
    "falsified": "grade_forced_falsified",
    "public_utility": "grade_unsuitable_utility",
    "new_operation": "grade_unsuitable_years",
    "below_threshold": "park_area_min",
    "group_too_small": "grade_group_min",
    "no_baseline": "grade_baseline_multiple",
}
"""The parameter by which a subject is not ranked; without figures it is the profile that asks for them."""
BOUNDS = {
    "cap": ("比值已封顶，再高不加分", "the ratio is at its cap: more earns nothing"),
    "cap_short": ("即使到封顶值也不够", "not enough even at the cap"),
    "maximum": ("已是可能的最大值", "the value is the largest possible"),
    "maximum_short": ("即使到可能的最大值也不够", "not enough even at the largest value possible"),
    "floor": ("已不得分，再低不减分", "it earns nothing: less costs nothing"),
    "floor_short": ("即使降到零也不变", "no change even at zero"),
    "": ("改变该项不足以变档", "no change of this input moves the grade"),
}


def obstacle_of(name: str, table: pd.DataFrame, row: int, place: Place, policy: Policy) -> Json:
    """What keeps a subject from being ranked; ``resolved``: its standing, by the rule run again, once data not uploaded
    are uploaded."""
    reason = str(place.part.graded.reason[place.at])
    zh, en = REASONS[reason]
    shown = explain(evidence_of(place.part, place.at), legend_of(place.part, policy))
    ground = policy.parameter(GROUNDS[reason]) if reason in GROUNDS else place.part.profile.ground
    return {
        "reason": reason,
        "reason_zh": zh,
        "reason_en": en,
        "ground": {
            key: value for key, value in ground.as_dict().items() if reason in GROUNDS or key != "value"
        },
        "missing": shown["missing"],
        "resolved": _uploaded(name, table, row, place, policy) if reason == "not_uploaded" else None,
    }


def why_not(trial: GroupTrial, lever: Lever) -> Json:
    """Why no change of this one input moves the grade."""
    code = lever.bound if lever.room <= 0 or not lever.bound else f"{lever.bound}_short"
    zh, en = BOUNDS[code]
    shown: Json = {
        "name": lever.column.name,
        "label_zh": lever.column.label_zh,
        "label_en": lever.column.label_en,
        **unit_labels(lever.column.unit),
        "from": lever.start,
        "possible": False,
        "reason": code or "no_effect",
        "reason_zh": zh,
        "reason_en": en,
        "limit": rounded(lever.limit) if lever.bound else None,
    }
    profile = trial.place.part.profile
    if lever.bound != "cap":
        return shown
    ground = profile.ground if "cap" in profile.own else trial.policy.parameter("grade_ratio_cap")
    return {**shown, "source": ground.source, "article": ground.article}


def _uploaded(name: str, table: pd.DataFrame, row: int, place: Place, policy: Policy) -> Json:
    """The subject with its data uploaded: it takes part, and everybody's baseline and quota move with it."""
    own = table.iloc[[row]].copy()
    own["uploaded"] = pd.array([True], dtype="boolean")
    aside = place.part.aside.copy()
    aside[place.at] = set_aside(name, own, policy)[0]
    graded = regraded(place.part, table.iloc[place.part.rows], policy, aside).graded
    return {
        "name": "uploaded",
        "from": False,
        "to": True,
        "grade": graded.grade[place.at],
        "reason": str(graded.reason[place.at]),
        "rank": int(graded.rank[place.at]) or None,
        "score": rounded(graded.score[place.at]),
        "verified": True,
    }
