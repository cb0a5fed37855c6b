import pytest

from parks.surveys.checks import storeys
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("gfa", "count", "issue"),
    [
        # two storeys on 1,600 m² hold 3,200 m², and 5 % more for what is measured and rounded
        (3360, 2, None),
        (3361, 2, "storeys.too-few"),
        (1680, 1, None),
        (1681, 1, "storeys.too-few"),
        (40, 4, None),  # 10 m² a storey
        (39.9, 4, "storeys.too-many"),
        (0, 4, None),
        (30_000, 1, None),  # a plot ratio of 18.75 is impossible already, and said elsewhere
        (3361, 0, None),
        (3361, 2.5, None),
        (3361, 500, None),
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
