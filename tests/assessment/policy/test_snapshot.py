"""A policy written out and read back is the same policy, and judges the same to the bit."""

import json

import pytest

from assessment.appraise import appraise
from assessment.errors import PolicyError
from assessment.policy.snapshot import policy_as_dict, policy_from_dict
from tests.assessment.frames import city, policy


def through_json(given):
    return policy_from_dict(json.loads(json.dumps(policy_as_dict(given), ensure_ascii=False)))


@pytest.mark.parametrize("overrides", [{}, {"mode_metro_max": 500}])
def test_it_comes_back_as_it_was(overrides):
    given = policy(**overrides)
    assert through_json(given) == given


def test_an_appraisal_with_it_is_the_same_to_the_bit():
    frame, given = city(), policy()
    assert appraise(frame, through_json(given)).to_bytes() == appraise(frame, given).to_bytes()


def test_a_changed_snapshot_is_refused():
    content = policy_as_dict(policy())
    content["parameters"][0]["article"] += "改"
    with pytest.raises(PolicyError) as caught:
        policy_from_dict(content)
    assert [fault.code for fault in caught.value.faults] == ["changed_snapshot"]
