"""What the table of coverage can say, and one row of it."""

from __future__ import annotations

from typing import Any

from assessment.lists.listing import Json
from assessment.lists.words import Word
from assessment.rules.gates import rounded
from assessment.units import unit_labels

STATUSES = (
    Word("reached", "已达到", "reached"),
    Word("short", "未达到", "not reached"),
    Word("open", "数据不全，无法判定", "cannot say: data missing"),
    Word("counted", "仅统计，无目标", "counted, no target"),
)
STAGES = {
    "above_scale": ("规模以上工业企业", "enterprises above designated size"),
    "in_block_large": ("工业产业区块内用地10亩（含）以上企业", "in an industrial block on 10 mu or more"),
    "in_block": ("工业产业区块内企业", "all in an industrial block"),
}
REASONS = (
    *(Word(name, f"评价覆盖：{zh}", f"evaluated: {en}", "一（三）1") for name, (zh, en) in STAGES.items()),
    Word("renewed", "实施“工改工”面积", "land under industrial renewal", "一（三）2"),
    Word("target", "“工改工”面积目标", "target of industrial renewal", "一（三）2"),
)
EFFECTS: tuple[Word, ...] = ()


def _input(name: str, zh: str, en: str, unit: str) -> Json:
    return {"name": name, "label_zh": zh, "label_en": en, **unit_labels(unit), "words": {}}


INPUTS = (
    _input("from_year", "起始年份", "first year", "calendar_year"),
    _input("to_year", "截止年份", "last year", "calendar_year"),
    _input("asked", "应评价企业数", "enterprises to evaluate", "count"),
    _input("done", "已评价企业数", "enterprises evaluated", "count"),
    _input("asked_mu", "应评价或目标面积", "land to evaluate, or target", "mu"),
    _input("done_mu", "已评价或已实施面积", "land evaluated or renewed", "mu"),
    _input("unknown", "数据不全的企业或宗地数", "enterprises or parcels with data missing", "count"),
    _input("unknown_mu", "数据不全的面积", "land with data missing", "mu"),
)


def row(area: str, district: str, status: str, reason: str, **values: float | None) -> Json:
    """One row of the table; values not given are unknown or do not apply."""
    found: list[Any] = [
        None if values.get(item["name"]) is None else _number(values[item["name"]]) for item in INPUTS
    ]
    evidence = {"district": district, "values": found, "checks": [], "missing": []}
    return {"area": area, "status": status, "reasons": [reason], "effects": [], "evidence": evidence}


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    known = rounded(value)
    return int(known) if known is not None and known == int(known) else known
