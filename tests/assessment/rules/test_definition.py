"""What is a village industrial park: three parts, each yes, no or unknown."""

import itertools

import pytest

from assessment.rules.definition import RULE
from tests.assessment.worked_cases import column, explained

PARK = {"ownership": "collective", "main_use": "industrial", "area_m2": 5000.0}


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, True),
        ({"ownership": "state_held_by_village"}, True),
        ({"ownership": "state"}, False),
        ({"main_use": "logistics"}, True),
        ({"main_use": "other", "historic_industrial_use": True}, True),
        ({"main_use": "other", "historic_industrial_use": False}, False),
        ({"main_use": None, "historic_industrial_use": True}, True),
        ({"area_m2": 4999.9}, False),
        ({"area_m2": 4999.9, "ownership": None, "main_use": None}, False),
    ],
)
def test_each_part_decides(change, answer):
    assert column(RULE, "is_park", {**PARK, **change}) == [answer]
    found = explained(RULE, {**PARK, **change})
    assert (found["is_park"], found["missing"]) == (answer, [])


def test_unknown_is_named_only_where_it_could_change_the_answer():
    found = explained(RULE, {**PARK, "ownership": None})
    assert (found["is_park"], [item["input"] for item in found["missing"]]) == (None, ["ownership"])
    found = explained(RULE, {**PARK, "main_use": "other"})
    assert (found["is_park"], [item["input"] for item in found["missing"]]) == (
        None,
        ["historic_industrial_use"],
    )


def test_the_answer_is_labelled_in_both_languages():
    labels = [
        explained(RULE, {**PARK, "ownership": owner})["label_zh"] for owner in ("collective", "state", None)
    ]
    assert labels == ["属村镇工业集聚区", "不属村镇工业集聚区", "无法判定"]


def test_parts_are_cited():
    parts = explained(RULE, PARK)["parts"]
    assert [part["name"] for part in parts] == ["ownership", "current_use", "historic_use", "area"]
    assert {part["source"] for part in parts} == {"regeneration-paper"}
    assert parts[0]["value_label"] == {"zh": "集体土地", "en": "collective land"}
    assert parts[3]["threshold"] == 5000.0


@pytest.mark.parametrize(
    "known", list(itertools.product(["collective", "state", None], ["industrial", "other", None]))
)
def test_every_pattern_agrees_with_all_ways_the_unknown_may_turn_out(known):
    ownership, use = known
    ways = {
        o == "collective" and (u == "industrial" or h)
        for o in ([ownership] if ownership else ["collective", "state"])
        for u in ([use] if use else ["industrial", "other"])
        for h in (True, False)
    }
    (answer,) = column(RULE, "is_park", {**PARK, "ownership": ownership, "main_use": use})
    assert answer is (ways.pop() if len(ways) == 1 else answer) or len(ways) > 1
    assert (len(ways) > 1) == (str(answer) == "<NA>")
