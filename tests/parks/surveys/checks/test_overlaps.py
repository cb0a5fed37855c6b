"""Pairs against a plain comparison of everything with everything, whatever the size of the chunks."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.surveys.checks import overlaps
from parks.surveys.checks.overlaps import Overlaps, pairs_between, pairs_within

LOT = st.builds(
    lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(1, 40),
    st.integers(1, 40),
)
LOTS = st.lists(LOT, max_size=8).map(lambda lots: np.array(lots, dtype=object))
CHUNKS = st.sampled_from([(1, 1), (3, 2), (10_000_000, 100_000)])


def plainly(pairs):
    """An overlap counts from 1 m² and from a thousandth of the smaller."""
    return {
        (i, j): a.intersection(b).area
        for (i, a), (j, b) in pairs
        if a.intersection(b).area > max(1.0, 0.001 * min(a.area, b.area))
    }


def as_found(found: Overlaps):
    return dict(zip(zip(found.first, found.second, strict=True), found.area, strict=True))


@settings(deadline=None)
@given(lots=LOTS, others=LOTS, chunks=CHUNKS)
def test_pairs_are_those_of_a_plain_comparison(lots, others, chunks):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlaps, "PAIRS_AT_ONCE", chunks[0])
        patch.setattr(overlaps, "PAIRS_COMPARED", chunks[1])
        within, between = pairs_within(lots), pairs_between(lots, others)

    assert as_found(within) == pytest.approx(plainly(itertools.combinations(enumerate(lots), 2)))
    assert as_found(between) == pytest.approx(plainly(itertools.product(enumerate(lots), enumerate(others))))
    assert not within.more
    assert not between.more


def test_many_shapes_on_one_another_end_soon_and_say_that_there_is_more():
    """20,000 rows are 200 million pairs."""
    sizes = 40 + np.arange(20_000) / 1_000
    lots = shapely.box(0, 0, sizes, sizes)

    found = pairs_within(lots)

    assert (len(found.area), found.more) == (overlaps.LISTED, True)
    assert [issue.code for issue in found.rest()] == ["overlap.more"]
