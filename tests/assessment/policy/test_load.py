"""The policy of a day: which value is in force, overrides, edition and hash."""

import copy
from datetime import date

import pytest

from assessment.errors import PolicyError
from assessment.policy.documents import Documents, read_documents
from assessment.policy.load import load_policy, policy_from
from tests.assessment.frames import ON

DOCUMENTS = read_documents()


def with_second_value(name, start, value):
    parameters = copy.deepcopy(dict(DOCUMENTS.parameters))
    parameters[name]["values"].append({"from": start, "value": value})
    return Documents(DOCUMENTS.sources, parameters)


def test_the_latest_value_that_has_started_is_in_force():
    documents = with_second_value("mode_metro_max", date(2027, 1, 1), 1000)
    values = [
        policy_from(documents, day).number("mode_metro_max")
        for day in (date(2022, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert values == [800, 800, 1000]


def test_the_edition_changes_with_the_day_a_value_starts_and_only_then():
    documents = with_second_value("mode_metro_max", date(2027, 1, 1), 1000)
    before, same, after = (
        policy_from(documents, day) for day in (date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1))
    )
    assert before.edition == same.edition
    assert before.hash == same.hash
    assert after.edition.startswith("2027-01-01-")
    assert after.hash != before.hash


def test_a_day_before_everything_is_refused_with_every_parameter_named():
    with pytest.raises(PolicyError) as caught:
        load_policy(date(2021, 12, 31))
    assert {fault.code for fault in caught.value.faults} == {"not_in_force"}
    assert len(caught.value.faults) == len(DOCUMENTS.parameters)


def test_overrides_replace_the_value_and_are_marked():
    policy = load_policy(ON, {"mode_metro_max": 500})
    assert policy.number("mode_metro_max") == 500
    assert policy.parameter("mode_metro_max").overridden
    assert policy.edition.endswith("-custom")
    assert policy.hash != load_policy(ON).hash
    assert load_policy(ON).number("mode_metro_max") == 800


def test_bad_overrides_are_refused_all_at_once():
    with pytest.raises(PolicyError) as caught:
        load_policy(ON, {"mode_metro_max": "near", "mood": 1})
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [
        ("mode_metro_max", "bad_override"),
        ("mood", "unknown_parameter"),
    ]


def test_a_caller_cannot_change_the_policy_of_others():
    load_policy(ON).value("grading_groups")["parks"].append("district_code")
    assert load_policy(ON).value("grading_groups")["parks"] == []


def test_published_quotas_and_minimums():
    policy = load_policy(ON)
    assert policy.number("grade_a_share") == 0.20
    assert policy.number("grade_d_share") == 0.05
    assert policy.number("minimum_far") == 2.0
    assert policy.number("minimum_tax_per_mu", "pilot_core") == 70
    assert policy.source_of("grade_a_share").status == "draft"
    assert policy.source_of("minimum_far").number == "穗府办规〔2022〕5号"


def test_thresholds_of_our_own_are_marked_as_assumptions():
    names = {parameter.name for parameter in load_policy(ON).assumptions()}
    assert {
        "mode_consent_min",
        "mode_metro_max",
        "priority_indicators",
        "grading_profile_zengcheng_draft",
    } <= names
    assert not names & {"grade_a_share", "grade_d_share", "minimum_far", "park_area_min"}


def test_an_unknown_parameter_is_an_error_with_its_name():
    with pytest.raises(PolicyError, match="luck"):
        load_policy(ON).parameter("luck")
