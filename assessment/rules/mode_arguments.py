"""Arguments for and against each renewal mode (改造模式的论据, 陈伟等 §2, §4): they support, the gates decide.

An argument answered yes, or no, speaks for (+1) or against (−1) the modes named; unknown speaks for nobody. Among modes
that the gates leave equal, the better supported one comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from assessment.policy.model import Policy
from assessment.rules.questions import Compact, Question, answers_explained, ask, question_legend, together
from assessment.rules.rule import Json


@dataclass(frozen=True, slots=True)
class Argument:
    """``yes`` and ``no``: mode to +1 or −1, by the answer."""

    question: Question
    yes: dict[str, int]
    no: dict[str, int] = field(default_factory=dict)


def _flag(name: str, zh: str, en: str, article: str) -> Question:
    return Question(name, name, "is", True, zh, en, article=article)


ARGUMENTS = (
    Argument(
        _flag("rebuild_blocked", "短期内难以重建", "rebuilding blocked in the short term", "4.1.1"),
        {"micro": 1, "comprehensive": -1},
        {"micro": -1},
    ),
    Argument(
        _flag("industry_chain", "已有完备产业链条基础", "an industry chain to build on", "4.1.1"),
        {"micro": 1},
        {"micro": -1},
    ),
    Argument(
        Question(
            "contiguous_scale",
            "contiguous_mu",
            ">=",
            "mode_contiguous_scale_min",
            "具备集中连片规模",
            "contiguous scale",
        ),
        {"micro": 1},
        {"micro": -1},
    ),
    Argument(
        Question(
            "low_cost",
            "assembly_cost_per_mu",
            "<=",
            "mode_low_cost_max",
            "成本低",
            "low cost",
            times="industrial_land_price_per_mu",
        ),
        {"micro": 1},
        {"micro": -1, "comprehensive": -1},
    ),
    Argument(
        _flag("skilled_operator", "有成熟运营商或P+EPC+O", "a skilled operator or P+EPC+O", "4.1.2"),
        {"micro": 1},
        {"micro": -1},
    ),
    Argument(
        Question(
            "land_route",
            "land_route",
            "among",
            ("transfer", "to_state", "consolidation"),
            "有用地路径（流转、转国有或土地整理）",
            "a land route: transfer, state land or consolidation",
            article="4.2.1、4.2.2",
        ),
        {"comprehensive": 1},
        {"comprehensive": -1},
    ),
    Argument(
        Question(
            "production_use",
            "renewal_use",
            "among",
            ("industrial", "new_industry"),
            "改造后用于生产研发",
            "production or R&D is to follow",
            article="4.2.3",
        ),
        {"comprehensive": 1},
        {"comprehensive": -1},
    ),
    Argument(
        Question(
            "production_demand",
            "leading_industry_share",
            ">=",
            "mode_production_demand_min",
            "有生产研发需求",
            "demand for production and R&D space",
        ),
        {"comprehensive": 1},
        {"comprehensive": -1},
    ),
    Argument(
        _flag("mixed_with_old_village", "园区与旧村居混杂", "entangled with the old village", "2.3、4.3"),
        {"whole_village": 1},
        {"whole_village": -1},
    ),
    Argument(
        _flag("mixed_tenure", "权属混杂", "mixed tenure", "2.3.2"),
        {"whole_village": 1, "comprehensive": -1},
        {"whole_village": -1},
    ),
    Argument(
        _flag("housing_needed", "需平衡居住", "housing is needed", "2.3.1、4.3.3"),
        {"whole_village": 1},
        {"whole_village": -1},
    ),
    Argument(
        _flag("rent_only", "只能出租回笼资金", "only rent pays the investment back", "3.1"),
        {"comprehensive": -1},
    ),
    Argument(
        Question(
            "renewed",
            "renewal_status",
            "among",
            ("done",),
            "改造已完成",
            "renewal is done",
            source="derived",
            article="参照陈伟等 §2",
        ),
        {"keep": 1, "micro": -1, "comprehensive": -1, "whole_village": -1},
    ),
    Argument(
        Question(
            "village_infeasible",
            "village_feasibility",
            "among",
            ("infeasible",),
            "城中村不具备拆除新建条件，不可强行推进",
            "rebuilding the urban village must not be forced",
            source="urban-village-paths",
            article="二 类别划分",
        ),
        {"keep": 1, "whole_village": -1},
    ),
    Argument(
        Question(
            "sound",
            "structurally_sound",
            "is",
            True,
            "建筑结构安全",
            "buildings are sound",
            source="derived",
            article="参照陈伟等 3.6",
        ),
        {"keep": 1},
        {"keep": -1, "comprehensive": 1},
    ),
)
QUESTIONS = tuple(argument.question for argument in ARGUMENTS)


def compact(parks: pd.DataFrame, policy: Policy) -> list[list[Compact] | None]:
    return together([ask(question, parks, policy) for question in QUESTIONS])


def legend(policy: Policy) -> list[Json]:
    return [
        {**question_legend(argument.question, policy), "yes": argument.yes, "no": argument.no}
        for argument in ARGUMENTS
    ]


def sides(mode: str, candidate: Json, answers: list[Json]) -> Json:
    """``for``, ``against`` and ``open`` of a mode: its gates first, then the arguments; ``balance`` counts these only."""
    found: dict[str, list[Json]] = {"for": [], "against": [], "open": []}
    for gate in candidate["gates"]:
        found[{True: "for", False: "against", None: "open"}[gate["met"]]].append({**gate, "kind": "gate"})
    balance = 0
    for answer in answers:
        weight = {True: answer["yes"], False: answer["no"], None: {**answer["yes"], **answer["no"]}}[
            answer["met"]
        ]
        if mode not in weight:
            continue
        side = "open" if answer["met"] is None else "for" if weight[mode] > 0 else "against"
        balance += 0 if answer["met"] is None else weight[mode]
        shown = {key: item for key, item in answer.items() if key not in ("yes", "no")}
        found[side].append({**shown, "kind": "argument"})
    return {**found, "balance": balance}


def explained(evidence: list[Any] | None, shared: list[Json]) -> list[Json]:
    return answers_explained(evidence, shared)
