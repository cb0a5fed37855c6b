"""Renewal mode: the paper's three cases, each gate at its bound, and every pattern of unknowns."""

import itertools

import numpy as np
import pytest

from assessment.frame import canonical
from assessment.rules.renewal_mode import NAMES, RULE, choose
from tests.assessment.frames import frame_of, policy

# 陈伟等 §2.1: 海珠唯品同创汇, 12 ha, 18万 m² → FAR 1.5, next to a metro station; rebuilding blocked for now
TONGCHUANG = {
    "area_m2": 120_000.0,
    "far": 1.5,
    "target_far": 1.5,
    "in_urban_village_plan": False,
    "consent_share": 0.3,
    "planned_industrial_share": 0.0,
    "core_location": True,
    "metro_distance_m": 200.0,
    "on_platform": True,
    "structurally_sound": True,
}
# §2.2: 黄埔纳金科技产业园, 6.4 ha, 2.2 → 18万 m² (FAR 0.34 → 2.8), built with the village
NAJIN = {
    "area_m2": 64_000.0,
    "far": 0.34,
    "target_far": 2.8,
    "in_urban_village_plan": False,
    "consent_share": 0.95,
    "planned_industrial_share": 1.0,
    "core_location": False,
    "metro_distance_m": 2500.0,
    "on_platform": True,
    "structurally_sound": False,
}
# §2.3: 白云设计之都, 176 ha of which 120 with 黄边旧村; 82 + 33 + 72.4 = 187.4万 m² planned
DESIGN_CAPITAL = {
    "area_m2": 1_760_000.0,
    "in_urban_village_plan": True,
    "urban_village_overlap_share": 120 / 176,
    "planned_gfa_m2": 1_874_000.0,
    "far": 0.6,
    "target_far": 2.5,
    "consent_share": 0.9,
    "planned_industrial_share": 0.1,
    "core_location": True,
    "metro_distance_m": 500.0,
    "structurally_sound": False,
}


def judged(*rows, **overrides):
    frame = canonical(frame_of(list(rows)))
    return RULE.judge(frame, policy(**overrides))


def modes(*rows, **overrides):
    return judged(*rows, **overrides).columns["parks"]["mode"].tolist()


def explained(row, **overrides):
    judgement = judged(row, **overrides)
    return RULE.explain(judgement.evidence(0), judgement.legend)


def test_the_three_published_cases():
    assert modes(TONGCHUANG, NAJIN, DESIGN_CAPITAL) == ["micro", "comprehensive", "whole_village"]


@pytest.mark.parametrize(
    ("case", "column", "at", "beyond"),
    [
        # 超过 does not include the number, 以上 and 不超过 do
        (DESIGN_CAPITAL, "urban_village_overlap_share", 0.501, 0.5),
        (DESIGN_CAPITAL, "planned_gfa_m2", 1_000_000.0, 999_999.0),
        (DESIGN_CAPITAL, "in_urban_village_plan", True, False),
        (NAJIN, "consent_share", 0.8, 0.79),
        (NAJIN, "planned_industrial_share", 0.5, 0.49),
        (NAJIN, "far", 1.4, 1.41),
        (TONGCHUANG, "structurally_sound", True, False),
        (TONGCHUANG, "core_location", True, False),
        ({**TONGCHUANG, "on_platform": False}, "metro_distance_m", 800.0, 801.0),
    ],
)
def test_each_gate_at_its_bound_and_just_beyond(case, column, at, beyond):
    (own,) = modes(case)
    assert modes({**case, column: at}, {**case, column: beyond}) == [own, "keep"]


def test_a_key_platform_stands_in_for_the_metro():
    far_off = {**TONGCHUANG, "metro_distance_m": 5000.0}
    assert modes({**far_off, "on_platform": True}, {**far_off, "on_platform": False}) == ["micro", "keep"]
    assert modes({**far_off, "on_platform": True}, mode_platform_counts=False) == ["keep"]


def test_thresholds_come_from_the_policy():
    assert modes(NAJIN, mode_consent_min=0.96) == ["keep"]
    assert modes({**TONGCHUANG, "on_platform": False}, mode_metro_max=100) == ["keep"]


def test_nothing_known_cannot_be_assessed():
    found = explained({})
    assert found["mode"] == "cannot_assess"
    assert found["label_zh"] == "无法判定"
    assert found["settled"] is False
    assert [item["met"] for item in found["candidates"]] == [None] * 4
    assert {item["input"] for item in found["missing"]} == {
        "in_urban_village_plan",
        "urban_village_overlap_share",
        "planned_gfa_m2",
        "consent_share",
        "planned_industrial_share",
        "far",
        "target_far",
        "core_location",
        "metro_distance_m",
        "on_platform",
        "structurally_sound",
    }


def test_an_earlier_mode_still_open_leaves_the_result_unsettled():
    found = explained({**NAJIN, "in_urban_village_plan": True, "urban_village_overlap_share": 0.9})
    assert (found["mode"], found["settled"]) == ("comprehensive", False)
    assert [item["input"] for item in found["missing"]] == ["planned_gfa_m2"]
    ranked = [(item["rank"], item["mode"], item["met"]) for item in found["candidates"]]
    assert ranked == [
        (1, "comprehensive", True),
        (2, "whole_village", None),
        (3, "micro", False),
        (4, "keep", False),
    ]


def test_a_later_mode_still_open_does_not_matter():
    found = explained({**NAJIN, "core_location": None, "structurally_sound": True})
    assert (found["mode"], found["settled"], found["missing"]) == ("comprehensive", True, [])
    # the candidate itself still says what it would need
    micro = next(item for item in found["candidates"] if item["mode"] == "micro")
    assert [item["input"] for item in micro["missing"]] == ["core_location"]


def test_missing_are_the_inputs_of_earlier_modes_only():
    row = {
        **NAJIN,
        "in_urban_village_plan": True,
        "urban_village_overlap_share": 0.9,
        "core_location": None,
        "structurally_sound": True,
    }
    found = explained(row)
    assert (found["mode"], found["settled"]) == ("comprehensive", False)
    assert [item["met"] for item in found["candidates"]] == [True, None, None, False]
    assert [item["input"] for item in found["missing"]] == ["planned_gfa_m2"]


def test_keep_is_withheld_while_a_mode_is_open():
    row = {**TONGCHUANG, "structurally_sound": None}
    found = explained(row)
    assert found["mode"] == "cannot_assess"
    assert [item["input"] for item in found["missing"]] == ["structurally_sound"]
    ranked = [(item["mode"], item["met"]) for item in found["candidates"]]
    assert ranked == [("micro", None), ("keep", None), ("whole_village", False), ("comprehensive", False)]
    assert modes({**row, "structurally_sound": False}) == ["keep"]


def test_one_failed_gate_rules_a_mode_out_whatever_is_unknown():
    found = explained({"in_urban_village_plan": False, "consent_share": 0.1, "core_location": False})
    assert (found["mode"], found["settled"], found["missing"]) == ("keep", True, [])
    ranked = [(item["mode"], item["met"]) for item in found["candidates"]]
    assert ranked == [("keep", True), ("whole_village", False), ("comprehensive", False), ("micro", False)]


def test_inputs_that_cannot_change_the_answer_are_not_missing():
    # the platform settles access, so the unknown metro distance does not matter; soundness does
    row = {**TONGCHUANG, "metro_distance_m": None, "structurally_sound": None}
    assert [item["input"] for item in explained(row)["missing"]] == ["structurally_sound"]


def test_every_gate_is_shown_with_its_evidence():
    found = explained(NAJIN)
    gates = {gate["input"]: gate for item in found["candidates"] for gate in item["gates"]}
    assert gates["far"]["threshold"] == 1.4
    assert gates["consent_share"]["met"] is True
    assert gates["core_location"]["met"] is False
    assert gates["planned_gfa_m2"]["met"] is None
    assert all(gate["article"] and gate["source_title"] for gate in gates.values())


@pytest.mark.parametrize("answers", list(itertools.product([1, 0, -1], repeat=3)))
def test_every_pattern_agrees_with_all_ways_the_unknown_may_turn_out(answers):
    names = ["whole_village", "comprehensive", "micro"]

    def cascade(known):
        return next((name for name, met in zip(names, known, strict=True) if met), "keep")

    ways = {cascade(way) for way in itertools.product(*[[0, 1] if a == -1 else [a] for a in answers])}
    first, settled = choose([np.array([answer], dtype=np.int8) for answer in answers])
    assert settled.tolist() == [len(ways) == 1]
    chosen = str(NAMES[first[0]])
    if len(ways) == 1:
        assert chosen == ways.pop()
    elif 1 in answers:
        assert chosen == names[answers.index(1)]
    else:
        assert chosen == "cannot_assess"
