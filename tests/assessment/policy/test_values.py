"""Values by kind."""

import copy
import math

import pytest

from assessment.policy.values import problem_of
from tests.assessment.frames import policy

PROFILE = policy().value("grading_profile_zengcheng_draft")
INDICATORS = policy().value("priority_indicators")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("number", [0, 1, 2.5], [-1, True, "1", None, math.nan, math.inf]),
        ("share", [0, 0.5, 1], [-0.1, 1.1, True, "0.5"]),
        ("boolean", [True, False], [1, 0, None, "yes"]),
        ("numbers_by_key", [{"a": 1}], [{}, [1], {"a": "x"}, {"a": -1}]),
        (
            "tables",
            [[], ["parcels"], ["parks", "parcels"]],
            [None, "parcels", ["villages"], ["parks"] * 2, [[]]],
        ),
        (
            "grading_groups",
            [{"parks": [], "parcels": ["district_code"], "enterprises": ["industry"]}],
            [
                {},
                {"parks": []},
                {"parks": ["far"], "parcels": [], "enterprises": []},
                {"parks": [], "parcels": ["industry"], "enterprises": []},
                {"parks": [], "parcels": "district_code", "enterprises": []},
            ],
        ),
        (
            "grading_profile",
            [PROFILE],
            [
                None,
                {},
                {**PROFILE, "profile": 440118},
                {**PROFILE, "district": "440118"},
                {**PROFILE, "indicators": []},
            ],
        ),
        ("priority_indicators", [INDICATORS], [None, {}, {**INDICATORS, "groups": {}}]),
    ],
)
def test_kinds(kind, good, bad):
    assert [problem_of(kind, value) for value in good] == [None] * len(good)
    assert all(problem_of(kind, value) for value in bad)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("column", "shoe_size"),
        ("column", "uploaded"),
        ("unit", "furlong"),
        ("weight", -5),
        ("weight", 41),
        ("missing", "guess"),
        ("name", "rd_share"),
        ("label", {"zh": "产值"}),
        ("column", ["output_per_mu"]),
        ("name", {}),
    ],
)
def test_grading_indicators(field, value):
    broken = copy.deepcopy(PROFILE)
    broken["indicators"][0][field] = value
    assert problem_of("grading_profile", broken)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("group", "luck"),
        ("direction", 0),
        ("scale", 0),
        ("scale", "x"),
        ("weight", 0.09),
        ("column", "core_location"),
    ],
)
def test_priority_indicators(field, value):
    broken = copy.deepcopy(INDICATORS)
    broken["indicators"][0][field] = value
    assert problem_of("priority_indicators", broken)


def test_weights_must_sum_to_one_and_the_message_says_to_what_they_do():
    broken = copy.deepcopy(INDICATORS)
    broken["indicators"][0]["weight"] = 0.18
    assert problem_of("priority_indicators", broken) == "weights sum to 1.1, not 1"
