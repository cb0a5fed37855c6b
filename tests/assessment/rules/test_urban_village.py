"""Urban villages: three categories, never forced, inside the growth boundary only."""

import pytest

from assessment.frame import canonical
from assessment.lists import urban_villages
from assessment.rules.urban_village import RULE, categories
from tests.assessment.frames import city, frame_of, policy
from tests.assessment.worked_cases import STANDARD, column, explained

VILLAGE = {"in_urban_village_plan": True, "within_growth_boundary": True, "village_feasibility": "feasible"}


@pytest.mark.parametrize(
    ("park", "category"),
    [
        (VILLAGE, "rebuild"),
        ({**VILLAGE, "village_feasibility": "between"}, "mixed"),
        ({**VILLAGE, "village_feasibility": "infeasible"}, "upgrade"),
        ({**VILLAGE, "in_urban_village_plan": None}, "cannot_assess"),
        ({**VILLAGE, "in_urban_village_plan": False}, "not_applicable"),
        ({**VILLAGE, "within_growth_boundary": False}, "not_applicable"),
        ({**VILLAGE, "within_growth_boundary": None}, "cannot_assess"),
        ({**VILLAGE, "village_feasibility": None}, "cannot_assess"),
        ({"within_growth_boundary": False}, "not_applicable"),
        ({}, "cannot_assess"),
    ],
)
def test_category(park, category):
    assert column(RULE, "urban_village", park) == [category]
    found = explained(RULE, park)
    assert found["urban_village"] == category
    assert bool(found["missing"]) is (category == "cannot_assess")


def test_what_is_not_feasible_must_not_be_forced():
    found = explained(RULE, {**VILLAGE, "village_feasibility": "infeasible", "village_land": "mostly_state"})
    assert (found["must_not_force"], found["label_zh"]) == (True, "整治提升")
    assert found["land_label"]["zh"] == "大部分国有"
    assert found["costs"]["included_zh"] == ["七通一平", "拆迁补偿", "安置房建设"]
    assert found["steps"]["sequence_zh"] == ["征求村民意见", "产业先行搬迁", "安置补偿"]


def test_the_boundary_is_policy():
    park = {**VILLAGE, "within_growth_boundary": None}
    assert column(RULE, "urban_village", park, urban_village_boundary_required=False) == ["rebuild"]


def test_missing_inputs():
    judgement = RULE.judge(canonical(frame_of([{}, {"village_land": "all_state"}])), STANDARD)
    assert (judgement.evidence(0), judgement.evidence(1) is None) == (None, False)
    assert [item["value"] for item in explained(RULE, {})["inputs"]] == [None] * 4
    assert [item["input"] for item in explained(RULE, {})["missing"]] == [
        "in_urban_village_plan",
        "within_growth_boundary",
        "village_feasibility",
    ]
    found = explained(RULE, {"in_urban_village_plan": True, "within_growth_boundary": True})
    assert [item["input"] for item in found["missing"]] == ["village_feasibility"]


def test_what_keeps_a_category_open_is_only_what_is_asked_for():
    parks = canonical(frame_of([{"in_urban_village_plan": True}, VILLAGE, {}])).parks
    open_by = categories(parks, STANDARD).missing
    assert {name: gap.tolist() for name, gap in open_by.items()} == {
        "in_urban_village_plan": [False, False, True],
        "within_growth_boundary": [True, False, True],
        "village_feasibility": [True, False, True],
    }
    without = categories(parks, policy(urban_village_boundary_required=False)).missing
    assert without["within_growth_boundary"].tolist() == [False] * 3
    assert without["village_feasibility"].tolist() == [True, False, True]


def test_the_list_and_the_rule_read_the_same_categories():
    frame = canonical(city())
    own = RULE.judge(frame, STANDARD).columns["parks"]["urban_village"]
    found = urban_villages.RULE.judge(frame, STANDARD, {})
    assert found.entries["status"].to_dict() == own[own.isin(["rebuild", "upgrade", "mixed"])].to_dict()
