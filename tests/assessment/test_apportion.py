"""Rounded parts add up to their rounded total."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from assessment.apportion import UNIT, apportion, totals_of

PARTS = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 5), st.integers(1, 20)), elements=st.floats(0, 100, allow_nan=False)
)


def decimal_sum(values: np.ndarray) -> Decimal:
    return sum((Decimal(str(value)) for value in values if not np.isnan(value)), Decimal(0))


def test_thirds_of_one():
    # 0.333333… × 3 = 1: one of the three gets the millionth that rounding down loses
    parts, totals = apportion(np.full((1, 3), 1 / 3))
    assert parts.tolist() == [[0.333334, 0.333333, 0.333333]]
    assert totals.tolist() == [1.0]


def test_largest_remainder_gets_the_unit():
    # millionths: 1.2 + 1.9 + 1.9 = 5 → floors 1, 1, 1; the two left go to the two remainders of 0.9
    parts, totals = apportion(np.array([[1.2e-6, 1.9e-6, 1.9e-6]]))
    assert parts.tolist() == [[1e-6, 2e-6, 2e-6]]
    assert totals.tolist() == [5e-6]


def test_unknown_parts_stay_unknown():
    parts, totals = apportion(np.array([[np.nan, 1.5], [np.nan, np.nan]]))
    assert np.isnan(parts[:, 0]).all()
    assert parts[0, 1] == 1.5
    assert totals.tolist() == [1.5, 0.0]


@given(PARTS)
def test_parts_sum_to_the_total_exactly_and_hardly_move(parts):
    rounded, totals = apportion(parts)
    for row, total in zip(rounded, totals, strict=True):
        assert decimal_sum(row) == Decimal(str(total))
    assert np.abs(rounded - parts).max() < 1.0001e-6
    assert totals.tolist() == (np.rint(np.nansum(parts * UNIT, axis=1)) / UNIT).tolist()
    assert totals.tolist() == totals_of(parts).tolist()


def test_totals_that_are_given_are_kept_to():
    parts, totals = apportion(np.array([[1.0000004, 2.0000004], [1.0, np.nan]]), np.array([3.0, np.nan]))
    assert totals.tolist() == [3.0, 1.0]
    assert parts[0].tolist() == [1.0, 2.0]
    assert apportion(np.array([[1.0000004, 2.0000004]]))[1].tolist() == [3.000001]
