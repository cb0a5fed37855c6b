"""Renewal type by the use that follows (陈伟等 表1 注)."""

import pytest

from assessment.rules.renewal_type import RULE
from tests.assessment.worked_cases import column, explained


@pytest.mark.parametrize(
    ("use", "found", "label"),
    [
        ("industrial", "industry_to_industry", "工改工"),
        ("new_industry", "industry_to_innovation", "工改新"),
        ("creative", "industry_to_creative", "工改创"),
        ("other", "other", "其他"),
        (None, "cannot_assess", "无法判定"),
    ],
)
def test_type_of_a_use(use, found, label):
    assert column(RULE, "renewal_type", {"renewal_use": use}) == [found]
    explanation = explained(RULE, {"renewal_use": use})
    assert (explanation["renewal_type"], explanation["label_zh"]) == (found, label)
    assert bool(explanation["missing"]) is (use is None)
    assert explanation["source"] == "regeneration-paper"
