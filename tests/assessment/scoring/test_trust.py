"""Trust mark: completeness × (1 − imputed share)."""

import numpy as np
import pytest

from assessment.scoring.trust import trust_level, trust_mark


def test_by_hand():
    marks = trust_mark(np.array([1.0, 0.8, 1.0, 0.9]), np.array([0.0, 0.25, 1.0, np.nan]))
    assert marks[:3].tolist() == [1.0, 0.6, 0.0]
    assert np.isnan(marks[3])


@pytest.mark.parametrize(
    ("mark", "level"),
    [(1.0, "high"), (0.8, "high"), (0.79, "medium"), (0.5, "medium"), (0.49, "low"), (None, "unknown")],
)
def test_levels_include_their_bound(mark, level):
    assert trust_level(mark, {"high": 0.8, "medium": 0.5}) == level
