import pytest

from parks.surveys.checks import storeys
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, box, frame


@pytest.mark.parametrize(
    ("gfa", "count", "issue"),
    [
        # two storeys on 1,600 m² hold 3,200 m², and 5 % more for what is measured and rounded
        (3360, 2, None),
        (3361, 2, "storeys.too-few"),
        (1680, 1, None),
        (1681, 1, "storeys.too-few"),
        (40, 4, None),  # 10 m² a storey
        (39.99, 4, "storeys.too-many"),
        (0.5, 4, "storeys.too-many"),
        (0, 4, None),
        (24_000, 1, "storeys.too-few"),
        (24_001, 1, None),  # a plot ratio above 15 is impossible already, and said elsewhere
        # storeys that cannot be are said elsewhere
        (3361, 0, None),
        (3361, -1, None),
        (3361, 1.5, None),
        (1199, 120, "storeys.too-many"),
        (1199, 121, None),
        (3361, None, None),
        (None, 2, None),
    ],
)
def test_what_so_many_storeys_hold(gfa, count, issue):
    table = frame(1, 层数=[count], **{"建筑面积(㎡)": [gfa]})

    assert found(storeys.check, table) == ([(1, issue)] if issue else [])


def test_parts_count_together():
    table = frame(1, 层数=[2], **{"合法建筑面积(㎡)": [3000], "2009年前无证建筑面积(㎡)": [400]})

    assert "建筑密度达 106%" in next(storeys.check(context(table))).zh


@pytest.mark.parametrize(("gfa", "issues"), [(3360, []), (3361, [(1, "storeys.too-few")])])
def test_a_row_that_keeps_the_stored_shape_is_held_against_it(gfa, issues):
    stored = parcels({"code": CODE.format(1), "geometry": box()})
    table = frame(1, geometry=[None], 层数=[2], **{"建筑面积(㎡)": [gfa]})

    assert found(storeys.check, table, known_parcels=stored) == issues
    assert found(storeys.check, table) == []
