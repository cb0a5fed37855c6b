import numpy as np
import pytest
import shapely

from parks.surveys.checks import duplicates
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame


def test_every_row_of_a_repeated_code_is_named():
    table = frame(4, 宗地代码=[CODE.format(1), CODE.format(2), CODE.format(1), None])

    assert found(duplicates.check, table) == [(1, "duplicate.in-file"), (3, "duplicate.in-file")]
    assert next(duplicates.check(context(table))).zh == "宗地代码在文件中重复，第 1、3 行相同"


def test_different_codes_and_missing_ones_pass():
    assert found(duplicates.check, frame(3, 宗地代码=[CODE.format(1), None, None])) == []


def test_the_same_shape_twice_is_named_at_every_later_row():
    turned = shapely.Polygon(np.roll(shapely.get_coordinates(box(0))[:-1], 1, axis=0)[::-1])
    table = frame(5, geometry=[box(0), box(1), turned, None, box(0)])

    assert found(duplicates.check, table) == [(3, "duplicate.shape"), (5, "duplicate.shape")]
    assert next(duplicates.check(context(table))).zh == "图形与第 1 行完全相同"


def test_shapes_with_the_same_bounds_are_not_the_same():
    halves = [shapely.Polygon([(0, 0), (40, 0), (40, 40)]), shapely.Polygon([(0, 0), (40, 40), (0, 40)])]
    moved = [shapely.affinity.translate(half, EAST, NORTH) for half in halves]

    assert found(duplicates.check, frame(2, geometry=moved)) == []


def alike(**columns):
    return frame(2, **{"面积(㎡)": [1600.25, 1600.25], "坐落": ["工业路 1 号"] * 2, **columns})


def test_rows_that_say_the_same_under_two_codes_are_noted():
    assert found(duplicates.check, alike()) == [(2, "duplicate.alike")]


@pytest.mark.parametrize(
    "columns",
    [
        {"权利人": ["甲", "乙"]},
        {"坐落": ["工业路 1 号", "工业路 2 号"]},
        {"面积(㎡)": [1600.25, 1600.26]},
        {"权利人": [None, None]},
        {"坐落": None, "面积(㎡)": [1600, 1600]},  # lots of one size, with nothing else to tell them apart
    ],
)
def test_rows_that_differ_are_not(columns):
    assert found(duplicates.check, alike(**columns)) == []


def test_an_area_that_is_not_round_tells_without_an_address():
    assert found(duplicates.check, alike(坐落=None)) == [(2, "duplicate.alike")]


def test_what_is_a_duplicate_already_is_not_said_twice():
    assert found(duplicates.check, alike(geometry=[box(0), box(0)])) == [(2, "duplicate.shape")]


def test_parcels_that_are_stored_already_are_not_suspected():
    stored = [
        parcels(*({"code": CODE.format(n), "geometry": box(n - 1)} for n in numbers))
        for numbers in ([1, 2], [2])
    ]

    assert found(duplicates.check, alike(), known_parcels=stored[0]) == []
    assert found(duplicates.check, alike(), known_parcels=stored[1]) == [(1, "duplicate.alike")]
