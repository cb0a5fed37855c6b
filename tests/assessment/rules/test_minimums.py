"""Minimums after renewal: FAR 2.0 (穗府办规〔2022〕5号) and 27.5 万元/亩 for other towns (增城稿 17)."""

from assessment.frame import canonical
from assessment.rules.minimums import RULE
from tests.assessment.frames import frame_of, policy


def checks(row):
    judgement = RULE.judge(canonical(frame_of([row])), policy())
    return RULE.explain(judgement.evidence(0), judgement.legend)["checks"]


def test_at_the_minimum_is_enough():
    assert [item["met"] for item in checks({"far": 2.0, "tax_per_mu": 27.5})] == [True, True]
    assert [item["met"] for item in checks({"far": 1.99, "tax_per_mu": 27.4})] == [False, False]


def test_unknown_is_not_a_pass():
    assert [item["met"] for item in checks({})] == [None, None]


def test_checks_name_threshold_and_source():
    far, tax = checks({"far": 0.47, "tax_per_mu": 5.6})
    assert (far["threshold"], far["source"]) == (2.0, "gz-2022-5")
    assert (tax["threshold"], tax["source"]) == (27.5, "zengcheng-draft")
    assert tax["unit"] == "万元/亩"


def test_table_of_minimum_tax_is_the_published_one():
    # 增城区征求意见稿 二（六）17: pilots 70 / 56 / 38.5, others 50 / 40 / 27.5
    assert list(policy().value("minimum_tax_per_mu").values()) == [70, 56, 38.5, 50, 40, 27.5]
