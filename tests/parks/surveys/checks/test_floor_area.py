import pytest

from parks.surveys.checks import floor_area
from tests.parks.surveys.contexts import found, parcels
from tests.parks.surveys.files import CODE, box, frame


@pytest.mark.parametrize(
    ("gfa", "issue"),
    [
        (1_600 * 0.47, None),
        (1_600 * 6.499, None),
        (1_600 * 6.501, "far.high"),
        (1_600 * 14.999, "far.high"),
        (1_600 * 15.001, "far.too-high"),
        (None, None),
    ],
)
def test_plot_ratio_of_floor_area_over_the_shape(gfa, issue):
    assert found(floor_area.check, frame(1, **{"合法建筑面积(㎡)": [gfa]})) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("far", "issue"), [(6.5, None), (6.6, "far.high"), (15.0, "far.high"), (15.1, "far.too-high")]
)
def test_plot_ratio_as_the_file_gives_it(far, issue):
    assert found(floor_area.check, frame(1, 容积率=[far])) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("total", "differs"), [(1_000, False), (1_010, False), (1_011, True), (980, True), (None, False)]
)
def test_the_total_is_the_sum_of_its_parts(total, differs):
    table = frame(
        1, 合法建筑面积=[600.0], 建筑面积=[total], 二〇〇九=None, **{"2009年后无证建筑面积": [400.0]}
    )

    assert found(floor_area.check, table) == ([(1, "gfa.sum-differs")] if differs else [])


def test_a_total_alone_is_not_stored_and_says_so():
    assert found(floor_area.check, frame(1, 建筑面积=[800.0])) == [(1, "gfa.unsplit")]
    assert found(floor_area.check, frame(1, 建筑面积=[None])) == []


def test_a_row_with_a_total_alone_says_so_beside_rows_with_parts():
    table = frame(3, 合法建筑面积=[600.0, None, 0.0], 建筑面积=[600.0, 800.0, None])

    assert found(floor_area.check, table) == [(2, "gfa.unsplit")]


@pytest.mark.parametrize(("total", "lost"), [(800.0, False), (807.0, False), (900.0, True)])
def test_a_total_that_the_stored_parts_add_up_to_is_no_loss(total, lost):
    stored = parcels(
        {"code": CODE.format(1), "geometry": box(), "gfa_legal_m2": 500.0, "gfa_illegal_pre2009_m2": 300.0}
    )

    assert found(floor_area.check, frame(1, 建筑面积=[total]), known_parcels=stored) == (
        [(1, "gfa.unsplit")] if lost else []
    )
