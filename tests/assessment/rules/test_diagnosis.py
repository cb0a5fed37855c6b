"""Diagnosis flags: raised, not raised, unknown; the paper's own figures."""

import pytest

from assessment.frame import canonical
from assessment.rules.diagnosis import RULE
from tests.assessment.frames import frame_of
from tests.assessment.worked_cases import STANDARD, column, explained


def flag(name, park):
    sides = explained(RULE, park)["sides"]
    return next(flag for side in sides for flag in side["flags"] if flag["name"] == name)


@pytest.mark.parametrize(
    ("name", "park", "met"),
    [
        # 南沙F村: 160 万元/亩 against 40 to 120 (陈伟等 3.1)
        ("assembly_cost", {"assembly_cost_per_mu": 160.0, "industrial_land_price_per_mu": 120.0}, True),
        ("assembly_cost", {"assembly_cost_per_mu": 120.0, "industrial_land_price_per_mu": 120.0}, False),
        ("assembly_cost", {"assembly_cost_per_mu": 160.0}, None),
        ("rent_only", {"rent_only": True}, True),
        ("rent_only", {"rent_only": False}, False),
        # 空置率在50%以上 includes 50 % (3.2)
        ("area_vacancy", {"area_vacancy_share": 0.5}, True),
        ("area_vacancy", {"area_vacancy_share": 0.499}, False),
        ("rival_rent", {"scheme_rent": 35.0}, False),
        ("rival_rent", {"scheme_rent": 36.0}, True),
        ("relocation", {"relocation_plan": False}, True),
        ("relocation", {"relocation_plan": True}, False),
        ("leasing", {"own_leasing": False}, True),
        ("fire", {"fire_accepted": False}, True),
        ("fire", {}, None),
        ("rebuild_filed", {"permitted_rebuild": True}, False),
        ("amenities", dict.fromkeys(["need_green", "need_open_space", "need_diverse_housing"], "none"), True),
        ("amenities", {"need_green": "none", "need_open_space": "none"}, None),
        (
            "amenities",
            {
                "need_green": "met",
                "need_open_space": "met",
                "need_daily_services": "building",
            },
            False,
        ),
    ],
)
def test_flag(name, park, met):
    found = flag(name, park)
    assert found["met"] is met
    assert bool(found["missing"]) is (met is None)
    assert found["article"]
    assert found["source"]


def test_an_unknown_price_is_what_is_missing():
    found = flag("assembly_cost", {"assembly_cost_per_mu": 160.0})
    assert [item["input"] for item in found["missing"]] == ["industrial_land_price_per_mu"]


def test_sides_of_the_raised_flags():
    parks = [{}, {"fire_accepted": False}, {"rent_only": True, "own_leasing": False, "fire_accepted": True}]
    assert column(RULE, "problems", *parks) == ["", "government", "market,operation"]
    found = explained(RULE, parks[2])
    assert [(side["side"], side["raised"], side["unknown"]) for side in found["sides"]] == [
        ("market", 1, 3),
        ("operation", 1, 2),
        ("government", 0, 1),
    ]
    assert found["raised"] == 2


def test_nothing_is_kept_of_a_park_that_nobody_asked_about():
    judgement = RULE.judge(
        canonical(frame_of([{}, {"need_green": "met"}, {"fire_accepted": True}])), STANDARD
    )
    assert judgement.evidence(0) is None
    assert None not in (judgement.evidence(1), judgement.evidence(2))
    found = explained(RULE, {"need_green": "none"})["sides"][1]["flags"][-1]
    assert (found["value"], found["value_high"], len(found["missing"])) == (1, 5, 4)
