"""Renewal type by the use that follows (改造类型): 工改工, 工改新 or 工改创 (陈伟等 表1 注)."""

from __future__ import annotations

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.cascade import CANNOT_ASSESS
from assessment.rules.citation import cited
from assessment.rules.gates import missing_input
from assessment.rules.questions import plain_words
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.word_labels import word_label

TYPES = {
    "industrial": "industry_to_industry",
    "new_industry": "industry_to_innovation",
    "creative": "industry_to_creative",
    "other": "other",
}
LABELS = {
    "industry_to_industry": ("工改工", "industry-to-industry", "不改变工业用地性质，继续保留工业用途"),
    "industry_to_innovation": (
        "工改新",
        "industry-to-innovation",
        "利用工业用地发展研发、创意、设计、中试、检测、无污染生产等环节及其配套",
    ),
    "industry_to_creative": ("工改创", "industry-to-creative", "改造为创意园区"),
    "other": ("其他", "other", "改作其他用途"),
    CANNOT_ASSESS: ("无法判定", "cannot assess", ""),
}


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``renewal_type`` (str) to the parks; ``cannot_assess`` while the use after renewal is unknown."""
    uses = plain_words(frame.parks, "renewal_use")
    found = [CANNOT_ASSESS if use is None else TYPES[use] for use in uses]
    parks = pd.DataFrame({"renewal_type": pd.Series(found, index=frame.parks.index, dtype=object)})
    return Judgement({"parks": parks}, cited(policy, "regeneration-paper", "表1 注"), lambda row: uses[row])


def explain(evidence: str | None, legend: Json) -> Json:
    found = CANNOT_ASSESS if evidence is None else TYPES[evidence]
    zh, en, definition = LABELS[found]
    return {
        **legend,
        "renewal_type": found,
        "label_zh": zh,
        "label_en": en,
        "definition": definition,
        "value": evidence,
        "value_label": word_label("renewal_use", evidence) if evidence else None,
        "missing": [] if evidence else [missing_input("renewal_use")],
    }


RULE = Rule("renewal_type", judge, explain)
