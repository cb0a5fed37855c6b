"""Development stage of the industrial community (产业社区发展阶段, 陈伟等 1.2, 图3): growth, bottleneck or decline.

The paper: cheap collective property spreads quickly (发展期); then the quality of space keeps talent away (瓶颈期); then the
functions of space, too little and too uniform, hold upgrading back (衰退期). It gives no figures; ours are assumptions: decline
shows as vacancy, the bottleneck as old low-rise buildings or unmet needs of talent.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.cascade import CANNOT_ASSESS, UNDECIDED, first_of, pending
from assessment.rules.need_counts import NeedCount, ask_count, count_explained, count_legend
from assessment.rules.questions import Question, ask, question_explained, question_legend
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import any_of

LABELS = {
    "growth": ("发展期", "growth", "低成本集体物业快速扩展"),
    "bottleneck": ("瓶颈期", "bottleneck", "空间质量阻碍人才引进"),
    "decline": ("衰退期", "decline", "空间不足、功能单一限制产业升级"),
    CANNOT_ASSESS: (*UNDECIDED, ""),
}
VACANCY = Question(
    "vacancy", "vacancy_share", ">=", "stage_decline_vacancy_min", "空间不适用而空置", "space stands empty"
)
LOWRISE = Question(
    "lowrise",
    "pre2000_lowrise_share",
    ">=",
    "stage_bottleneck_lowrise_min",
    "老旧低层厂房为主",
    "mostly old low-rise buildings",
)
TALENT = NeedCount(
    "talent_needs",
    ("need_daily_services", "need_diverse_housing", "need_schools_health_culture"),
    "stage_bottleneck_talent_unmet_min",
    "人才需求多数未满足",
    "most needs of talent unmet",
)


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``stage`` (str) to the parks."""
    vacancy, lowrise = (ask(question, frame.parks, policy) for question in (VACANCY, LOWRISE))
    talent, counts = ask_count(TALENT, frame.parks, policy)
    steps = [("decline", vacancy.truth), ("bottleneck", any_of([lowrise.truth, talent]))]
    found = first_of(steps, "growth")
    names = found.tolist()
    rows = list(map(list, zip(vacancy.compact(), lowrise.compact(), counts, strict=True)))
    legend: Json = {
        "questions": [question_legend(question, policy) for question in (VACANCY, LOWRISE)],
        "count": count_legend(TALENT, policy),
    }
    parks = pd.DataFrame({"stage": found}, index=frame.parks.index)
    return Judgement({"parks": parks}, legend, lambda row: [names[row], *rows[row]])


def explain(evidence: list[Any], legend: Json) -> Json:
    found, vacancy, lowrise, talent = evidence
    parts = [
        question_explained(vacancy, legend["questions"][0]),
        question_explained(lowrise, legend["questions"][1]),
        count_explained(talent, legend["count"]),
    ]
    zh, en, description = LABELS[found]
    missing = pending([parts[:1], parts[1:]]) if found == CANNOT_ASSESS else []
    return {
        "stage": found,
        "label_zh": zh,
        "label_en": en,
        "description_zh": description,
        "article": "1.2、图3",
        "assumption": True,
        "parts": parts,
        "missing": missing,
    }


RULE = Rule("stage", judge, explain)
