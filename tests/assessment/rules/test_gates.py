"""One gate: its operators, its bounds, the unknown."""

import numpy as np
import pytest

from assessment.frame import canonical
from assessment.rules.gates import (
    Gate,
    asked,
    combined,
    evaluate,
    explained,
    gate_legend,
    holds,
    missing_inputs,
)
from tests.assessment.frames import frame_of, policy

METRO = Gate("metro_distance_m", "<=", "mode_metro_max")
DENSITY = Gate("far", "<=", "mode_far_to_target_max", times="target_far")
CORE = Gate("core_location", "is", "mode_core_location_required")


@pytest.mark.parametrize(
    ("operator", "expected"), [(">=", [0, 1, 1]), (">", [0, 0, 1]), ("<=", [1, 1, 0]), ("is", [0, 1, 0])]
)
def test_operators_below_at_and_above(operator, expected):
    assert holds(np.array([1.0, 2.0, 3.0]), operator, np.full(3, 2.0)).tolist() == expected


def test_unknown_on_either_side_is_unknown():
    answers = holds(np.array([np.nan, 1.0]), ">=", np.array([1.0, np.nan]))
    assert answers.tolist() == [-1, -1]


def test_arithmetic_dust_does_not_decide():
    # 0.1 + 0.2 = 0.30000000000000004 in binary: still "no more than 0.3", and not "more than 0.3"
    assert holds(np.array([0.1 + 0.2]), "<=", np.array([0.3])).tolist() == [1]
    assert holds(np.array([0.1 + 0.2]), ">", np.array([0.3])).tolist() == [0]


def parks(*rows):
    return canonical(frame_of(list(rows))).parks


def test_threshold_times_a_column():
    evidence = evaluate(
        DENSITY, parks({"far": 1.0, "target_far": 2.0}, {"far": 1.01, "target_far": 2.0}), policy()
    )
    assert evidence.met.tolist() == [1, 0]
    assert evidence.thresholds.tolist() == [1.0, 1.0]


def test_yes_no_gate():
    evidence = evaluate(CORE, parks({"core_location": True}, {"core_location": False}, {}), policy())
    assert evidence.met.tolist() == [1, 0, -1]


def test_a_requirement_switched_off_is_not_asked():
    gates = [CORE, METRO]
    assert asked(gates, policy()) == gates
    assert asked(gates, policy(mode_core_location_required=False)) == [METRO]


def test_one_of_the_alternatives_is_enough():
    metro = Gate("metro_distance_m", "<=", "mode_metro_max", alternative="access")
    platform = Gate("on_platform", "is", "mode_platform_counts", alternative="access")
    table = parks(
        {"core_location": True, "metro_distance_m": 5000, "on_platform": True},
        {"core_location": True, "metro_distance_m": 5000, "on_platform": False},
        {"core_location": False, "metro_distance_m": 100},
        {"core_location": True, "metro_distance_m": 5000},
    )
    evidence = [evaluate(gate, table, policy()) for gate in (CORE, metro, platform)]
    assert combined(evidence, 4).tolist() == [1, 0, 0, -1]
    assert combined([], 2).tolist() == [1, 1]


def test_explained_gate_has_value_threshold_article_and_source():
    evidence = evaluate(DENSITY, parks({"far": 0.34, "target_far": 2.8}), policy())
    full = explained(evidence.row(0), gate_legend(DENSITY, policy()))
    shown = {
        name: full[name] for name in ("input", "value", "operator", "threshold", "threshold_factor", "met")
    }
    # 0.5 × 2.8 = 1.4
    assert shown == {
        "input": "far",
        "value": 0.34,
        "operator": "<=",
        "threshold": 1.4,
        "threshold_factor": 0.5,
        "met": True,
    }
    assert full["label_zh"] == "容积率"
    assert full["article"]
    assert full["source"] == "derived"
    assert full["assumption"] is True


def test_yes_no_values_are_shown_as_such():
    evidence = evaluate(CORE, parks({"core_location": False}), policy())
    full = explained(evidence.row(0), gate_legend(CORE, policy()))
    assert full["value"] is False
    assert full["threshold"] is True


def test_missing_inputs_include_the_column_behind_the_threshold():
    legend = gate_legend(DENSITY, policy())
    evidence = evaluate(DENSITY, parks({}, {"far": 1.0}, {"far": 1.0, "target_far": 2.0}), policy())
    found = [missing_inputs(evidence.row(row), legend) for row in range(3)]
    assert found == [["far", "target_far"], ["target_far"], []]
