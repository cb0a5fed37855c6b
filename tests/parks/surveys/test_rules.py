"""Every kind of issue and every refusal: stable, in two languages, and in the documentation."""

import importlib
import pkgutil
import string
from pathlib import Path

import pytest

from parks.surveys import checks, readers
from parks.surveys.issues import Rule
from parks.surveys.refusals import REFUSALS

DOCUMENTATION = (Path(__file__).resolve().parents[3] / "docs" / "surveys.md").read_text(encoding="utf-8")
NAMES = ("crs", "shift", "columns", "values", "areas", "cells", "clipping", "keys", "returned")
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
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_documented_and_speaks_both_languages(rule):
    assert f"`{rule.code}`" in DOCUMENTATION
    assert any("\u4e00" <= c <= "\u9fff" for c in rule.zh)
    assert rule.en[0].isascii() or rule.en.startswith("“")


def test_codes_are_given_once():
    codes = [rule.code for rule in rules() if rule.code != "answer.not-clipped"]  # said for three reasons

    assert len(codes) == len(set(codes)) > 50


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_tells_what_to_do(code):
    zh, en = REFUSALS[code]

    assert zh.endswith("。")
    assert en.endswith(".")
    assert places(en) <= places(zh)
