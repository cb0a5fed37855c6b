"""Counts of unmet needs against a threshold, with a range while states are unknown."""

import numpy as np

from assessment.rules.need_counts import at_least


def test_known_and_possible_counts_decide():
    nan = np.nan
    unmet = np.array([[1, 1, 0], [1, nan, 0], [nan, nan, 0], [0, 0, nan], [nan, nan, nan]])
    assert at_least(unmet, 2).tolist() == [1, -1, -1, 0, -1]
