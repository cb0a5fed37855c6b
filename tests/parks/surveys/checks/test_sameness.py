import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from parks.surveys.checks.sameness import NOWHERE, first_of_same_shape, same_place

POOL = [None, shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 2), shapely.Point(0, 0).buffer(1)]


@given(st.lists(st.sampled_from(range(len(POOL))), max_size=8))
def test_the_first_of_each_shape(picks):
    shapes = np.array([POOL[n] for n in picks], dtype=object)

    assert list(first_of_same_shape(shapes)) == [
        picks.index(n) if POOL[n] is not None and picks.index(n) < at else NOWHERE
        for at, n in enumerate(picks)
    ]


def test_a_shape_moved_by_less_than_a_millimetre_is_the_same():
    here = np.array([shapely.box(113, 23, 113.001, 23.001), None, shapely.box(113, 23, 113.001, 23.001)])
    there = shapely.transform(here[[0, 2]], lambda xy: np.add(xy, (0.99e-8, 0)))
    far = shapely.transform(here[[0]], lambda xy: np.add(xy, (1.01e-8, 0)))

    assert list(same_place(here, np.array([there[0], there[1], far[0]], dtype=object))) == [
        True,
        False,
        False,
    ]


def test_twenty_thousand_times_the_same_shape():
    first = first_of_same_shape(np.array([shapely.box(0, 0, 1, 1)] * 20_000, dtype=object))

    assert (first[1:] == 0).all()
