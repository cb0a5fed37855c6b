"""What goes with each renewal mode (策略与抓手, 陈伟等 §2, §4): who leads, the strategy, the levers, and where operators go."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.policy.model import Policy
from assessment.rules.citation import cited, cited_parameter
from assessment.rules.questions import plain_words
from assessment.rules.rule import Json

Lever = tuple[str, str, tuple[str, ...]]

STRATEGIES: dict[str, dict[str, Any]] = {
    "micro": {
        "zh": "生态：土壤＋种子＋手艺＋养分",
        "en": "ecology: soil, seed, craft and nutrients",
        "lead": ("企业（运营商）主导", "led by the operator"),
        "article": "4.1",
        "levers": (
            ("优选核心地段和产业环境", "core location with an industry chain", ()),
            ("严控成本、工艺标准化；P+EPC+O", "standardized craft at low cost; P+EPC+O", ()),
            ("众创空间—孵化器—加速器—总部基地", "from maker space to headquarters", ()),
        ),
    },
    "comprehensive": {
        "zh": "共赢：村集体＋政府＋开发商＋生产企业",
        "en": "win-win: collective, government, developer and manufacturers",
        "lead": ("村集体与开发商合作", "the village with a developer"),
        "article": "4.2",
        "levers": (
            ("集体土地使用权流转、转国有或土地整理", "transfer, state land or consolidation", ()),
            (
                "分割转让（京广协同创新中心、东莞）",
                "split transfer (Jingguang, Dongguan)",
                ("split_transfer_jingguang", "split_transfer_dongguan"),
            ),
            ("配比住宅（深圳工业上楼）", "a share of housing (Shenzhen)", ("housing_shenzhen",)),
            (
                "生产性厂房层高（米）",
                "storey height of factories (m)",
                ("factory_storey_low", "factory_storey_high"),
            ),
            (
                "高层厂房层高（米）",
                "storey height of high-rise factories (m)",
                ("high_rise_storey_low", "high_rise_storey_high"),
            ),
        ),
    },
    "whole_village": {
        "zh": "平衡：规划＋产业＋人才＋资金",
        "en": "balance: planning, industry, talent and funds",
        "lead": ("政府主导", "led by the government"),
        "article": "2.3、4.3",
        "levers": (
            (
                "土地储备＋旧厂改造＋旧村改造＋留用地开发＋拆违治乱",
                "land banking, old factories, old village, retained land, illegal buildings",
                (),
            ),
            ("各地块共享绿地占比", "shared green of each plot", ("shared_green_low", "shared_green_high")),
            ("村民安置房、普通中小户型、保障性租赁住房", "resettlement, small and rental housing", ()),
        ),
    },
    "keep": {
        "zh": "经常性整治提升",
        "en": "steady improvement",
        "lead": ("村集体", "the village collective"),
        "source": "urban-village-paths",
        "article": "二 类别划分",
        "levers": (("消除消防与结构隐患、完善配套", "remove hazards, complete amenities", ()),),
    },
}
SITING = {
    2: ("yes", "运营商首选", "preferred by operators"),
    1: ("weak", "效益不理想", "weak returns"),
    0: ("no", "运营商不作考虑", "not considered by operators"),
}
INSTEAD = {"zh": ["合作开发", "政府征收"], "en": ["joint development", "government acquisition"]}


def legend(policy: Policy) -> Json:
    """Strategies by mode, with the figures of their levers, and what the siting preference rests on."""
    figures = policy.value("mode_levers")
    hurdles = {**cited_parameter(policy, "operator_hurdles"), "values": policy.value("operator_hurdles")}
    strategies = {mode: _strategy(content, figures, policy) for mode, content in STRATEGIES.items()}
    strategies["micro"]["hurdles"] = hurdles
    return {"strategies": strategies, "siting": cited_parameter(policy, "siting_preference")}


def _strategy(content: dict[str, Any], figures: dict[str, float], policy: Policy) -> Json:
    lead_zh, lead_en = content["lead"]
    levers = [
        {"zh": zh, "en": en, "values": [figures[name] for name in names if name in figures]}
        for zh, en, names in content["levers"]
    ]
    return {
        "zh": content["zh"],
        "en": content["en"],
        "lead_zh": lead_zh,
        "lead_en": lead_en,
        "levers": levers,
        **cited(policy, content.get("source", "regeneration-paper"), content["article"]),
    }


def siting(parks: pd.DataFrame, policy: Policy) -> list[int]:
    """2 yes, 1 weak, 0 no, by district (n,)."""
    preference = policy.value("siting_preference")
    return [int(preference.get(code, 0)) for code in plain_words(parks, "district_code")]


def siting_explained(code: int, shared: Json) -> Json:
    """Where operators do not go, joint development or government acquisition remains (4.1.1)."""
    preference, zh, en = SITING[code]
    return {
        **shared,
        "preference": preference,
        "label_zh": zh,
        "label_en": en,
        "instead": INSTEAD if preference == "no" else None,
    }
