import numpy as np
import pytest

from parks.demo.calibrate import scaled_mean, scaled_sum, top_by_area, top_by_count


def test_scaled_mean_leaves_fixed_values_alone() -> None:
    values, weights = np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 2.0])
    scaled = scaled_mean(values, weights, 4.0, np.array([True, False, False]))
    assert scaled[0] == 1.0
    assert np.average(scaled, weights=weights) == pytest.approx(4.0)
    assert scaled[2] / scaled[1] == pytest.approx(1.5)


def test_scaled_sum() -> None:
    assert scaled_sum(np.array([1.0, 3.0]), 8.0).tolist() == [2.0, 6.0]


def test_top_by_area_stops_at_the_share() -> None:
    score, area = np.array([4.0, 3.0, 2.0, 1.0]), np.array([10.0, 20.0, 30.0, 40.0])
    assert top_by_area(score, area, 0.3).tolist() == [True, True, False, False]


def test_top_by_count() -> None:
    assert top_by_count(np.array([0.1, 0.9, 0.5, 0.7]), 0.5).tolist() == [False, True, False, True]
