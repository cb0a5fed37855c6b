"""Block by block the same as all at once."""

import numpy as np
import pytest

from assessment.scoring import blocks
from assessment.scoring.topsis import closeness
from assessment.scoring.weighted_sum import completeness, weighted_score

RNG = np.random.default_rng(5)
Z = np.where(RNG.random((50, 4)) < 0.2, np.nan, RNG.random((50, 4)))
SETS = RNG.random((3, 4))


@pytest.mark.parametrize("work", [weighted_score, closeness])
@pytest.mark.parametrize("rows", [1, 7, 50, 1_000])
def test_the_size_of_the_blocks_does_not_matter(monkeypatch, work, rows):
    whole = work(Z, SETS)
    monkeypatch.setattr(blocks, "ROWS", rows)
    np.testing.assert_allclose(work(Z, SETS), whole, atol=2e-6)
    np.testing.assert_allclose(
        completeness(Z, SETS[0]), np.where(np.isnan(Z), 0, SETS[0]).sum(1) / SETS[0].sum()
    )


def test_what_is_unknown_is_handed_on_as_nothing():
    values = np.array([[0.5, np.nan], [np.nan, 0.25]])
    sums = blocks.over_blocks(lambda filled, known, columns: filled @ columns, values, np.array([2.0, 4.0]))
    counts = blocks.over_blocks(lambda filled, known, columns: known @ columns, values, np.array([2.0, 4.0]))
    assert (sums.tolist(), counts.tolist()) == ([1.0, 1.0], [2.0, 4.0])


@pytest.mark.parametrize("work", [weighted_score, closeness])
def test_several_sets_are_each_on_its_own(work):
    assert work(Z, SETS).shape == (50, 3)
    for place, weights in enumerate(SETS):
        np.testing.assert_allclose(work(Z, SETS)[:, place], work(Z, weights), atol=2e-6)
    assert work(Z[:0], SETS).shape == (0, 3)
    assert work(Z[:0], SETS[0]).shape == (0,)
