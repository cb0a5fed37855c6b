"""The vocabulary of a list: its statuses, reasons and legal effects, each in Chinese and English, with article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.lists.listing import CANNOT_ASSESS, CLEAR, NOT_APPLICABLE, Json
from assessment.policy.model import Policy

DRAFT = "zengcheng-draft"


@dataclass(frozen=True, slots=True)
class Word:
    """One code and what it says; ``source`` and ``article`` where a document says so."""

    code: str
    zh: str
    en: str
    article: str = ""
    source: str = DRAFT


UNLISTED_WORDS = (
    Word(CLEAR, "不列入", "not on the list"),
    Word(CANNOT_ASSESS, "缺少数据，无法判定", "cannot assess: data missing"),
    Word(NOT_APPLICABLE, "不适用", "not applicable"),
)


def labels(words: Sequence[Word]) -> list[Json]:
    """Statuses as the legend keeps them."""
    return [{"code": word.code, "zh": word.zh, "en": word.en} for word in words]


def grounded(words: Sequence[Word]) -> list[Json]:
    """Reasons or effects as the legend keeps them, with their ground."""
    return [
        {"code": word.code, "zh": word.zh, "en": word.en, "article": word.article, "source": word.source}
        for word in words
    ]


def sources_of(policy: Policy, ids: Sequence[str]) -> dict[str, Json]:
    """What the entries need to name each source and to mark it as referred to (参照) outside its district."""
    return {name: _source(policy, name) for name in sorted(set(ids))}


def _source(policy: Policy, name: str) -> Json:
    source = policy.sources[name]
    return {
        "short_zh": source.short_zh,
        "short_en": source.short_en,
        "title_zh": source.title_zh,
        "title_en": source.title_en,
        "status": source.status,
        "district": source.district,
        "by_reference": source.by_reference,
    }
