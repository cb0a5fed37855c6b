"""Job–housing pattern: four answers in order, each only with the earlier ones ruled out."""

import itertools

import pytest

from assessment.rules.job_housing import RULE
from tests.assessment.worked_cases import column, explained

APART = {"onsite_housing": False, "cluster_housing": False}


@pytest.mark.parametrize(
    ("park", "pattern"),
    [
        ({"onsite_housing": True}, "site_balance"),
        ({"onsite_housing": False, "cluster_housing": True}, "cluster_balance"),
        ({**APART, "metro_distance_m": 800.0}, "free_commuting"),
        ({**APART, "metro_distance_m": 801.0, "need_commuting": "met"}, "free_commuting"),
        ({**APART, "metro_distance_m": 801.0, "need_commuting": "partial"}, "mismatch"),
        ({**APART, "metro_distance_m": 801.0}, "cannot_assess"),
        ({"cluster_housing": True}, "cannot_assess"),
        ({}, "cannot_assess"),
    ],
)
def test_pattern(park, pattern):
    assert column(RULE, "job_housing", park) == [pattern]


def test_missing_are_the_inputs_that_withhold_the_answer():
    found = explained(RULE, {"cluster_housing": True})
    assert [item["input"] for item in found["missing"]] == ["onsite_housing"]
    found = explained(RULE, {"onsite_housing": False})
    assert [item["input"] for item in found["missing"]] == [
        "cluster_housing",
        "metro_distance_m",
        "need_commuting",
    ]
    assert explained(RULE, {"onsite_housing": True})["missing"] == []


def test_only_mismatch_is_our_own_word():
    apart = {**APART, "metro_distance_m": 9000.0}
    near, far = (explained(RULE, {**apart, "need_commuting": state}) for state in ("met", "none"))
    assert (near["job_housing"], near["assumption"]) == ("free_commuting", False)
    assert (far["job_housing"], far["assumption"]) == ("mismatch", True)


def test_every_pattern_agrees_with_all_ways_the_unknown_may_turn_out():
    rows = list(itertools.product([True, False, None], repeat=3))

    def pattern(onsite, cluster, near):
        return (
            "site_balance"
            if onsite
            else "cluster_balance"
            if cluster
            else "free_commuting"
            if near
            else "mismatch"
        )

    def park(onsite, cluster, near):
        metro = {True: 100.0, False: 9000.0, None: None}[near]
        commuting = "none" if near is not None else None
        return {
            "onsite_housing": onsite,
            "cluster_housing": cluster,
            "metro_distance_m": metro,
            "need_commuting": commuting,
        }

    for row, found in zip(rows, column(RULE, "job_housing", *(park(*row) for row in rows)), strict=True):
        ways = {
            pattern(*way) for way in itertools.product(*[[True, False] if a is None else [a] for a in row])
        }
        assert found == (ways.pop() if len(ways) == 1 else "cannot_assess")
