import pytest
import shapely

from parks.surveys.checks import slivers
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import EAST, NORTH, box, frame


def rectangle(width, length, east=10.0):
    return shapely.box(EAST + east, NORTH + 10, EAST + east + width, NORTH + 10 + length)


@pytest.mark.parametrize(
    ("shape", "issue"),
    [
        # the mean width of w × 99 m is 99 w ÷ (w + 99), which is 1 m for w = 99 ÷ 98 = 1.0102
        (rectangle(1.011, 99), None),
        (rectangle(1.009, 99), "shape.sliver"),
        (rectangle(0.5, 4), "shape.sliver"),  # small as well, said once
        (box(side=4), None),
        (rectangle(2.5, 4), None),  # 10 m²
        (rectangle(2.5, 3.99), "shape.small"),
        (shapely.MultiPolygon([box(0), rectangle(3.17, 3.17, east=80)]), None),
        (shapely.MultiPolygon([box(0), rectangle(3.16, 3.16, east=80)]), "shape.fragment"),
        (shapely.MultiPolygon([box(0), rectangle(1.011, 99, east=80)]), None),
        (shapely.MultiPolygon([box(0), rectangle(1.009, 99, east=80)]), "shape.fragment"),
        (
            shapely.MultiPolygon([rectangle(0.4, 30), rectangle(0.4, 30, east=80)]),
            "shape.sliver",
        ),  # said once
        (shapely.MultiPolygon([rectangle(2.2, 2.2), rectangle(2.2, 2.2, east=80)]), "shape.small"),
        (shapely.MultiPolygon([box(side=2)]), "shape.small"),
        (shapely.MultiPolygon([box(0), box(1)]), None),
        (None, None),
    ],
)
def test_shapes(shape, issue):
    assert found(slivers.check, frame(1, geometry=[shape])) == ([(1, issue)] if issue else [])


def test_the_fragments_are_counted():
    shape = shapely.MultiPolygon([box(0), *(rectangle(2, side, east=70 + 10 * side) for side in (1, 2, 30))])

    issue = next(slivers.check(context(frame(1, geometry=[shape]))))

    assert issue.zh == "图形由 4 块组成，其中 2 块狭长或碎小（最小一块 2.00 m²）"


def test_fragments_are_those_of_their_own_row():
    one = shapely.MultiPolygon([box(0), rectangle(2, 1, east=80)])
    two = shapely.MultiPolygon([box(5), *(rectangle(2, side, east=80 + 10 * side) for side in (2, 3))])

    issues = slivers.check(context(frame(3, geometry=[one, box(1), two])))

    assert [(issue.row, issue.zh) for issue in issues] == [
        (1, "图形由 2 块组成，其中 1 块狭长或碎小（最小一块 2.00 m²）"),
        (3, "图形由 3 块组成，其中 2 块狭长或碎小（最小一块 4.00 m²）"),
    ]
