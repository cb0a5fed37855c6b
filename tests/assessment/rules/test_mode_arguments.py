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


def test_arguments_do_not_lift_what_is_open_above_what_the_gates_allow():
    park = {
        "consent_share": 0.9,
        "planned_industrial_share": 0.9,
        "far": 0.3,
        "target_far": 2.0,
        "core_location": True,
        "metro_distance_m": 100.0,
        "structurally_sound": True,
    }
    # the village plan is unknown, and three answers speak for the whole village
    village = {"mixed_with_old_village": True, "mixed_tenure": True, "housing_needed": True}
    assert order({**park, **village}) == ["comprehensive", "micro", "whole_village", "keep"]


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


@pytest.mark.parametrize(
    ("park", "name", "sides"),
    [
        # 4.1.1: who cannot rebuild soon renews in small steps
        ({"rebuild_blocked": True}, "rebuild_blocked", {"micro": "for", "comprehensive": "against"}),
        ({"rebuild_blocked": False}, "rebuild_blocked", {"micro": "against"}),
        ({"industry_chain": True}, "industry_chain", {"micro": "for"}),
        ({"industry_chain": False}, "industry_chain", {"micro": "against"}),
        (
            {"assembly_cost_per_mu": 160.0, "industrial_land_price_per_mu": 120.0},
            "low_cost",
            {"micro": "against", "comprehensive": "against"},
        ),
        ({"skilled_operator": True}, "skilled_operator", {"micro": "for"}),
        ({"skilled_operator": False}, "skilled_operator", {"micro": "against"}),
        # 4.2: clearance needs a land route and somebody who will produce there
        ({"land_route": "to_state"}, "land_route", {"comprehensive": "for"}),
        ({"land_route": "none"}, "land_route", {"comprehensive": "against"}),
        ({"renewal_use": "new_industry"}, "production_use", {"comprehensive": "for"}),
        ({"renewal_use": "creative"}, "production_use", {"comprehensive": "against"}),
        ({"leading_industry_share": 0.0}, "production_demand", {"comprehensive": "against"}),
        # 2.3, 4.3: what is grown together with the village is renewed with it
        ({"mixed_with_old_village": True}, "mixed_with_old_village", {"whole_village": "for"}),
        ({"mixed_with_old_village": False}, "mixed_with_old_village", {"whole_village": "against"}),
        ({"mixed_tenure": True}, "mixed_tenure", {"whole_village": "for", "comprehensive": "against"}),
        ({"mixed_tenure": False}, "mixed_tenure", {"whole_village": "against"}),
        ({"housing_needed": True}, "housing_needed", {"whole_village": "for"}),
        ({"housing_needed": False}, "housing_needed", {"whole_village": "against"}),
        ({"rent_only": True}, "rent_only", {"comprehensive": "against"}),
        ({"rent_only": False}, "rent_only", {}),
        # what is renewed already is kept
        (
            {"renewal_status": "done"},
            "renewed",
            {"keep": "for", "micro": "against", "comprehensive": "against", "whole_village": "against"},
        ),
        ({"renewal_status": "none"}, "renewed", {}),
        (
            {"village_feasibility": "infeasible"},
            "village_infeasible",
            {"keep": "for", "whole_village": "against"},
        ),
        ({"village_feasibility": "feasible"}, "village_infeasible", {}),
        ({"structurally_sound": True}, "sound", {"keep": "for"}),
        ({"structurally_sound": False}, "sound", {"keep": "against", "comprehensive": "for"}),
    ],
)
def test_what_an_answer_says_of_each_mode(park, name, sides):
    candidates = explained(RULE, park)["candidates"]
    found = {
        candidate["mode"]: side
        for candidate in candidates
        for side in ("for", "against", "open")
        for item in candidate[side]
        if item["kind"] == "argument" and item["name"] == name
    }
    assert found == sides
    # nothing else is known of the park, and every argument weighs the same
    balance = {item["mode"]: item["balance"] for item in candidates if item["balance"]}
    assert balance == {mode: {"for": 1, "against": -1}[side] for mode, side in sides.items()}


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


def test_levers_name_the_figures_of_the_paper():
    strategies = {item["mode"]: item["strategy"] for item in explained(RULE, {})["candidates"]}
    levers = {lever["en"]: lever["values"] for lever in strategies["comprehensive"]["levers"]}
    # 60 % may be split off at Jingguang and all in Dongguan; storeys of 6 to 8 m, in high-rises of 4.3 to 4.5 m
    assert levers["split transfer (Jingguang, Dongguan)"] == [0.6, 1]
    assert levers["a share of housing (Shenzhen)"] == [0.3]
    assert levers["storey height of factories (m)"] == [6, 8]
    assert levers["storey height of high-rise factories (m)"] == [4.3, 4.5]
    assert levers["transfer, state land or consolidation"] == []


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
        # the paper says nothing of it
        ("440117", "no"),
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
