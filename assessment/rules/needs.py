"""Needs checklist (需求清单, 陈伟等 表2): enterprises, talent and vitality, three items each, and how many are unmet.

表2 marks with √ what is met, being built or being completed, so by default only "none" counts as unmet (policy). The count
must agree with the surveyed number of unmet needs; where it cannot, the explanation says so and neither is changed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from assessment.columns.needs import NEEDS, STATES
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.citation import cited, cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.need_counts import unmet_table
from assessment.rules.questions import numbers, plain_numbers
from assessment.rules.rule import Json, Judgement, Rule

NAMES = tuple(column.name for column in NEEDS)
GROUPS = {
    "enterprise": ("企业需求", "enterprises", NAMES[:3]),
    "talent": ("人才需求", "talent", NAMES[3:6]),
    "vitality": ("活力需求", "vitality", NAMES[6:]),
}
STATE_LABELS = {
    "met": ("已满足", "met", "√"),
    "building": ("在建或待建", "being built or planned", "√（在建）"),
    "partial": ("完善中", "being completed", "√（完善中）"),
    "none": ("无", "none", "—"),
}


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``needs_agree`` (boolean) to the parks: False where checklist and surveyed count contradict, NA if not comparable."""
    unmet = unmet_table(frame.parks, policy, NAMES)
    low = np.nansum(unmet, axis=1)
    high = low + np.isnan(unmet).sum(axis=1)
    given = numbers(frame.parks, "unmet_needs")
    comparable = ~np.isnan(given) & ~np.isnan(unmet).all(axis=1)
    agree = (np.round(given - low, 6) >= 0) & (np.round(high - given, 6) >= 0)
    answers = [bool(yes) if can else None for yes, can in zip(agree, comparable, strict=True)]
    place = {state: at for at, state in enumerate(STATES)}
    columns = [[place.get(word) for word in frame.parks[name].tolist()] for name in NAMES]
    rows = [
        list(row) if any(each is not None for each in row) else None for row in zip(*columns, strict=True)
    ]
    surveyed, lows, highs = plain_numbers(given), low.tolist(), high.tolist()

    def evidence(row: int) -> list[Any] | None:
        return None if rows[row] is None else [rows[row], lows[row], highs[row], surveyed[row], answers[row]]

    parks = pd.DataFrame({"needs_agree": pd.array(answers, dtype="boolean")}, index=frame.parks.index)
    return Judgement({"parks": parks}, _legend(policy), evidence)


def _legend(policy: Policy) -> Json:
    return {
        **cited(policy, "regeneration-paper", "表2"),
        "counted": {
            **cited_parameter(policy, "needs_counted_as_met"),
            "met": policy.value("needs_counted_as_met"),
        },
        "states": {
            state: {"zh": zh, "en": en, "mark": mark} for state, (zh, en, mark) in STATE_LABELS.items()
        },
    }


def explain(evidence: list[Any] | None, legend: Json) -> Json:
    """Three groups of three items with their states; ``unmet`` to ``unmet_high``; ``conflict`` with the surveyed count."""
    states, low, high, surveyed, agree = evidence or [[None] * len(NAMES), 0.0, float(len(NAMES)), None, None]
    by_name = {name: None if at is None else STATES[at] for name, at in zip(NAMES, states, strict=True)}
    known = evidence is not None
    shared = {key: value for key, value in legend.items() if key != "states"}
    return {
        **shared,
        "groups": [
            {
                "name": name,
                "label_zh": zh,
                "label_en": en,
                "items": [_item(each, by_name[each], legend) for each in items],
            }
            for name, (zh, en, items) in GROUPS.items()
        ],
        "unmet": low if known else None,
        "unmet_high": high if known else None,
        "surveyed": surveyed,
        "conflict": agree is False,
        "conflict_zh": f"清单未满足 {_span(low, high)} 项，调查为 {surveyed:g} 项"
        if agree is False
        else None,
        "conflict_en": f"checklist: {_span(low, high)} unmet, survey: {surveyed:g}"
        if agree is False
        else None,
        "missing": [missing_input(name) for name, state in by_name.items() if state is None],
    }


def _item(name: str, state: str | None, legend: Json) -> Json:
    named = missing_input(name)
    return {**named, "state": state, "state_label": legend["states"][state] if state else None}


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


RULE = Rule("needs", judge, explain)
