"""Shapes as read: what a shift taken out of them does, and that nothing in a file breaks it."""

import numpy as np
import pytest
import shapely

from parks.surveys.crs import Decision
from parks.surveys.shapes import prepare
from parks.surveys.shift import apply

DEGREES = Decision(4490, False, "", "", "", ())
PLACE = shapely.box(113.3, 23.3, 113.301, 23.301)


def shapes(*given) -> np.ndarray:
    out = np.empty(len(given), dtype=object)
    out[:] = given
    return out


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_a_shift_is_taken_out_of_degrees_and_of_metres_alike(name):
    moved = shapely.transform(PLACE, lambda xy: apply(name, xy))

    as_it_is, converted = prepare(shapes(moved), DEGREES), prepare(shapes(moved), DEGREES, name)
    truth = prepare(shapes(PLACE), DEGREES)

    assert shapely.equals_exact(converted.lonlat, truth.lonlat, 1e-8).all()
    assert shapely.equals_exact(converted.metric, truth.metric, 1e-3).all()
    assert shapely.distance(as_it_is.metric, truth.metric)[0] > 300


@pytest.mark.parametrize("name", ["none", "gcj02", "bd09"])
def test_coordinates_that_are_no_degrees_stay_faults(name):
    given = shapes(
        None,
        shapely.Polygon([(113, 23), (np.inf, 24), (114, 25), (113, 23)]),
        shapely.Polygon([(113, 23), (1e308, 24), (114, 25), (113, 23)]),
        shapely.box(1e6, 1e6, 1e6 + 1, 1e6 + 1),
        shapely.Point(1, 1),
        PLACE,
    )

    assert list(prepare(given, DEGREES, name).fault[[0, 1, 4, 5]]) == [
        "missing",
        "unusable",
        "not-polygon",
        "",
    ]
    assert list(prepare(shapes(None), DEGREES, name).fault) == ["missing"]
