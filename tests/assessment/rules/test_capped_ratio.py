"""The 亩均论英雄 formula against the published Huangyan (黄岩 2022) baselines and weights."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.capped_ratio import capped_ratios, weighted_points

# tax per mu, value added per mu, value added per energy, per emission, labor productivity, R&D %
HUANGYAN_BASELINES = np.array([[24.097, 136.16, 2.694, 4929.81, 18.14, 3.02]])
HUANGYAN_WEIGHTS = np.array([30.0, 20.0, 20.0, 10.0, 10.0, 10.0])


def score(values, baselines, weights, cap):
    return weighted_points(capped_ratios(np.array([values]), baselines, cap), weights).sum()


def test_at_the_published_baselines_the_score_is_one_hundred():
    assert np.isclose(score(HUANGYAN_BASELINES[0], HUANGYAN_BASELINES, HUANGYAN_WEIGHTS, None), 100.0)


def test_huangyan_without_and_with_the_cap():
    # 2×, ½×, 1×, 1×, 0×, 2× the baselines: 60 + 10 + 20 + 10 + 0 + 20 = 120; capped 45 + 10 + 20 + 10 + 0 + 15 = 100
    values = np.array([48.194, 68.08, 2.694, 4929.81, 0.0, 6.04])
    assert np.isclose(score(values, HUANGYAN_BASELINES, HUANGYAN_WEIGHTS, None), 120.0)
    assert np.isclose(score(values, HUANGYAN_BASELINES, HUANGYAN_WEIGHTS, 1.5), 100.0)


def test_small_firms_of_huangyan():
    # tax per mu 11.5932 weighs 50, tax per kWh 0.2352 weighs 50; at 1.2 × and 0.8 ×: 60 + 40 = 100
    baselines, weights = np.array([[11.5932, 0.2352]]), np.array([50.0, 50.0])
    assert np.isclose(score([11.5932 * 1.2, 0.2352 * 0.8], baselines, weights, 1.5), 100.0)


def test_a_refund_earns_nothing_rather_than_less_than_nothing():
    assert capped_ratios(np.array([[-5.0]]), np.array([[10.0]]), 1.5).tolist() == [[0.0]]


def test_no_ratio_without_a_value_or_a_positive_baseline():
    ratios = capped_ratios(np.array([[np.nan, 1.0, 1.0, 1.0]]), np.array([[1.0, 0.0, np.nan, -2.0]]), 1.5)
    assert np.isnan(ratios).all()


def test_weights_in_use_are_scaled_up():
    # 40 and 20 of 100 in use: 60 → scale 100/60, so 0.9·40·(100/60) + 0.6·20·(100/60) = 60 + 20
    points = weighted_points(np.array([[0.9, np.nan, 0.6]]), np.array([40.0, 40.0, 20.0]))
    assert np.allclose(points, [[60.0, np.nan, 20.0]], equal_nan=True)
    assert np.isnan(weighted_points(np.array([[np.nan]]), np.array([1.0]))).all()


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(1e-3, 1e6), st.floats(0.1, 5))
def test_more_never_earns_less_and_never_more_than_the_cap(value, more, baseline, cap):
    low, high = (
        capped_ratios(np.array([[x]]), np.array([[baseline]]), cap)[0, 0] for x in (value, value + more)
    )
    assert 0 <= low <= high <= cap


@given(st.integers(0, 10**6), st.floats(1e-3, 1e6), st.sampled_from([0.5, 2.0, 1024.0]))
def test_the_unit_does_not_matter(value, baseline, factor):
    one = capped_ratios(np.array([[value]]), np.array([[baseline]]), 1.5)
    other = capped_ratios(np.array([[value * factor]]), np.array([[baseline * factor]]), 1.5)
    assert one.tolist() == other.tolist()
