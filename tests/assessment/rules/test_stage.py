"""Development stage: decline before bottleneck before growth, all assumptions, each at its bound."""

import pytest

from assessment.rules.stage import RULE
from tests.assessment.worked_cases import column, explained

TALENT = ("need_daily_services", "need_diverse_housing", "need_schools_health_culture")
GROWING = {"vacancy_share": 0.1, "pre2000_lowrise_share": 0.2, **dict.fromkeys(TALENT, "met")}


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ({}, "growth"),
        ({"vacancy_share": 0.3}, "decline"),
        ({"vacancy_share": 0.299}, "growth"),
        ({"pre2000_lowrise_share": 0.5}, "bottleneck"),
        ({"pre2000_lowrise_share": 0.499}, "growth"),
        (dict.fromkeys(TALENT[:2], "none"), "bottleneck"),
        ({TALENT[0]: "none"}, "growth"),
        ({TALENT[0]: "none", TALENT[1]: None}, "cannot_assess"),
        ({TALENT[0]: None}, "growth"),
        ({"vacancy_share": None}, "cannot_assess"),
        ({"vacancy_share": 0.9, "pre2000_lowrise_share": None}, "decline"),
    ],
)
def test_stage(change, stage):
    assert column(RULE, "stage", {**GROWING, **change}) == [stage]


def test_missing_needs_are_named():
    found = explained(RULE, {**GROWING, TALENT[0]: "none", TALENT[1]: None})
    assert [item["input"] for item in found["missing"]] == [TALENT[1]]
    assert (found["assumption"], found["label_zh"]) == (True, "无法判定")
    talent = found["parts"][2]
    assert (talent["value"], talent["value_high"], talent["threshold"]) == (1, 2, 2)
