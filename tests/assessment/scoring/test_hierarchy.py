"""Groups first, then the indicators within each: weights multiply."""

import numpy as np
import pytest

from assessment.errors import PolicyError
from assessment.scoring.hierarchy import ahp_weights, members_of, scale_matrix, starting_matrices
from assessment.scoring.indicators import indicators_of
from tests.assessment.frames import policy
from tests.assessment.scoring.test_rank import row

GROUPS = {name: {"zh": name, "en": name, "side": "need"} for name in ("land", "economy", "safety")}
ROWS = [
    row("far", "land", -1, 0.3),
    row("tax_per_mu", "economy", 1, 0.2),
    row("consent_share", "land", 1, 0.3),
    row("hazards_per_ha", "safety", 1, 0.2),
]
POLICY = policy(priority_indicators={"groups": GROUPS, "indicators": ROWS})
EQUAL = [[1, 1, 1]] * 3
LAND = [[1, 3], [1 / 3, 1]]


def test_members_keep_the_order_of_the_policy():
    assert members_of(indicators_of(POLICY)) == {
        "land": ("far", "consent_share"),
        "economy": ("tax_per_mu",),
        "safety": ("hazards_per_ha",),
    }


def test_weights_multiply():
    # land : economy : safety = 4 : 2 : 2, far : consent = 3 : 1 → .5 × .75, .5 × .25, .25, .25
    found = ahp_weights(POLICY, [[1, 2, 2], [1 / 2, 1, 1], [1 / 2, 1, 1]], {"land": LAND})
    assert {name: round(weight, 12) for name, weight in found.weights.items()} == {
        "far": 0.375,
        "consent_share": 0.125,
        "tax_per_mu": 0.25,
        "hazards_per_ha": 0.25,
    }
    assert found.accepted
    assert set(found.within) == {"land", "economy", "safety"}
    assert found.as_dict()["within"]["land"]["weights"]["far"] == pytest.approx(0.75)


def test_one_inconsistent_matrix_spoils_the_whole():
    bad = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
    found = ahp_weights(POLICY, bad, {"land": LAND})
    assert (found.groups.accepted, found.within["land"].accepted, found.accepted) == (False, True, False)
    assert found.as_dict()["accepted"] is False


def test_the_limit_is_the_policys():
    bad = [[1, 3, 2], [1 / 3, 1, 3], [1 / 2, 1 / 3, 1]]
    lenient = policy(priority_indicators={"groups": GROUPS, "indicators": ROWS}, priority_consistency_max=0.5)
    assert ahp_weights(lenient, bad, {"land": LAND}).accepted
    assert not ahp_weights(POLICY, bad, {"land": LAND}).accepted


def test_faults_of_all_matrices_at_once():
    with pytest.raises(PolicyError) as caught:
        ahp_weights(POLICY, [[1, 2], [1 / 2, 1]], {"luck": [[1]], "economy": [[2]]})
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [
        ("luck", "unknown_group"),
        ("groups: matrix", "not_square"),
        ("land: matrix", "not_square"),
        ("economy: tax_per_mu / tax_per_mu", "bad_diagonal"),
    ]


def test_the_editor_starts_from_the_present_weights():
    groups, within = starting_matrices(indicators_of(POLICY))
    # land .6 against .2 and .2
    assert groups.tolist() == [[1, 3, 3], [1 / 3, 1, 1], [1 / 3, 1, 1]]
    assert within["land"].tolist() == [[1, 1], [1, 1]]
    assert within["economy"].tolist() == [[1]]


def test_the_policys_own_start_is_consistent():
    rules = policy()
    found = ahp_weights(rules, *starting_matrices(indicators_of(rules)))
    assert found.accepted
    assert sum(found.weights.values()) == pytest.approx(1)
    assert len(found.weights) == 21


def test_ratios_go_to_the_nearest_step_of_the_scale():
    matrix = scale_matrix(np.array([0.5, 0.2, 0.0]))
    # .5/.2 = 2.5 lies nearer to 3 than to 2 by ratio; nothing against something is 9
    assert matrix[0].tolist() == [1, 3, 9]
    assert matrix[2].tolist() == [1 / 9, 1 / 9, 1]
    assert scale_matrix(np.zeros(2)).tolist() == [[1, 1], [1, 1]]
    # a hundredth is still no less than a ninth
    assert scale_matrix(np.array([0.01, 1.0])).tolist() == [[1, 1 / 9], [9, 1]]
