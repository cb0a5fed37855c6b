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


@pytest.mark.parametrize(("rows", "listed"), [(8, "1、2、3、4、5、6、7、8"), (9, "1、2、3、4、5、6、7、8…")])
def test_eight_rows_of_a_code_are_listed(rows, listed):
    issue = next(duplicates.check(context(frame(rows, 宗地代码=[CODE.format(1)] * rows))))

    assert issue.zh == f"宗地代码在文件中重复，第 {listed} 行相同"


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


def test_a_shape_a_millimeter_away_is_another():
    moved = shapely.affinity.translate(box(0), 0.001, 0)

    assert found(duplicates.check, frame(2, geometry=[box(0), moved])) == []


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
        {"坐落": None, "面积(㎡)": [1601, 1601]},
        {"面积(㎡)": [0, 0]},  # no area to tell by
        {"面积(㎡)": [None, None]},
    ],
)
def test_rows_that_differ_are_not(columns):
    assert found(duplicates.check, alike(**columns)) == []


@pytest.mark.parametrize(
    "columns",
    [
        {"坐落": None},  # an area that is not round tells without an address
        {"面积(㎡)": [1600, 1600]},  # as does an address with one that is round
        {"面积(㎡)": [0.5, 0.5]},
        {"面积(㎡)": [1600.25, 1600.254]},  # beyond the hundredth they are the same
    ],
)
def test_rows_that_are_the_same_in_what_tells_are(columns):
    assert found(duplicates.check, alike(**columns)) == [(2, "duplicate.alike")]


def test_a_code_that_is_a_duplicate_already_is_not_said_twice():
    assert found(duplicates.check, alike(宗地代码=[CODE.format(1)] * 2)) == [
        (1, "duplicate.in-file"),
        (2, "duplicate.in-file"),
    ]


def test_nothing_is_told_of_a_parcel_out_of_scope():
    """Not even that it is no new one."""
    hidden = [{"code": CODE.format(n), "geometry": box(n - 1), "area_code": "440113100200"} for n in (1, 2)]

    assert found(duplicates.check, alike(), known_parcels=parcels(*hidden)) == []


def test_what_is_a_duplicate_already_is_not_said_twice():
    assert found(duplicates.check, alike(geometry=[box(0), box(0)])) == [(2, "duplicate.shape")]


def test_parcels_that_are_stored_already_are_not_suspected():
    stored = [
        parcels(*({"code": CODE.format(n), "geometry": box(n - 1)} for n in numbers))
        for numbers in ([1, 2], [2])
    ]

    assert found(duplicates.check, alike(), known_parcels=stored[0]) == []
    assert found(duplicates.check, alike(), known_parcels=stored[1]) == [(1, "duplicate.alike")]
