"""The paper's three cases (陈伟等 §2, 表2) through every rule that speaks of them."""

import pytest

from assessment.rules import (
    definition,
    diagnosis,
    job_housing,
    needs,
    policy_phase,
    renewal_mode,
    renewal_type,
)
from tests.assessment.worked_cases import cases, explained

CASES = cases("renewal_mode")


@pytest.mark.parametrize(("park", "expect"), CASES)
def test_mode_with_the_arguments_of_the_paper(park, expect):
    found = explained(renewal_mode.RULE, park)
    first = found["candidates"][0]
    assert (found["mode"], found["settled"], first["mode"]) == (expect["mode"], True, expect["mode"])
    assert [item["name"] for item in first["for"] if item["kind"] == "argument"] == expect["for"]
    assert found["siting"]["preference"] == expect["siting"]
    assert bool(found["siting"]["instead"]) is (expect["siting"] == "no")
    assert first["strategy"]["article"]


@pytest.mark.parametrize(("park", "expect"), CASES)
def test_checklist_of_needs(park, expect):
    found = explained(needs.RULE, park)
    marks = [item["state_label"]["mark"] for group in found["groups"] for item in group["items"]]
    assert marks == expect["marks"]
    assert (found["unmet"], found["unmet_high"], found["conflict"]) == (expect["unmet"],) * 2 + (False,)


@pytest.mark.parametrize(("park", "expect"), CASES)
def test_pattern_phase_type_and_definition(park, expect):
    assert explained(job_housing.RULE, park)["job_housing"] == expect["job_housing"]
    assert explained(policy_phase.RULE, park)["phase"] == expect["phase"]
    assert explained(renewal_type.RULE, park)["renewal_type"] == expect["renewal_type"]
    assert explained(definition.RULE, park)["is_park"] is True


@pytest.mark.parametrize(("park", "expect"), CASES)
def test_flags_by_side(park, expect):
    sides = explained(diagnosis.RULE, park)["sides"]
    assert {side["side"]: side["raised"] for side in sides} == expect["raised"]
