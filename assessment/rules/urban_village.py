"""How an urban village is renewed (城中村改造类别): rebuilt, upgraded, or some of both.

Feasible ⇒ 拆除新建; infeasible ⇒ 整治提升, which must not be forced into rebuilding; between ⇒ 拆整结合. Only villages in the plan and
inside the urban growth boundary (城镇开发边界) of a very large city, which Guangzhou is. Costs leave out public services, for which
the government pays. Consult first, then move industry, then compensate. The list of urban villages reads the same categories.
Source: 云阿云智库, “工业上楼”与“城中村”改造路径分析, §2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.citation import cited, cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.questions import plain_words
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import NO, UNKNOWN, Truth, all_of, as_bool
from assessment.rules.word_labels import word_label

REBUILD, UPGRADE, MIXED = "rebuild", "upgrade", "mixed"
NO_VILLAGE, CANNOT_ASSESS = "not_applicable", "cannot_assess"
CATEGORY_OF = {"feasible": REBUILD, "infeasible": UPGRADE, "between": MIXED}
PLAN, BOUNDARY = "in_urban_village_plan", "within_growth_boundary"
SCOPE = (PLAN, BOUNDARY)
FEASIBILITY, LAND = "village_feasibility", "village_land"
SOURCE, PARAMETER = "urban-village-paths", "urban_village_boundary_required"
LABELS = {
    REBUILD: ("拆除新建", "rebuild"),
    UPGRADE: ("整治提升", "upgrade"),
    MIXED: ("拆整结合", "part rebuilt, part upgraded"),
    NO_VILLAGE: ("不在城中村改造范围", "outside the scope of urban-village renewal"),
    CANNOT_ASSESS: ("无法判定", "cannot assess"),
}
COSTS: Json = {
    "included_zh": ["七通一平", "拆迁补偿", "安置房建设"],
    "included_en": ["site servicing", "demolition compensation", "resettlement housing"],
    "excluded_zh": ["教育、医疗等公共服务设施（政府投入，不摊入成本）"],
    "excluded_en": ["public services such as schools and health care (paid by the government)"],
}
SEQUENCE: Json = {
    "sequence_zh": ["征求村民意见", "产业先行搬迁", "安置补偿"],
    "sequence_en": ["consult the villagers", "move industry first", "compensate and resettle"],
}


@dataclass(frozen=True)
class Categories:
    """Per park (n,): a category, not_applicable outside the scope, or cannot_assess; and which input keeps it open."""

    category: npt.NDArray[np.object_]
    missing: Mapping[str, npt.NDArray[np.bool_]]


def categories(parks: pd.DataFrame, policy: Policy) -> Categories:
    """The category of every park's urban village."""
    asked = SCOPE if policy.flag(PARAMETER) else (PLAN,)
    scope: Truth = all_of([_flag(parks[name]) for name in asked])
    feasibility = parks[FEASIBILITY]
    unknown = (scope == UNKNOWN) | feasibility.isna().to_numpy()
    named = feasibility.map(CATEGORY_OF).to_numpy(dtype=np.object_)
    category = np.where(scope == NO, NO_VILLAGE, np.where(unknown, CANNOT_ASSESS, named)).astype(np.object_)
    open_now = category == CANNOT_ASSESS
    gaps = {
        name: open_now & parks[name].isna().to_numpy() & (name in (*asked, FEASIBILITY))
        for name in (*SCOPE, FEASIBILITY)
    }
    return Categories(category, gaps)


def _flag(column: pd.Series) -> Truth:
    return np.asarray(column.astype("Int8").fillna(int(UNKNOWN)).to_numpy(dtype=np.int8))


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``urban_village`` (str) to the parks: rebuild, upgrade, mixed, not_applicable or cannot_assess."""
    category = categories(frame.parks, policy).category
    flags = [[as_bool(each) for each in _flag(frame.parks[name]).tolist()] for name in SCOPE]
    words = [plain_words(frame.parks, name) for name in (FEASIBILITY, LAND)]
    rows = list(map(list, zip(category.tolist(), *flags, *words, strict=True)))
    nothing = [CANNOT_ASSESS, None, None, None, None]
    parks = pd.DataFrame({"urban_village": category}, index=frame.parks.index)
    return Judgement(
        {"parks": parks}, _legend(policy), lambda row: None if rows[row] == nothing else rows[row]
    )


def _legend(policy: Policy) -> Json:
    return {
        **cited(policy, SOURCE, "二 类别划分"),
        "boundary_required": policy.flag(PARAMETER),
        "scope": cited_parameter(policy, PARAMETER),
        "costs": {**COSTS, **cited(policy, SOURCE, "二 实施主体与实施路径")},
        "steps": {**SEQUENCE, **cited(policy, SOURCE, "二 做好、做足、做实三件事")},
    }


def explain(evidence: list[Any] | None, legend: Json) -> Json:
    """The category with its inputs; ``costs`` and ``steps`` where there is one; ``must_not_force`` where not feasible."""
    found, plan, boundary, feasible, land = evidence or [CANNOT_ASSESS, None, None, None, None]
    zh, en = LABELS[found]
    concerned = found in CATEGORY_OF.values()
    values = {PLAN: plan, BOUNDARY: boundary, FEASIBILITY: feasible, LAND: land}
    asked = [PLAN, *([BOUNDARY] if legend["boundary_required"] else []), FEASIBILITY]
    missing = [name for name in asked if values[name] is None] if found == CANNOT_ASSESS else []
    return {
        **{key: legend[key] for key in ("article", "source", "source_title", "assumption", "scope")},
        "urban_village": found,
        "label_zh": zh,
        "label_en": en,
        "must_not_force": feasible == "infeasible",
        "inputs": [{**missing_input(name), "value": value} for name, value in values.items()],
        "feasibility_label": word_label(FEASIBILITY, feasible) if feasible else None,
        "land_label": word_label(LAND, land) if land else None,
        "costs": legend["costs"] if concerned else None,
        "steps": legend["steps"] if concerned else None,
        "missing": [missing_input(name) for name in missing],
    }


RULE = Rule("urban_village", judge, explain)
