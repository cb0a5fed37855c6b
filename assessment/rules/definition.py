"""Is it a village industrial park at all (村镇工业集聚区的界定): whose land, what use, how large.

陈伟等 §0: land owned by the village collective, state land whose use right is the village's included, that is or was
mainly used for industry, storage or logistics; §1.1.1: 5,000 m² or more. Each part is yes, no or unknown, and so is the
whole: one "no" settles it. The area is that of the surveyed polygon, not the sum of the certificates.
"""

from __future__ import annotations

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.cascade import UNDECIDED
from assessment.rules.questions import Question, answers_explained, ask, question_legend
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import all_of, any_of, as_bool

QUESTIONS = (
    Question(
        "ownership",
        "ownership",
        "among",
        ("collective", "state_held_by_village"),
        "集体土地，或使用权属村集体的国有土地",
        "collective land, or state land whose use right is the village's",
        article="0 引言",
    ),
    Question(
        "current_use",
        "main_use",
        "among",
        ("industrial", "logistics"),
        "现状主要为工业、仓储物流",
        "mainly industry, storage or logistics today",
        article="0 引言",
    ),
    Question(
        "historic_use",
        "historic_industrial_use",
        "is",
        True,
        "历史上主要为工业、仓储物流",
        "mainly industry, storage or logistics in the past",
        article="0 引言",
    ),
    Question("area", "area_m2", ">=", "park_area_min", "用地面积达到下限", "land area reaches the floor"),
)

LABELS: dict[bool | None, tuple[str, str]] = {
    True: ("属村镇工业集聚区", "a village industrial park"),
    False: ("不属村镇工业集聚区", "no village industrial park"),
    None: UNDECIDED,
}


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``is_park`` (boolean, NA = cannot assess) to the parks."""
    answers = [ask(question, frame.parks, policy) for question in QUESTIONS]
    owned, used, formerly, large = (item.truth for item in answers)
    whole = all_of([owned, any_of([used, formerly]), large])
    found = pd.array([as_bool(each) for each in whole.tolist()], dtype="boolean")
    parks = pd.DataFrame({"is_park": found}, index=frame.parks.index)
    rows = [list(row) for row in zip(*(item.compact() for item in answers), strict=True)]
    met = [as_bool(each) for each in whole.tolist()]
    legend: Json = {"questions": [question_legend(question, policy) for question in QUESTIONS]}
    return Judgement({"parks": parks}, legend, lambda row: {"is_park": met[row], "answers": rows[row]})


def explain(evidence: Json, legend: Json) -> Json:
    """``missing`` names only what could still change the answer: nothing once a part says no, one use is enough."""
    parts = answers_explained(evidence["answers"], legend["questions"])
    by_name = {part["name"]: part for part in parts}
    pending = [] if evidence["is_park"] is not None else parts
    if any(by_name[name]["met"] for name in ("current_use", "historic_use")):
        pending = [part for part in pending if part["name"] not in ("current_use", "historic_use")]
    zh, en = LABELS[evidence["is_park"]]
    return {
        "is_park": evidence["is_park"],
        "label_zh": zh,
        "label_en": en,
        "parts": parts,
        "missing": [item for part in pending for item in part["missing"]],
    }


RULE = Rule("definition", judge, explain)
