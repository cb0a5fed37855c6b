"""100 Σwz / Σw over what is known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.weighted_sum import completeness, weighted_points, weighted_score

WEIGHTS = np.array([0.5, 0.3, 0.2])
NAN = np.nan


def test_by_hand():
    # 0.5·1 + 0.3·0.5 + 0.2·0 = 0.65 → 65; without the first: (0.15 + 0.2·1)/0.5 → 70
    z = np.array([[1.0, 0.5, 0.0], [NAN, 0.5, 1.0]])
    assert weighted_score(z, WEIGHTS).tolist() == [65.0, 70.0]
    assert np.allclose(weighted_points(z, WEIGHTS), [[50, 15, 0], [NAN, 30, 40]], equal_nan=True)


def test_nothing_known_has_no_score():
    assert np.isnan(weighted_score(np.array([[NAN, NAN, NAN]]), WEIGHTS)).tolist() == [True]
    assert np.isnan(weighted_score(np.array([[1.0]]), np.array([0.0]))).tolist() == [True]


def test_completeness_is_the_share_of_weight_known():
    values = np.array([[47.0, NAN, 0.0], [NAN, NAN, NAN], [1.0, 1.0, 1.0]])
    assert completeness(values, WEIGHTS).tolist() == [0.7, 0.0, 1.0]
    # tried weights need not add up to one: 3 of 4
    assert completeness(np.array([[1.0, NAN]]), np.array([3.0, 1.0])).tolist() == [0.75]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1))
def test_a_higher_z_never_lowers_the_score(row, place, higher):
    better = list(row)
    better[place] = max(row[place], higher)
    before, after = weighted_score(np.array([row, better]), WEIGHTS)
    assert 0 <= before <= after <= 100


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=3, max_size=3), st.sampled_from([0.25, 8.0]))
def test_only_the_proportions_of_the_weights_matter(row, factor):
    z = np.array([[NAN if value is None else value for value in row]])
    one, other = weighted_score(z, WEIGHTS), weighted_score(z, WEIGHTS * factor)
    np.testing.assert_array_equal(one, other)
