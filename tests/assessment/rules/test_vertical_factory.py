"""Vertical factory: every path at its limits, what is unknown, and which constraint binds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.columns.scheme import PATHS
from assessment.rules.vertical_factory import RULE
from tests.assessment.worked_cases import cases, column, explained

GENERAL = {
    "scheme_irr": 0.04,
    "scheme_self_hold_share": 0.7,
    "scheme_rent": 30.0,
    "scheme_rent_growth": 0.03,
    "scheme_dormitory_share": 0.06,
    "scheme_far": 5.0,
    "scheme_term_years": 50.0,
    "scheme_listed_industry": True,
}


def named(found, status):
    return [check["name"] for check in found["checks"] if check["status"] == status]


@pytest.mark.parametrize(("park", "expect"), cases("vertical_factory"))
def test_worked_case(park, expect):
    found = explained(RULE, park)
    assert found["status"] == expect["status"]
    assert named(found, "fail") == expect["failed"]
    assert named(found, "not_applicable") == expect["not_applicable"]
    assert (found["binding"]["name"], found["binding"]["distance"]) == (expect["binding"], expect["distance"])
    assert found["missing"] == []


@pytest.mark.parametrize(
    ("column", "at", "beyond"),
    [
        ("scheme_irr", 0.045, 0.0451),
        ("scheme_self_hold_share", 2 / 3, 0.6666),
        ("scheme_rent", 35.0, 35.01),
        ("scheme_rent_growth", 0.05, 0.051),
        ("scheme_dormitory_share", 0.05, 0.049),
        ("scheme_far", 6.5, 6.51),
        ("scheme_term_years", 50.0, 49.0),
        ("scheme_listed_industry", True, False),
    ],
)
def test_general_requirements_at_beyond_and_unknown(column, at, beyond):
    def status(value):
        checks = explained(RULE, {**GENERAL, "scheme_path": "urban_renewal", column: value})["checks"]
        return next(check["status"] for check in checks if check["input"] == column)

    assert [status(at), status(beyond), status(None)] == ["pass", "fail", "unknown"]


def test_a_park_without_a_scheme_says_so_in_nothing():
    (status,) = column(RULE, "vertical_factory", {"existing_factory_gfa_m2": 900.0})
    found = explained(RULE, {})
    assert (status, found["status"], found["checks"], found["suitability"]) == (
        "not_applicable",
        "not_applicable",
        [],
        None,
    )
    assert found["informational"]["zh"] == "深圳规定，仅供参考"


def test_what_a_pilot_has_too_is_no_vertical_factory():
    pilot = {"scheme_far": 3.0, "scheme_listed_industry": True, "existing_factory_gfa_m2": 900.0}
    assert column(RULE, "vertical_factory", pilot, {**pilot, "scheme_irr": 0.04}) == [
        "not_applicable",
        "cannot_assess",
    ]


def test_a_breach_settles_it_and_an_unknown_withholds_it():
    scheme = {**GENERAL, "scheme_path": "new_supply_agreement", "scheme_self_hold_share": 1.0}
    assert column(
        RULE,
        "vertical_factory",
        scheme,
        {**scheme, "scheme_irr": None},
        {**scheme, "scheme_irr": None, "scheme_far": 7.0},
    ) == ["pass", "cannot_assess", "fail"]
    found = explained(RULE, {**scheme, "scheme_irr": None})
    assert [item["input"] for item in found["missing"]] == ["scheme_irr"]


def test_without_a_path_only_what_all_paths_agree_on_is_answered():
    found = explained(RULE, GENERAL)
    assert found["status"] == "cannot_assess"
    assert named(found, "pass") == ["irr", "rent", "rent_growth", "far", "term", "listed_industry"]
    assert named(found, "not_applicable") == []
    assert [item["input"] for item in found["missing"]] == ["scheme_path"]
    assert explained(RULE, {**GENERAL, "scheme_rent": 36.0})["status"] == "fail"


def test_a_path_of_its_own_limit_shows_it_with_its_source():
    found = explained(RULE, {**GENERAL, "scheme_path": "capacity_raise"})
    hold = next(check for check in found["checks"] if check["name"] == "self_hold")
    assert (hold["value"], hold["threshold"], hold["status"]) == (0.7, 1.0, "fail")
    assert (hold["source"], hold["assumption"]) == ("shenzhen-2023-20", False)
    assert all(check["article"] and check["source_title"] for check in found["checks"])


def test_the_binding_constraint_is_cited_with_its_unit():
    found = explained(RULE, {**GENERAL, "scheme_path": "urban_renewal", "scheme_rent": 42.0})["binding"]
    assert (found["input"], found["value"], found["threshold"], found["unit"]) == (
        "scheme_rent",
        42.0,
        35.0,
        "元/㎡·月",
    )
    assert (found["article"], found["status"], found["distance"]) == ("总体要求", "fail", -0.2)


def test_the_limit_of_a_share_of_what_stands_is_that_share():
    park = {
        **GENERAL,
        "scheme_path": "urban_renewal",
        "scheme_factory_gfa_m2": 26_000.0,
        "existing_factory_gfa_m2": 50_000.0,
    }
    # half of 50,000 is asked for; 26,000 is 4 % above it, nearer than any other figure is to its limit
    found = explained(RULE, park, vertical_factory_to_existing_min=0.5)["binding"]
    assert (found["name"], found["threshold"], found["distance"]) == ("factory_kept", 25_000.0, 0.04)


def test_nothing_binds_a_scheme_without_figures():
    assert explained(RULE, {"scheme_path": "urban_renewal"})["binding"] is None


def test_suitability_counts_features_and_says_what_is_open():
    suits = {"suits_light_load": True, "suits_small_volume": True, "suits_low_pollution": False}
    found = explained(RULE, {**suits, "land_scarce": True})["suitability"]
    assert (found["count"], found["count_high"], found["of"]) == (2, 4, 5)
    assert (found["land_scarce"]["met"], found["listed_industry"]["met"]) == (True, None)
    assert [item["input"] for item in found["missing"]] == [
        "suits_advanced_process",
        "suits_rd_coupling",
        "scheme_listed_industry",
    ]


def test_nothing_existing_leaves_no_ratio_to_bind_by():
    park = {
        **GENERAL,
        "scheme_path": "urban_renewal",
        "scheme_factory_gfa_m2": 9.0,
        "existing_factory_gfa_m2": 0.0,
    }
    found = explained(RULE, park)
    assert "factory_kept" in named(found, "pass")
    assert found["binding"]["name"] != "factory_kept"


@settings(max_examples=12, deadline=None)
@given(
    path=st.sampled_from(PATHS),
    irr=st.floats(-0.5, 0.2),
    rent=st.floats(1, 80),
    less=st.floats(0, 1),
)
def test_a_lower_return_and_rent_never_turn_a_pass_into_a_breach(path, irr, rent, less):
    park = {**GENERAL, "scheme_path": path, "scheme_irr": irr, "scheme_rent": rent}
    lower = {**park, "scheme_irr": irr - less * 0.1, "scheme_rent": rent * (1 - less)}
    before, after = (named(explained(RULE, each), "fail") for each in (park, lower))
    assert set(after) <= set(before)
