"""Does an industry suit high floors (工业上楼产业适宜性): five features counted, a listed industry, and scarce land.

云阿云智库 §3: light equipment, small volume, advanced process, low energy and pollution, R&D close to production; only
where land is scarce. Unknown features widen the count to a range.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.policy.model import Policy
from assessment.rules.questions import Question, answers_explained, ask, question_legend, together
from assessment.rules.rule import Json

SOURCE = "urban-village-paths"
INDUSTRIES = ("信息技术", "生物医药", "智能制造", "高新技术", "新材料", "互联网科技", "纳米材料")


def _feature(name: str, zh: str, en: str) -> Question:
    return Question(name, f"suits_{name}", "is", True, zh, en, source=SOURCE, article="三 1")


FEATURES = (
    _feature("light_load", "设备载重小", "light equipment"),
    _feature("small_volume", "原材料及成品体积小", "small volume"),
    _feature("advanced_process", "生产工艺先进", "advanced process"),
    _feature("low_pollution", "能耗和污染小", "low energy use and pollution"),
    _feature("rd_coupling", "研发与量产紧密协同", "R&D close to production"),
)
OTHERS = (
    Question(
        "listed_industry",
        "scheme_listed_industry",
        "is",
        True,
        "属所列产业",
        "a listed industry",
        source=SOURCE,
        article="三 1",
    ),
    Question(
        "land_scarce",
        "land_scarce",
        "is",
        True,
        "土地资源稀缺",
        "land is scarce",
        source=SOURCE,
        article="三 2",
    ),
)


def compact(parks: pd.DataFrame, policy: Policy) -> list[list[Any] | None]:
    return together([ask(question, parks, policy) for question in (*FEATURES, *OTHERS)])


def legend(policy: Policy) -> Json:
    questions = [question_legend(question, policy) for question in (*FEATURES, *OTHERS)]
    return {"questions": questions, "industries_zh": list(INDUSTRIES)}


def explain(evidence: list[Any] | None, shared: Json) -> Json | None:
    """``count`` features of five known to hold, at most ``count_high`` once the unknown ones are known; null if none is."""
    if evidence is None:
        return None
    answers = answers_explained(evidence, shared["questions"])
    features, (listed, scarce) = answers[: len(FEATURES)], answers[len(FEATURES) :]
    count = sum(item["met"] is True for item in features)
    return {
        "count": count,
        "count_high": count + sum(item["met"] is None for item in features),
        "of": len(FEATURES),
        "features": features,
        "listed_industry": listed,
        "industries_zh": shared["industries_zh"],
        "land_scarce": scarce,
        "missing": [item for answer in answers for item in answer["missing"]],
    }
