import pytest

from parks.surveys.checks import floor_area
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, box, frame


@pytest.mark.parametrize(
    ("gfa", "issue"),
    [
        (1_600 * 0.47, None),
        (1_600 * 6.5, None),
        (1_600 * 6.501, "far.high"),
        (1_600 * 15.0, "far.high"),
        (1_600 * 15.001, "far.too-high"),
        (None, None),
    ],
)
def test_plot_ratio_of_floor_area_over_the_shape(gfa, issue):
    assert found(floor_area.check, frame(1, **{"合法建筑面积(㎡)": [gfa]})) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("far", "issue"), [(6.5, None), (6.501, "far.high"), (15.0, "far.high"), (15.001, "far.too-high")]
)
def test_plot_ratio_as_the_file_gives_it(far, issue):
    assert found(floor_area.check, frame(1, 容积率=[far])) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("far", "gfa", "column"),
    [
        (7.0, 800, "容积率"),
        (1.0, 1_600 * 7, "容积率"),
        (None, 1_600 * 7, "建筑面积(㎡)"),
        (None, None, "合法建筑面积(㎡)"),
    ],
)
def test_the_larger_of_both_counts_and_is_said_at_the_most_telling_column(far, gfa, column):
    part = None if gfa else 1_600 * 7
    columns = {"容积率": far, "建筑面积(㎡)": gfa, "合法建筑面积(㎡)": part}
    table = frame(1, **{name: [value] for name, value in columns.items() if value is not None})

    issue = next(floor_area.check(context(table)))

    assert (issue.code, issue.column) == ("far.high", column)


@pytest.mark.parametrize(
    ("parts", "total", "differs"),
    [
        # 1 % of the total
        ((600, 400), 1_000, False),
        ((600, 400), 1_010.1, False),
        ((600, 400), 1_010.2, True),
        ((600, 400), 990.1, False),
        ((600, 400), 990.0, True),
        # 1 m² of a small one
        ((30, 20), 51, False),
        ((30, 20), 51.01, True),
        ((30, 20), 49, False),
        ((30, 20), 48.99, True),
        ((600, 400), None, False),
    ],
)
def test_the_total_is_the_sum_of_its_parts(parts, total, differs):
    legal, later = parts
    table = frame(1, 合法建筑面积=[legal], 建筑面积=[total], **{"2009年后无证建筑面积": [later]})

    assert found(floor_area.check, table) == ([(1, "gfa.sum-differs")] if differs else [])


def test_a_total_alone_is_not_stored_and_says_so():
    assert found(floor_area.check, frame(1, 建筑面积=[800.0])) == [(1, "gfa.unsplit")]
    assert found(floor_area.check, frame(1, 建筑面积=[None])) == []


def test_a_row_with_a_total_alone_says_so_beside_rows_with_parts():
    table = frame(3, 合法建筑面积=[600.0, None, 0.0], 建筑面积=[600.0, 800.0, None])

    assert found(floor_area.check, table) == [(2, "gfa.unsplit")]


@pytest.mark.parametrize("later", [{}, {"gfa_illegal_post2009_m2": 0.0}])
@pytest.mark.parametrize(("total", "lost"), [(800.0, False), (808.0, False), (808.1, True)])
def test_a_total_that_the_stored_parts_add_up_to_is_no_loss(total, lost, later):
    facts = {"gfa_legal_m2": 500.0, "gfa_illegal_pre2009_m2": 300.0, **later}
    stored = parcels({"code": CODE.format(1), "geometry": box(), **facts})

    assert found(floor_area.check, frame(1, 建筑面积=[total]), known_parcels=stored) == (
        [(1, "gfa.unsplit")] if lost else []
    )


@pytest.mark.parametrize(("part", "differs"), [(0.0, True), (-0.01, False)])
def test_a_sum_with_a_negative_part_is_none(part, differs):
    table = frame(1, 合法建筑面积=[600.0], 建筑面积=[700.0], **{"2009年后无证建筑面积": [part]})

    assert found(floor_area.check, table) == ([(1, "gfa.sum-differs")] if differs else [])


@pytest.mark.parametrize(("total", "part"), [(1_600 * 7, 100), (100, 1_600 * 7)])
def test_the_total_or_the_sum_of_its_parts_counts_whichever_is_more(total, part):
    table = frame(1, 合法建筑面积=[part], 建筑面积=[total])

    assert (1, "far.high") in found(floor_area.check, table)
