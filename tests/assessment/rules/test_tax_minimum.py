"""Tax per mu after renewal (增城征求意见稿 二（六）17): pilots 70 / 56 / 38.5, others 50 / 40 / 27.5 万元/亩."""

import pytest

from assessment.errors import PolicyError
from assessment.frame import canonical
from assessment.rules.tax_minimum import evaluate, explain, legend
from tests.assessment.frames import frame_of, policy

POLICY = policy()
PUBLISHED = {
    ("core", True): 70,
    ("one_zone_many_parks", True): 56,
    ("other_towns", True): 38.5,
    ("core", False): 50,
    ("one_zone_many_parks", False): 40,
    ("other_towns", False): 27.5,
}


def shown(row, **overrides):
    rules = policy(**overrides)
    found = evaluate(canonical(frame_of([row])).parks, rules)
    return explain(found.row(0), legend(rules), elsewhere=True)


def met(tax, **known):
    return shown({"tax_per_mu": tax, **known})["met"]


@pytest.mark.parametrize(("known", "minimum"), PUBLISHED.items())
def test_each_class_at_its_minimum_and_just_below(known, minimum):
    tax_class, pilot = known
    own = {"tax_class": tax_class, "pilot": pilot}
    assert [met(minimum, **own), met(minimum - 0.01, **own)] == [True, False]
    assert shown({"tax_per_mu": 1.0, **own})["threshold"] == minimum


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [
        ({}, 27.5, 70),
        ({"pilot": False}, 27.5, 50),
        ({"pilot": True}, 38.5, 70),
        ({"tax_class": "core"}, 50, 70),
        ({"tax_class": "one_zone_many_parks"}, 40, 56),
        ({"tax_class": "other_towns"}, 27.5, 38.5),
    ],
)
def test_with_the_class_unknown_only_the_extremes_are_decided(known, least, most):
    taxes = (least - 0.01, least, most - 0.01, most)
    assert [met(tax, **known) for tax in taxes] == [False, None, None, True]
    found = shown({"tax_per_mu": least, **known})
    assert (found["threshold"], found["threshold_low"], found["threshold_high"]) == (None, least, most)


def test_what_would_decide_it_is_listed():
    def missing(row):
        return [item["input"] for item in shown(row)["missing"]]

    assert missing({"tax_per_mu": 30.0}) == ["tax_class", "pilot", "agreed_tax_per_mu"]
    assert missing({"tax_per_mu": 30.0, "pilot": False}) == ["tax_class", "agreed_tax_per_mu"]
    assert missing({"tax_per_mu": 30.0, "tax_class": "core"}) == []
    assert missing({"tax_per_mu": 60.0, "tax_class": "core"}) == ["pilot", "agreed_tax_per_mu"]
    assert missing({"tax_per_mu": 5.6}) == missing({"tax_per_mu": 70.0}) == []
    assert missing({}) == ["tax_per_mu", "tax_class", "pilot", "agreed_tax_per_mu"]
    assert missing({"tax_class": "core", "pilot": False}) == ["tax_per_mu"]
    labels = {item["label_zh"] for item in shown({"tax_per_mu": 30.0})["missing"]}
    assert "“工改工”试点项目" in labels


def test_an_agreement_comes_first():
    # 另有项目协议约定监管要求的，按协议约定执行
    assert met(45.0, agreed_tax_per_mu=45.0, tax_class="core", pilot=True) is True
    assert met(44.9, agreed_tax_per_mu=45.0) is False
    assert met(80.0, agreed_tax_per_mu=90.0) is False


def test_thresholds_come_from_the_policy():
    table = {**POLICY.value("minimum_tax_per_mu"), "other_other_towns": 10.0}
    assert shown({"tax_per_mu": 12.0}, minimum_tax_per_mu=table)["met"] is None
    with pytest.raises(PolicyError):
        policy(minimum_tax_per_mu={"other_core": 50})


def test_the_table_is_the_published_one():
    found = {
        (name, kind == "pilot"): POLICY.number("minimum_tax_per_mu", f"{kind}_{name}")
        for name in ("core", "one_zone_many_parks", "other_towns")
        for kind in ("pilot", "other")
    }
    assert found == PUBLISHED
