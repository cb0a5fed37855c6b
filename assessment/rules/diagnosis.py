"""Diagnosis flags by side (更新问题诊断, 陈伟等 §3 and 表3): what stands in the way on the market's, the operator's and the government's side.

表3 lists six levels and three sides without assigning one to the other; our reading: drive and carriers = market; industry, community
and leasing = operation; policy = government. A flag is raised, not raised, or unknown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.need_counts import NeedCount, ask_count, count_explained, count_legend
from assessment.rules.questions import Question, answers_explained, ask, question_legend, together
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import YES

SIDES = {
    "market": ("市场侧", "market", "“投入—产出”边际效益递减"),
    "operation": ("运营侧", "operation", "空间“运营—提升”整体框架缺乏"),
    "government": ("政府侧", "government", "政策“指引—保障”机制欠缺滞后"),
}
FLAGS: tuple[tuple[str, Question], ...] = (
    (
        "market",
        Question(
            "assembly_cost",
            "assembly_cost_per_mu",
            ">",
            "diagnosis_assembly_to_price_max",
            "土地整理成本高于当地工业地价",
            "assembling land costs more than buying it",
            times="industrial_land_price_per_mu",
        ),
    ),
    (
        "market",
        Question(
            "rent_only",
            "rent_only",
            "is",
            True,
            "集体权属只能出租，不能融资、分割销售",
            "collective tenure: rent only, no mortgage, no sale",
            article="3.1",
        ),
    ),
    (
        "market",
        Question(
            "area_vacancy",
            "area_vacancy_share",
            ">=",
            "diagnosis_vacancy_min",
            "片区载体同质、空置",
            "alike premises of the area stand empty",
        ),
    ),
    (
        "market",
        Question(
            "rival_rent",
            "scheme_rent",
            ">",
            "diagnosis_rival_rent",
            "租金高于周边城市载体",
            "rent above that of rival cities",
        ),
    ),
    (
        "operation",
        Question(
            "relocation",
            "relocation_plan",
            "is",
            False,
            "清退前无产业迁移安置方案",
            "no plan to relocate industry before clearance",
            article="3.3",
        ),
    ),
    (
        "operation",
        Question(
            "leasing",
            "own_leasing",
            "is",
            False,
            "招商依赖外部渠道",
            "leasing depends on outside channels",
            article="3.5",
        ),
    ),
    (
        "government",
        Question(
            "fire",
            "fire_accepted",
            "is",
            False,
            "无消防验收手续",
            "no fire acceptance",
            article="3.6",
        ),
    ),
    (
        "government",
        Question(
            "rebuild_filed",
            "permitted_rebuild",
            "is",
            False,
            "重建仅在三资平台备案",
            "rebuilding only filed on the village-asset platform",
            article="3.6",
        ),
    ),
)
AMENITIES = NeedCount(
    "amenities",
    (
        "need_daily_services",
        "need_diverse_housing",
        "need_schools_health_culture",
        "need_open_space",
        "need_green",
    ),
    "diagnosis_amenities_unmet_min",
    "生活配套功能大部分缺失",
    "most amenities missing",
)


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``problems`` (str) to the parks: sides with a raised flag, joined by a comma; empty if none is raised."""
    answers = [ask(question, frame.parks, policy) for _, question in FLAGS]
    amenities, counts = ask_count(AMENITIES, frame.parks, policy)
    raised: dict[str, list[npt.NDArray[np.bool_]]] = {side: [] for side in SIDES}
    for (side, _), item in zip(FLAGS, answers, strict=True):
        raised[side].append(item.truth == YES)
    raised["operation"].append(amenities == YES)
    sides = [
        [side if up else "" for up in np.logical_or.reduce(parts).tolist()] for side, parts in raised.items()
    ]
    words = [",".join(filter(None, row)) for row in zip(*sides, strict=True)]
    parks = pd.DataFrame({"problems": pd.Series(words, index=frame.parks.index, dtype=object)})
    flags = together(answers)
    compact = [None if row[2] == _NOTHING else row for row in counts]
    legend: Json = {
        "flags": [{**question_legend(question, policy), "side": side} for side, question in FLAGS],
        "amenities": {**count_legend(AMENITIES, policy), "side": "operation"},
        "sides": {side: {"zh": zh, "en": en, "summary_zh": text} for side, (zh, en, text) in SIDES.items()},
    }

    def evidence(row: int) -> list[Any] | None:
        return None if flags[row] is None and compact[row] is None else [flags[row], compact[row]]

    return Judgement({"parks": parks}, legend, evidence)


_NOTHING = (1 << len(AMENITIES.needs)) - 1


def explain(evidence: list[Any] | None, legend: Json) -> Json:
    """Per side its flags: ``met`` true = the problem is there, false = it is not, null = unknown with what is missing."""
    answers, amenities = evidence or (None, None)
    flags = [*answers_explained(answers, legend["flags"]), count_explained(amenities, legend["amenities"])]
    sides = [_side(name, shared, flags) for name, shared in legend["sides"].items()]
    missing = {item["input"]: item for flag in flags for item in flag["missing"]}
    return {
        "sides": sides,
        "raised": sum(side["raised"] for side in sides),
        "missing": list(missing.values()),
    }


def _side(name: str, shared: Json, flags: list[Json]) -> Json:
    own = [flag for flag in flags if flag["side"] == name]
    return {
        "side": name,
        "label_zh": shared["zh"],
        "label_en": shared["en"],
        "summary_zh": shared["summary_zh"],
        "raised": sum(flag["met"] is True for flag in own),
        "unknown": sum(flag["met"] is None for flag in own),
        "flags": own,
    }


RULE = Rule("diagnosis", judge, explain)
