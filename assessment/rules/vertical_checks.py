"""The thresholds of vertical factories (工业上楼) by path: which apply, and what each is held against.

深圳〔2023〕20号, as quoted by 云阿云智库: general requirements, overridden by those of the path. Listed land may be held or sold as
its scheme says; new supply leaves dormitories open; land preparation follows new supply, its retained land being held whole.
"""

from __future__ import annotations

from typing import Any

from assessment.columns.scheme import PATHS
from assessment.policy.model import Policy
from assessment.rules.questions import Question, question_legend

SOURCE = "shenzhen-2023-20"
RENEWAL, NEW_SUPPLY = ("urban_renewal",), ("new_supply_listing", "new_supply_agreement")
WITH_DORMITORY = ("urban_renewal", "capacity_raise")
PREPARATION = ("land_preparation",)
UNLISTED = tuple(path for path in PATHS if path != "new_supply_listing")

CHECKS: tuple[tuple[Question, tuple[str, ...]], ...] = (
    (
        Question("irr", "scheme_irr", "<=", "vertical_irr_max", "内部收益率不超过上限", "IRR within its cap"),
        PATHS,
    ),
    (
        Question(
            "self_hold",
            "scheme_self_hold_share",
            ">=",
            "vertical_self_hold_min",
            "自持比例不低于下限",
            "enough held",
            key="general",
        ),
        UNLISTED,
    ),
    (
        Question(
            "rent", "scheme_rent", "<=", "vertical_rent_max", "平均租金不超过上限", "mean rent within its cap"
        ),
        PATHS,
    ),
    (
        Question(
            "rent_growth",
            "scheme_rent_growth",
            "<=",
            "vertical_rent_growth_max",
            "租金年涨幅不超过上限",
            "rent growth within its cap",
        ),
        PATHS,
    ),
    (
        Question(
            "dormitory",
            "scheme_dormitory_share",
            ">=",
            "vertical_dormitory_min",
            "宿舍不低于下限",
            "enough dormitories",
        ),
        WITH_DORMITORY,
    ),
    (
        Question(
            "far", "scheme_far", "<=", "vertical_far_max", "容积率不超过上限", "plot ratio within its cap"
        ),
        PATHS,
    ),
    (
        Question(
            "term", "scheme_term_years", "=", "vertical_term_years", "出让年限符合规定", "term as prescribed"
        ),
        PATHS,
    ),
    (
        Question(
            "listed_industry",
            "scheme_listed_industry",
            "is",
            True,
            "产业属“20+8”方向",
            "industry within 20+8",
            source=SOURCE,
            article="总体要求",
        ),
        PATHS,
    ),
    (
        Question(
            "factory_share",
            "scheme_factory_share",
            ">=",
            "vertical_factory_share_min",
            "厂房占比不低于下限",
            "enough factories",
        ),
        RENEWAL,
    ),
    (
        Question(
            "factory_kept",
            "scheme_factory_gfa_m2",
            ">=",
            "vertical_factory_to_existing_min",
            "厂房面积不少于现状",
            "no less factory floor area than today",
            times="existing_factory_gfa_m2",
        ),
        RENEWAL,
    ),
    (
        Question(
            "housing",
            "scheme_housing_share",
            "<=",
            "vertical_housing_share_max",
            "住宅占比不超过上限",
            "housing within its cap",
        ),
        RENEWAL,
    ),
    (
        Question(
            "schools",
            "scheme_schools_provided",
            "is",
            True,
            "按标准配建教育等设施",
            "schools to standard",
            source=SOURCE,
            article="实施路径一",
        ),
        RENEWAL,
    ),
    (
        Question(
            "handover",
            "scheme_handover_ha",
            ">",
            "vertical_handover_min_ha",
            "移交政府用地超过下限",
            "enough land handed over",
        ),
        PREPARATION,
    ),
)


def limit_key(question: Question, path: str, policy: Policy) -> str | None:
    """The entry of a table of limits that the path has, its own before the general one."""
    if question.key is None:
        return None
    return path if path in policy.value(str(question.limit)) else question.key


def check_legend(question: Question, paths: tuple[str, ...], policy: Policy) -> dict[str, Any]:
    """What every scheme's check has in common; ``thresholds`` by path where they differ."""
    shared = {**question_legend(question, policy), "paths": list(paths)}
    if question.key is None:
        return shared
    limits = {
        path: policy.number(str(question.limit), limit_key(question, path, policy))
        for path in PATHS
        if path in paths
    }
    return {**shared, "thresholds": limits}
