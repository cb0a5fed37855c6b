"""What each indicator adds: by hand, and never more or less than the score."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.points import points_of
from assessment.scoring.rank import METHODS

NAN = np.nan
Z = st.lists(
    st.lists(st.one_of(st.floats(0, 1), st.just(NAN)), min_size=3, max_size=3), min_size=1, max_size=6
)


def test_by_hand():
    z, weights = np.array([[1.0, 0.5], [NAN, 0.5], [NAN, NAN], [0.0, 0.0]]), np.array([0.6, 0.8])
    summed = points_of(z, weights)
    # 60 ÷ 1.4 and 40 ÷ 1.4; alone: all of its .5
    assert summed[0] == pytest.approx([60 / 1.4, 40 / 1.4])
    assert summed[1, 1] == 50
    # (.6, .4): d⁻² = .36 + .16, d⁺ = .4
    near = points_of(z, weights, "topsis")
    score = 100 * np.sqrt(0.52) / (np.sqrt(0.52) + 0.4)
    assert near[0] == pytest.approx([score * 0.36 / 0.52, score * 0.16 / 0.52])
    assert near[1, 1] == 50
    for points in (summed, near):
        assert np.isnan(points[1, 0])
        assert np.isnan(points[2]).all()
        assert points[3].tolist() == [0, 0]


@pytest.mark.parametrize("method", METHODS)
@given(z=Z)
def test_points_sum_to_the_score(method, z):
    z, weights = np.array(z), np.array([0.2, 0.3, 0.5])
    score = METHODS[method](z, weights)
    points = points_of(z, weights, method)
    ranked = ~np.isnan(score)
    assert np.nansum(points, axis=1)[ranked] == pytest.approx(score[ranked], abs=2e-6)
    assert np.isnan(points[~ranked]).all()
    assert (points[~np.isnan(points)] >= 0).all()
