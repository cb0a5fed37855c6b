"""Weights: the policy's, or a caller's own."""

import math

import pytest

from assessment.errors import PolicyError
from assessment.scoring.indicators import indicators_of
from assessment.scoring.weights import weights_of
from tests.assessment.frames import policy

INDICATORS = indicators_of(policy())


def test_the_policys_weights_in_the_order_of_the_indicators():
    found = dict(zip([item.name for item in INDICATORS], weights_of(INDICATORS), strict=True))
    assert (found["far"], found["tax_per_mu"], found["unmet_needs"]) == (0.08, 0.08, 0.03)
    # 租期与转租 together .04
    assert (found["lease_years_left"], found["sublease_tiers"]) == (0.02, 0.02)
    assert len(found) == 21


def test_some_can_be_replaced():
    weights = weights_of(INDICATORS, {"far": 0.5, "consent": 0})
    assert weights[0] == 0.5
    assert math.isclose(weights.sum(), 1.0 - 0.08 + 0.5 - 0.05)


def test_bad_weights_are_refused_all_at_once():
    with pytest.raises(PolicyError) as caught:
        weights_of(INDICATORS, {"luck": 1, "far": -1, "area": math.nan})
    assert {(fault.place, fault.code) for fault in caught.value.faults} == {
        ("luck", "unknown_indicator"),
        ("far", "bad_weight"),
        ("area", "bad_weight"),
    }


def test_all_zero_is_refused():
    with pytest.raises(PolicyError, match="zero"):
        weights_of(INDICATORS, {item.name: 0 for item in INDICATORS})
