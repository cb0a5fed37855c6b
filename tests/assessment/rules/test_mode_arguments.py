"""Arguments beside the gates: they order what the gates leave equal, and decide nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.frame import canonical
from assessment.rules.mode_arguments import ARGUMENTS
from assessment.rules.renewal_mode import RULE
from tests.assessment.frames import frame_of, policy
from tests.assessment.worked_cases import column, explained

OPEN = {"in_urban_village_plan": False}
FLAGS = sorted({item.question.column for item in ARGUMENTS if item.question.operator == "is"})


def order(park):
    return [item["mode"] for item in explained(RULE, park)["candidates"]]


def test_equals_come_in_the_order_they_are_tried_without_arguments():
    assert order({}) == ["whole_village", "comprehensive", "micro", "keep"]


def test_the_better_supported_of_equals_comes_first():
    # micro and comprehensive both undecided: chain and operator argue for micro, a missing land route against the other
    assert order({**OPEN, "industry_chain": True, "skilled_operator": True, "land_route": "none"}) == [
        "micro",
        "keep",
        "comprehensive",
        "whole_village",
    ]
    assert order({**OPEN, "land_route": "transfer", "industry_chain": False})[0] == "comprehensive"


def test_the_mode_itself_stays_first_however_it_is_argued_against():
    met = {
        "in_urban_village_plan": False,
        "consent_share": 0.9,
        "planned_industrial_share": 0.9,
        "far": 0.3,
        "target_far": 2.0,
        "core_location": True,
        "metro_distance_m": 100.0,
        "structurally_sound": True,
        "rebuild_blocked": True,
        "industry_chain": True,
        "skilled_operator": True,
    }
    found = explained(RULE, met)
    assert (found["mode"], order(met)[:2]) == ("comprehensive", ["comprehensive", "micro"])
    first, second = found["candidates"][:2]
    assert (first["balance"], second["balance"]) == (-1, 3)
    assert [item["name"] for item in first["against"] if item["kind"] == "argument"] == ["rebuild_blocked"]


@pytest.mark.parametrize(
    ("park", "mode", "name", "side"),
    [
        ({"contiguous_mu": 50.0}, "micro", "contiguous_scale", "for"),
        ({"contiguous_mu": 49.9}, "micro", "contiguous_scale", "against"),
        (
            {"assembly_cost_per_mu": 120.0, "industrial_land_price_per_mu": 120.0},
            "micro",
            "low_cost",
            "for",
        ),
        (
            {"assembly_cost_per_mu": 160.0, "industrial_land_price_per_mu": 120.0},
            "comprehensive",
            "low_cost",
            "against",
        ),
        ({"assembly_cost_per_mu": 160.0}, "micro", "low_cost", "open"),
        ({"leading_industry_share": 0.5}, "comprehensive", "production_demand", "for"),
        ({"renewal_use": "creative"}, "comprehensive", "production_use", "against"),
        ({"village_feasibility": "infeasible"}, "keep", "village_infeasible", "for"),
        ({"village_feasibility": "infeasible"}, "whole_village", "village_infeasible", "against"),
        ({"renewal_status": "done"}, "keep", "renewed", "for"),
    ],
)
def test_argument(park, mode, name, side):
    candidates = explained(RULE, park)["candidates"]
    candidate = next(item for item in candidates if item["mode"] == mode)
    found = [
        place for place in ("for", "against", "open") for item in candidate[place] if item.get("name") == name
    ]
    assert found == [side]


def test_gates_argue_too_and_every_argument_is_cited():
    found = explained(RULE, {**OPEN, "core_location": True})
    for candidate in found["candidates"]:
        shown = [*candidate["for"], *candidate["against"], *candidate["open"]]
        assert [item for item in shown if item["kind"] == "gate"] == [
            {**gate, "kind": "gate"}
            for gate in sorted(candidate["gates"], key=lambda gate: _side(gate["met"]))
        ]
        assert all(item["article"] and item["source_title"] for item in shown)
        assert candidate["strategy"]["levers"]


def _side(met):
    return {True: 0, False: 1, None: 2}[met]


@pytest.mark.parametrize(
    ("district", "preference"),
    [
        ("440104", "yes"),
        ("440103", "yes"),
        ("440113", "weak"),
        ("440112", "weak"),
        ("440111", "no"),
        ("440118", "no"),
    ],
)
def test_where_operators_go(district, preference):
    siting = explained(RULE, {"district_code": district})["siting"]
    assert siting["preference"] == preference
    assert siting["instead"] == (
        {"zh": ["合作开发", "政府征收"], "en": ["joint development", "government acquisition"]}
        if preference == "no"
        else None
    )


def test_a_run_stored_before_the_arguments_is_still_explained():
    judgement = RULE.judge(canonical(frame_of([OPEN])), policy())
    evidence = {
        key: item for key, item in judgement.evidence(0).items() if key not in ("arguments", "siting")
    }
    found = RULE.explain(evidence, {"modes": judgement.legend["modes"]})
    assert [item["mode"] for item in found["candidates"]] == [
        "comprehensive",
        "micro",
        "keep",
        "whole_village",
    ]
    assert (found["siting"], found["candidates"][0]["strategy"]) == (None, None)


@settings(max_examples=20, deadline=None)
@given(flags=st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in FLAGS}))
def test_arguments_decide_nothing(flags):
    flags.pop("structurally_sound")  # also a gate
    base = {
        "core_location": True,
        "metro_distance_m": 100.0,
        "structurally_sound": True,
        "consent_share": 0.1,
    }
    park = {**base, **OPEN}
    assert column(RULE, "mode", park, {**park, **flags}) == ["micro", "micro"]
