"""What the words of coded inputs mean, in Chinese and English, for entries and exports."""

from __future__ import annotations

from assessment.lists.listing import Json
from assessment.rules.word_labels import WORD_LABELS as RULE_WORDS

WORD_LABELS: dict[str, dict[str, tuple[str, str]]] = {
    **RULE_WORDS,
    "tenure": {
        "state": ("国有", "state"),
        "collective": ("集体", "collective"),
        "undetermined": ("未定", "undetermined"),
    },
    "idle_cause": {
        "government": ("政府、政府有关部门", "the government"),
        "enterprise": ("企业", "the enterprise"),
    },
    "agreement": {
        "explicit": ("有明确约定", "explicit term"),
        "expected": ("有预期约定", "expected term"),
        "none": ("无约定", "no term"),
    },
    "exemption": {
        "strategic_project": ("国家和省市区重大战略项目", "strategic project"),
        "chain_leader": ("链主企业、龙头企业", "chain leader"),
        "penalty_paid": ("已缴税收差额或违约金", "shortfall or penalty paid"),
        "government_confirmed": ("经区政府确认", "confirmed by the district government"),
        "none": ("无", "none"),
    },
    "exit": {
        "buy_back": ("协商按原用途收回", "buy-back at the original use"),
        "industrial_renewal": ("实施“工改工”", "industrial renewal"),
        "joint_development": ("合作开发", "joint development"),
        "none": ("无", "none"),
    },
    "tax_class": {
        "core": ("开发区核心区", "core of the development zone"),
        "one_zone_many_parks": ("开发区一区多园", "one zone, many parks"),
        "other_towns": ("其他镇街", "other towns"),
    },
}


def words_legend(column: str) -> Json:
    """Word to its labels, empty for a column without a vocabulary."""
    return {word: {"zh": zh, "en": en} for word, (zh, en) in WORD_LABELS.get(column, {}).items()}
