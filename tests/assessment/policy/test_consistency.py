"""What must hold between parameters."""

import pytest

from assessment.errors import PolicyError
from assessment.policy.load import load_policy
from tests.assessment.frames import ON, policy

PROFILE = policy().value("grading_profile_zengcheng_draft")


@pytest.mark.parametrize(
    ("overrides", "place"),
    [
        ({"grade_a_share": 0.7}, "grade_ab_share"),
        ({"grade_d_share": 0.5}, "grade_ab_share"),
        ({"priority_low_percentile": 95}, "priority_low_percentile"),
        ({"priority_high_percentile": 101}, "priority_low_percentile"),
        ({"trust_levels": {"high": 0.9}}, "trust_levels"),
        ({"minimum_tax_per_mu": {"pilot_core": 70}}, "minimum_tax_per_mu"),
        ({"grading_profile": {**PROFILE, "profile": "hearsay"}}, "grading_profile"),
    ],
)
def test_parameters_must_agree_with_each_other(overrides, place):
    with pytest.raises(PolicyError) as caught:
        load_policy(ON, overrides)
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [(place, "inconsistent")]


def test_bounds_may_touch():
    load_policy(ON, {"grade_ab_share": 0.95, "grade_a_share": 0.95, "priority_high_percentile": 100})
