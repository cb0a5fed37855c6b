"""Job–housing pattern (职住关系, 陈伟等 表2 产城融合特征): balanced on the site, in the cluster, by commuting, or not at all.

The paper shows the first three; "mismatch" (失配) is what remains, ours. Good transit is a metro station within reach or commuting
needs that are met.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.cascade import CANNOT_ASSESS, UNDECIDED, first_of, pending
from assessment.rules.questions import Question, answers_explained, ask, question_legend, together
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import any_of

LABELS = {
    "site_balance": ("改造范围职住平衡", "balanced on the site"),
    "cluster_balance": ("产业片区职住平衡", "balanced in the industrial cluster"),
    "free_commuting": ("自由通勤职住分离", "apart, with free commuting"),
    "mismatch": ("职住失配", "mismatch"),
    CANNOT_ASSESS: UNDECIDED,
}
STEPS = ("site_balance", "cluster_balance", "free_commuting")
QUESTIONS = (
    Question(
        "onsite_housing",
        "onsite_housing",
        "is",
        True,
        "改造范围内有居住",
        "housing on the site",
        article="2.3.1、表2",
    ),
    Question(
        "cluster_housing",
        "cluster_housing",
        "is",
        True,
        "产业片区内有居住",
        "housing in the cluster",
        article="2.2.1、表2",
    ),
    Question(
        "metro",
        "metro_distance_m",
        "<=",
        "job_housing_metro_max",
        "邻近地铁站",
        "a metro station within reach",
    ),
    Question(
        "commuting",
        "need_commuting",
        "among",
        ("met",),
        "通勤便捷",
        "commuting needs are met",
        article="2.1.1、表2",
    ),
)


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``job_housing`` (str) to the parks."""
    answers = [ask(question, frame.parks, policy) for question in QUESTIONS]
    onsite, cluster, metro, commuting = (item.truth for item in answers)
    steps = list(zip(STEPS, (onsite, cluster, any_of([metro, commuting])), strict=True))
    found = first_of(steps, "mismatch")
    names, rows = found.tolist(), together(answers)
    legend: Json = {"questions": [question_legend(question, policy) for question in QUESTIONS]}
    parks = pd.DataFrame({"job_housing": found}, index=frame.parks.index)
    return Judgement({"parks": parks}, legend, lambda row: [names[row], rows[row]])


def explain(evidence: list[Any], legend: Json) -> Json:
    found, compact = evidence
    parts = answers_explained(compact, legend["questions"])
    zh, en = LABELS[found]
    missing = pending([parts[:1], parts[1:2], parts[2:]]) if found == CANNOT_ASSESS else []
    return {
        "job_housing": found,
        "label_zh": zh,
        "label_en": en,
        "assumption": found == "mismatch",
        "parts": parts,
        "missing": missing,
    }


RULE = Rule("job_housing", judge, explain)
