"""Closeness to the ideal: by hand, with unknown values, and as a method of ranking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import PolicyError
from assessment.frame import canonical
from assessment.scoring.rank import indicator_matrix, rank_matrix, rank_parks
from assessment.scoring.topsis import closeness, topsis_score
from tests.assessment.frames import city, frame_of, policy
from tests.assessment.scoring.test_rank import FIVE, POLICY

NAN = np.nan
WEIGHTS = np.array([0.6, 0.8])


def test_by_hand():
    # the ideal 1; the anti-ideal 0; (1, 0): d⁻ = .6, d⁺ = .8; (0, 1): the reverse; the middle is the middle
    z = np.array([[1, 1], [0, 0], [1, 0], [0, 1], [0.5, 0.5]])
    assert np.allclose(closeness(z, WEIGHTS), [1, 0, 0.6 / 1.4, 0.8 / 1.4, 0.5])
    # (.5, 1): d⁻ = √(.09 + .64), d⁺ = .3
    low = np.sqrt(0.73)
    assert closeness(np.array([[0.5, 1]]), WEIGHTS)[0] == pytest.approx(low / (low + 0.3))


def test_other_ideals_can_be_given():
    # between .2 and .7 in the first alone: d⁺ = .2, d⁻ = .3
    found = closeness(np.array([[0.5]]), np.array([1.0]), np.array([0.7]), np.array([0.2]))
    assert found[0] == pytest.approx(0.6)


def test_unknown_values_are_left_out_of_both_distances():
    assert closeness(np.array([[0.3, NAN], [NAN, 0.3]]), WEIGHTS) == pytest.approx([0.3, 0.3])
    assert np.isnan(closeness(np.array([[NAN, NAN]]), WEIGHTS)).all()
    assert np.isnan(closeness(np.array([[NAN, 0.3]]), np.array([1.0, 0.0]))).all()


def test_the_score_has_six_decimals_on_a_hundred():
    assert topsis_score(np.array([[1.0, 0.0]]), WEIGHTS).tolist() == [42.857143]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2), st.integers(0, 1), st.floats(0, 1))
def test_a_higher_z_never_lowers_the_score(row, place, higher):
    better = list(row)
    better[place] = max(row[place], higher)
    before, after = topsis_score(np.array([row, better]), WEIGHTS)
    assert 0 <= before <= after <= 100


@given(st.sampled_from([0.25, 8.0]))
def test_only_the_proportions_of_the_weights_matter(factor):
    z = np.array([[0.1, 0.9], [0.4, NAN]])
    np.testing.assert_allclose(closeness(z, WEIGHTS), closeness(z, WEIGHTS * factor), atol=1e-12)


def test_as_a_method_of_ranking():
    # z of FIVE: (1, 0), (.75, .25), …; weights .4 and .6: d⁻/(d⁺ + d⁻) of the first = .4/(.4 + .6)
    found = rank_parks(canonical(frame_of(FIVE)), POLICY, method="topsis")
    assert found["priority"].iloc[[0, 2, 4]].tolist() == [40.0, 50.0, 60.0]
    # sides of one indicator each: C = z
    assert found["need"].tolist() == [100.0, 75.0, 50.0, 25.0, 0.0]
    assert found["opportunity"].tolist() == [0.0, 25.0, 50.0, 75.0, 100.0]
    assert found["rank"].tolist() == [5, 4, 3, 2, 1]
    second = (0.4 * 0.75) ** 2 + (0.6 * 0.25) ** 2, (0.4 * 0.25) ** 2 + (0.6 * 0.75) ** 2
    assert found["priority"].iloc[1] == pytest.approx(
        100 * second[0] ** 0.5 / (second[0] ** 0.5 + second[1] ** 0.5), abs=1e-6
    )


def test_who_is_ranked_does_not_depend_on_the_method():
    matrix = indicator_matrix(canonical(city()).parks, policy())
    one, other = rank_matrix(matrix), rank_matrix(matrix, method="topsis")
    assert one["rank_reason"].tolist() == other["rank_reason"].tolist()
    assert one["completeness"].tolist() == other["completeness"].tolist()
    assert other.loc[other["ranked"], "priority"].between(0, 100).all()
    assert one["rank"].tolist() != other["rank"].tolist()


def test_an_unknown_method_is_refused():
    with pytest.raises(PolicyError, match="no such method"):
        rank_parks(canonical(frame_of(FIVE)), POLICY, method="luck")
