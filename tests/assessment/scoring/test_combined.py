"""Half judged, half measured."""

import numpy as np
import pytest

from assessment.errors import PolicyError
from assessment.frame import canonical
from assessment.scoring.combined import combine, combined_weights
from assessment.scoring.rank import indicator_matrix
from tests.assessment.frames import frame_of, policy
from tests.assessment.scoring.test_rank import FIVE, POLICY, TWO

MATRIX = indicator_matrix(canonical(frame_of(FIVE)).parks, POLICY)


def test_each_is_scaled_to_one_first():
    # 3 : 1 → .75, .25; ½ · (.75, .25) + ½ · (.5, .5)
    assert combine(np.array([3.0, 1.0]), np.array([0.2, 0.2]), 0.5).tolist() == [0.625, 0.375]
    assert combine(np.array([3.0, 1.0]), np.array([1.0, 1.0]), 1.0).tolist() == [0.75, 0.25]


def test_the_policys_weights_stand_in_for_judgements():
    # policy .4, .6; entropy .5, .5
    assert combined_weights(MATRIX, POLICY) == pytest.approx({"far": 0.45, "consent_share": 0.55})
    judged = combined_weights(MATRIX, POLICY, {"far": 0.8, "consent_share": 0.2})
    assert judged == pytest.approx({"far": 0.65, "consent_share": 0.35})


def test_the_share_is_the_policys():
    quarter = policy(priority_indicators=TWO, priority_judged_share=0.25)
    judged = combined_weights(MATRIX, quarter, {"far": 0.8, "consent_share": 0.2})
    assert judged == pytest.approx({"far": 0.575, "consent_share": 0.425})


def test_bad_judgements_are_refused():
    with pytest.raises(PolicyError, match="no such indicator"):
        combined_weights(MATRIX, POLICY, {"luck": 1})
