"""Every kind of issue and every refusal: stable, in two languages, and in the documentation."""

import importlib
import pkgutil
import re
import string
from pathlib import Path

import pytest

from parks.surveys import checks, readers
from parks.surveys.issues import Rule, Severity
from parks.surveys.refusals import REFUSALS

DOCUMENTATION = (Path(__file__).resolve().parents[3] / "docs" / "surveys.md").read_text(encoding="utf-8")
NAMES = ("crs", "shift", "columns", "values", "areas", "cells", "clipping", "keys", "returned")
SEVERITY = {Severity.MUST_FIX: "must", Severity.NEEDS_REASON: "reason", Severity.NOTE: "note"}
IN_WORDS_OF_ITS_OWN = {"crs.undeclared": {"name"}, "crs.zone-prefix": {"has", "spelled"}}
"""Places that a sentence has in one language alone."""
MODULES = [f"parks.surveys.{name}" for name in NAMES] + [
    f"{package.__name__}.{module.name}"
    for package in (checks, readers)
    for module in pkgutil.iter_modules(package.__path__)
]


def rules() -> list[Rule]:
    found = []
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            found += [
                v for v in (value.values() if isinstance(value, dict) else [value]) if isinstance(v, Rule)
            ]
    return found


def places(sentence: str) -> set[str]:
    return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(sentence) if name}


def severities() -> dict[str, str]:
    """Code → severity, as the documentation's table of codes has them: one for all codes of a line, or one for each."""
    found = {}
    for line in DOCUMENTATION.partition("## Codes")[2].splitlines():
        if line.startswith("| `"):
            codes, said = (cell.strip() for cell in line.split("|")[1:3])
            listed, words = re.findall("`(.+?)`", codes), said.split(", ")
            found |= dict(zip(listed, words if len(words) > 1 else words * len(listed), strict=True))
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_speaks_both_languages_of_the_same_things(rule):
    assert any("\u4e00" <= c <= "\u9fff" for c in rule.zh)
    assert rule.en[0].isascii() or rule.en.startswith("“")
    assert rule.en.strip() == rule.en != rule.zh == rule.zh.strip()
    assert places(rule.zh) ^ places(rule.en) == IN_WORDS_OF_ITS_OWN.get(rule.code, set())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_documented_with_its_severity(rule):
    assert severities()[rule.code] == SEVERITY[rule.severity]


def test_what_is_documented_is_said():
    assert severities().keys() == {rule.code for rule in rules()}


def test_codes_are_given_once():
    codes = [rule.code for rule in rules() if rule.code != "answer.not-clipped"]  # said for three reasons

    assert len(codes) == len(set(codes)) > 50


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_tells_what_to_do(code):
    zh, en = REFUSALS[code]

    assert zh.endswith("。")
    assert en.endswith(".")
    assert places(en) <= places(zh)
