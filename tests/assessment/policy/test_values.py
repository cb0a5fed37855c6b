"""Values by kind."""

import copy
import math

import pytest

from assessment.policy.values import problem_of
from tests.assessment.frames import policy

PROFILE = policy().value("grading_profile_zengcheng_draft")
FIXED = policy().value("grading_profile_huangyan_2022_small")
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
            [
                PROFILE,
                FIXED,
                {**PROFILE, "cap": None, "multiple": 2, "shares": {"a": 0.6, "ab": 0.6, "d": 0.4}},
                {**PROFILE, "groups": policy().value("grading_groups")},
            ],
            [
                None,
                {},
                {**PROFILE, "profile": 440118},
                {**PROFILE, "district": "440118"},
                {**PROFILE, "indicators": []},
                {**PROFILE, "cap": 0},
                {**PROFILE, "cap": "none"},
                {**PROFILE, "multiple": 0},
                {**PROFILE, "multiple": None},
                {**PROFILE, "shares": {"a": 0.2}},
                {**PROFILE, "shares": {"a": 0.7, "ab": 0.6, "d": 0.05}},
                {**PROFILE, "shares": {"a": 0.2, "ab": 0.96, "d": 0.05}},
                {**PROFILE, "shares": {"a": 0.2, "ab": "0.6", "d": 0.05}},
                {**PROFILE, "groups": {"parks": []}},
                {**PROFILE, "indicators": [{**PROFILE["indicators"][0], "baseline": 1.0}]},
                {**FIXED, "indicators": [{**row, "baseline": 0} for row in FIXED["indicators"]]},
            ],
        ),
        (
            "grading_choice",
            [
                "huaian",
                PROFILE,
                {"parks": "a", "parcels": "b", "enterprises": "c"},
                {"parks": "a", "parcels": "b", "enterprises": {"above_scale": "c", "below_scale": "d"}},
            ],
            [
                None,
                "",
                7,
                ["huaian"],
                {},
                {"parks": "a"},
                {"parks": "a", "parcels": "", "enterprises": "c"},
                {"parks": {"above_scale": "c", "below_scale": "d"}, "parcels": "a", "enterprises": "b"},
                {"parks": "a", "parcels": "b", "enterprises": {"above_scale": "c"}},
                {"parks": "a", "parcels": "b", "enterprises": {"above_scale": "c", "below_scale": 1}},
                {**PROFILE, "profile": 7},
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
