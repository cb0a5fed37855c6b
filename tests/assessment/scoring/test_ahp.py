"""Weights and consistency of pairwise judgements: Saaty's own figures, then what must hold of any matrix."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import PolicyError
from assessment.scoring.ahp import (
    RANDOM_INDEX,
    Judgement,
    compare,
    consistency_index,
    pairwise_matrix,
    principal,
)

ABC = ("a", "b", "c")
# first 3 × second, second 3 × third, but first only 2 × third: w ∝ cube roots of 6, 1, 1/6
CONTRADICTORY = [[1, 3, 2], [1 / 3, 1, 3], [1 / 2, 1 / 3, 1]]


def codes(names, matrix):
    with pytest.raises(PolicyError) as caught:
        compare(names, matrix)
    return [(fault.place, fault.code) for fault in caught.value.faults]


def test_weights_that_agree_come_back_exactly():
    found = compare(ABC, [[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    assert np.allclose(found.weights, [0.6, 0.3, 0.1], atol=1e-12)
    assert (round(found.lambda_max, 9), round(found.cr, 9), found.accepted, found.worst) == (3, 0, True, None)
    assert found.ri == 0.58


def test_three_items_by_the_geometric_mean():
    # for three items the eigenvector is the row geometric mean; λmax = 1 + d + 1/d with d = ∛(a12·a23/a13) = ∛(9/2)
    found = compare(ABC, CONTRADICTORY)
    roots = np.cbrt([6, 1, 1 / 6])
    assert np.allclose(found.weights, roots / roots.sum(), atol=1e-12)
    d = 4.5 ** (1 / 3)
    assert found.lambda_max == pytest.approx(1 + d + 1 / d)
    assert found.ci == pytest.approx((d + 1 / d - 2) / 2)
    assert found.cr == pytest.approx(found.ci / 0.58)
    assert found.accepted is False


@pytest.mark.parametrize(("cr_max", "accepted"), [(0.1, False), (0.2, False), (0.25, True)])
def test_the_ratio_must_stay_under_the_limit(cr_max, accepted):
    assert compare(ABC, CONTRADICTORY, cr_max).accepted is accepted


def test_a_ratio_at_the_limit_is_not_accepted():
    found = compare(ABC, CONTRADICTORY)
    assert compare(ABC, CONTRADICTORY, found.cr).accepted is False
    assert compare(ABC, CONTRADICTORY, math.nextafter(found.cr, 1)).accepted is True


def test_the_worst_judgement_is_named_with_what_the_others_imply():
    # four items that agree with 8 : 4 : 2 : 1, except that a against d is 1 instead of 8
    matrix = np.array([[8, 4, 2, 1]]).T / np.array([8.0, 4, 2, 1])
    matrix[0, 3] = matrix[3, 0] = 1
    found = compare(("a", "b", "c", "d"), matrix)
    assert (found.worst.first, found.worst.second, found.worst.given) == ("a", "d", 1.0)
    assert found.worst.implied == pytest.approx(2.5611, abs=1e-4)
    assert found.as_dict()["worst"]["second"] == "d"


def test_saatys_random_index():
    assert RANDOM_INDEX[:10] == (0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
    assert RANDOM_INDEX[10:] == (1.51, 1.48, 1.56, 1.57, 1.59)


def test_one_or_two_items_cannot_contradict_each_other():
    assert compare(("a",), [[1]]).weights == (1.0,)
    two = compare(("a", "b"), [[1, 4], [1 / 4, 1]])
    assert np.allclose(two.weights, [0.8, 0.2])
    assert (two.ci, two.ri, two.cr, two.accepted, two.worst) == (0.0, 0.0, 0.0, True, None)
    assert consistency_index(2.5, 2) == 0.0
    assert consistency_index(2.9, 3) == 0.0
    assert consistency_index(4.6, 4) == pytest.approx(0.2)


def test_every_fault_at_once():
    matrix = [[2, -1, 10, 3], [1, 1, 3, math.nan], [0.1, 1 / 2, 1, 1], [1 / 3, 1, 1, 1]]
    assert codes(("a", "b", "c", "d"), matrix) == [
        ("a / a", "bad_diagonal"),
        ("a / b", "not_positive"),
        ("a / c", "beyond_scale"),
        ("b / c", "not_reciprocal"),
        ("b / d", "not_positive"),
    ]


@pytest.mark.parametrize("value", [9, 1 / 9])
def test_nine_to_one_is_the_end_of_the_scale(value):
    assert compare(("a", "b"), [[1, value], [1 / value, 1]]).weights[0] == pytest.approx(value / (1 + value))
    beyond = value * 1.001 if value > 1 else value / 1.001
    assert codes(("a", "b"), [[1, beyond], [1 / beyond, 1]]) == [("a / b", "beyond_scale")]


@pytest.mark.parametrize("matrix", [[], [[1]], [[1, 2], [3]], [["x"] * 3] * 3, [[1, 1], [1, 1]]])
def test_a_matrix_of_another_shape_is_refused(matrix):
    assert codes(ABC, matrix) == [("matrix", "not_square")]


def test_more_than_fifteen_items_are_refused():
    assert compare([str(at) for at in range(15)], np.ones((15, 15))).cr == 0
    assert codes([str(at) for at in range(16)], np.ones((16, 16))) == [("matrix", "too_many")]


def test_one_judgement_a_pair_is_enough():
    matrix = pairwise_matrix(ABC, {("a", "b"): 2, ("c", "a"): 1 / 6, ("b", "c"): 3})
    assert matrix.tolist() == [[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]]


def test_pairs_missing_repeated_or_unknown_are_named():
    with pytest.raises(PolicyError) as caught:
        pairwise_matrix(ABC, {("a", "b"): 2, ("b", "a"): 3, ("a", "x"): 1, ("c", "c"): 1, ("a", "c"): 0})
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [
        ("b / a", "bad_pair"),
        ("a / x", "bad_pair"),
        ("c / c", "bad_pair"),
        ("b / c", "missing_judgement"),
    ]
    assert codes(("a", "b"), pairwise_matrix(("a", "b"), {("a", "b"): 0})) == [("a / b", "not_positive")]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=15))
def test_consistent_judgements_always_pass(raw):
    weights = np.array(raw, dtype=float)
    names = [str(at) for at in range(len(raw))]
    found = compare(names, weights[:, None] / weights[None, :])
    assert np.allclose(found.weights, weights / weights.sum(), atol=1e-9)
    assert found.cr < 1e-9
    assert found.accepted


@given(
    st.lists(st.sampled_from([1 / 9, 1 / 3, 1, 2, 9]), min_size=10, max_size=10), st.permutations(range(5))
)
def test_the_order_of_the_items_does_not_matter(upper, order):
    matrix = np.eye(5)
    matrix[np.triu_indices(5, 1)] = upper
    matrix = np.triu(matrix) + np.tril(1 / np.where(matrix > 0, matrix, 1).T, -1)
    weights, largest = principal(matrix)
    assert largest >= 5 - 1e-9
    assert (weights > 0).all()
    moved, same = principal(matrix[np.ix_(order, order)])
    assert np.allclose(moved, weights[list(order)], atol=1e-8)
    assert same == pytest.approx(largest)


def test_a_judgement_reads_as_first_over_second():
    assert Judgement("a", "b", 3.0, 2.0).given == 3.0
