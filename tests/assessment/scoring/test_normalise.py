"""Percentile normalization."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.indicators import indicators_of
from assessment.scoring.normalise import clipped, normalise, percentile_bounds
from tests.assessment.frames import policy

FAR, AREA = indicators_of(policy())[0], indicators_of(policy())[2]


def test_percentiles_interpolate_linearly():
    # type 7 on 1, 2, 3, 4: P5 at position 0.05·3 → 1.15, P95 at 0.95·3 → 3.85
    low, high = percentile_bounds(np.array([[4.0], [2.0], [np.nan], [1.0], [3.0]]), 5, 95)
    assert np.allclose([low[0], high[0]], [1.15, 3.85])


def test_zero_to_one_hundred():
    # of 0 … 100, P5 = 5 and P95 = 95: 5 → 0, 50 → 0.5, 95 → 1, clipped outside
    values = np.arange(101.0)[:, None]
    found = normalise(values, (AREA,), policy())
    assert (found.low[0], found.high[0]) == (5.0, 95.0)
    assert found.z[[0, 5, 50, 95, 100], 0].tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]


def test_reversed_where_less_is_better():
    values = np.arange(101.0)[:, None]
    assert normalise(values, (FAR,), policy()).z[[0, 5, 50, 95, 100], 0].tolist() == [1.0, 1.0, 0.5, 0.0, 0.0]


def test_an_indicator_that_is_the_same_everywhere_is_dropped():
    # 96 of 100 equal: P5 = P95
    values = np.array([[1.0]] * 97 + [[9.0]] * 3)
    found = normalise(values, (AREA,), policy())
    assert found.dropped.tolist() == [True]
    assert np.isnan(found.z).all()


def test_an_indicator_nobody_has_is_missing_not_dropped():
    found = normalise(np.full((3, 1), np.nan), (AREA,), policy())
    assert found.dropped.tolist() == [False]
    assert np.isnan(found.low).all()
    assert np.isnan(found.z).all()


def test_only_counted_rows_set_the_percentiles():
    # the last row is no park: the bounds stay 5 and 95, and its own z is clipped
    values = np.append(np.arange(101.0), 5000.0)[:, None]
    found = normalise(values, (AREA,), policy(), np.arange(102) < 101)
    assert (found.low[0], found.high[0]) == (5.0, 95.0)
    assert found.z[[50, 101], 0].tolist() == [0.5, 1.0]
    # and what is the same for all parks stays dropped whatever the others are like
    same = normalise(np.array([[1.0], [1.0], [9.0]]), (AREA,), policy(), np.array([True, True, False]))
    assert same.dropped.tolist() == [True]


def test_unknown_stays_unknown():
    found = normalise(np.array([[1.0], [np.nan], [3.0]]), (FAR,), policy())
    assert np.isnan(found.z[:, 0]).tolist() == [False, True, False]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_z_is_monotone_and_bounded(value, more, low, span):
    bounds = np.array([low]), np.array([low + span])
    for direction in (1.0, -1.0):
        small, large = (
            clipped(np.array([[x]]), *bounds, np.array([direction]))[0, 0] for x in (value, value + more)
        )
        assert 0 <= small <= 1
        assert (large - small) * direction >= 0


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=50), st.sampled_from([0.25, 2.0, 4096.0]))
def test_the_unit_does_not_matter(numbers, factor):
    values = np.array(numbers, dtype=float)[:, None]
    one, other = (normalise(values * scale, (FAR,), policy()).z for scale in (1.0, factor))
    np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)
