"""Minimums after renewal: FAR 2.0 (穗府办规〔2022〕5号) and tax per mu (增城征求意见稿 17), marked 参照 elsewhere."""

from assessment.frame import canonical
from assessment.rules.minimums import RULE
from tests.assessment.frames import frame_of, policy


def checks(row, **overrides):
    judgement = RULE.judge(canonical(frame_of([row])), policy(**overrides))
    return RULE.explain(judgement.evidence(0), judgement.legend)["checks"]


def test_far_at_the_minimum_is_enough():
    # 不低于 includes the number
    assert [checks({"far": far})[0]["met"] for far in (2.0, 1.99)] == [True, False]
    assert checks({"far": 2.0}, minimum_far=2.5)[0]["met"] is False


def test_unknown_is_not_a_pass():
    assert [item["met"] for item in checks({})] == [None, None]


def test_checks_name_threshold_and_source():
    far, tax = checks({"far": 0.47, "tax_per_mu": 5.6})
    assert (far["threshold"], far["source"]) == (2.0, "gz-2022-5")
    assert (tax["threshold_low"], tax["threshold_high"], tax["source"]) == (27.5, 70.0, "zengcheng-draft")
    assert tax["unit"] == "万元/亩"


def test_outside_zengcheng_the_tax_minimum_is_by_reference():
    shown = {code: checks({"district_code": code, "tax_per_mu": 5.6}) for code in ("440111", "440118")}
    assert [far.get("elsewhere") for far, _ in shown.values()] == [None, None]
    assert shown["440111"][1]["elsewhere"]["zh"] == "参照增城征求意见稿"
    assert shown["440118"][1]["elsewhere"] is None


def test_a_run_of_format_1_still_explains_itself():
    # evidence and legend as stored before the class of the tax minimum was weighed
    judgement = RULE.judge(canonical(frame_of([{}])), policy())
    old = {"checks": [[0.47, False], [30.0, True]]}
    tax = RULE.explain(old, judgement.legend)["checks"][1]
    assert (tax["value"], tax["met"], tax["threshold"]) == (30.0, True, 27.5)
    # nor is anything marked that was stored without the mark
    unmarked = {"checks": judgement.evidence(0)["checks"]}
    assert RULE.explain(unmarked, judgement.legend)["checks"][1]["elsewhere"] is None
