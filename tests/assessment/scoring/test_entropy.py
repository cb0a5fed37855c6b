"""Entropy weights: by hand, unknown and zero, and a frame without anything to tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assessment.errors import PolicyError
from assessment.frame import canonical
from assessment.scoring.entropy import entropy, entropy_weights, entropy_weights_of
from assessment.scoring.rank import indicator_matrix
from tests.assessment.frames import frame_of
from tests.assessment.scoring.test_rank import FIVE, POLICY

NAN = np.nan


def test_by_hand():
    # all alike: e = 1; everything in one row: e = 0; halves of two out of four: ln 2 / ln 4 = ½
    z = np.array([[1, 0, 0.5], [1, 0, 0.5], [1, 0, 0], [1, 1, 0]])
    assert entropy(z).tolist() == [1.0, 0.0, 0.5]
    # 1 − e = 0, 1, ½
    assert np.allclose(entropy_weights(z), [0, 2 / 3, 1 / 3])


def test_unknown_values_count_neither_as_rows_nor_as_zeros():
    z = np.array([[0.5, 0.5], [0.5, 0.5], [0, NAN], [0, NAN]])
    # the second is known twice and alike there: ln 2 / ln 2 = 1
    assert entropy(z).tolist() == [0.5, 1.0]
    assert entropy_weights(z).tolist() == [1.0, 0.0]


def test_what_half_of_the_parks_have_counts_half():
    z = np.array([[1, 1], [0, 0], [0, NAN], [0, NAN]], dtype=float)
    assert entropy(z).tolist() == [0.0, 0.0]
    assert np.allclose(entropy_weights(z), [2 / 3, 1 / 3])


@pytest.mark.parametrize("column", [[0, 0, 0], [NAN, NAN, NAN], [NAN, 1, NAN]])
def test_nothing_to_tell_apart_has_full_entropy(column):
    assert entropy(np.array([column], dtype=float).T).tolist() == [1.0]
    assert entropy_weights(np.array([column], dtype=float).T).tolist() == [0.0]


def test_no_rows():
    assert entropy_weights(np.empty((0, 2))).tolist() == [0, 0]


@given(arrays(float, (6, 3), elements=st.sampled_from([NAN, 0, 0.001, 0.3, 0.31, 0.7, 1])))
def test_weights_are_shares(z):
    weights = entropy_weights(z)
    assert ((weights >= 0) & (weights <= 1)).all()
    assert weights.sum() == pytest.approx(1) or not weights.any()
    assert np.allclose(entropy_weights(z[::-1]), weights)
    assert np.allclose(entropy_weights(z * 0.5), weights, atol=1e-9)


def test_by_name_over_the_parks_that_count():
    # z of FIVE: 1, .75, .5, .25, 0 and the reverse: the same entropy
    small = {"area_m2": 4999.0, "far": 0.5, "consent_share": 0.0}
    found = entropy_weights_of(indicator_matrix(canonical(frame_of([*FIVE, small])).parks, POLICY))
    assert {name: round(weight, 12) for name, weight in found.items()} == {"far": 0.5, "consent_share": 0.5}


def test_a_city_of_equals_has_no_entropy_weights():
    matrix = indicator_matrix(canonical(frame_of([FIVE[0]] * 3)).parks, POLICY)
    with pytest.raises(PolicyError, match="tells the parks apart"):
        entropy_weights_of(matrix)
