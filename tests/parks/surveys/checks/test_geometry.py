import pytest
import shapely

from parks.surveys.checks import geometry
from parks.surveys.readers.reading import CURVE
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import EAST, NORTH, box, frame


def at(*points):
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in points])


BOW_TIE = at((0, 0), (40, 40), (40, 0), (0, 40))
SPIKE = at((0, 0), (40, 0), (40, 40), (40, 60), (40, 40), (0, 40))


@pytest.mark.parametrize(
    ("shape", "issue"),
    [
        (box(), None),
        (shapely.MultiPolygon([box(0), box(1)]), None),
        (shapely.force_3d(box(), 5.0), None),
        (None, "geometry.missing"),
        (shapely.Polygon(), "geometry.missing"),
        (shapely.Point(EAST, NORTH), "geometry.not-polygon"),
        (box().exterior, "geometry.not-polygon"),
        (CURVE, "geometry.curve"),
        (at((0, 0), (10, 0), (20, 0)), "geometry.unusable"),
        (at((0, 0), (float("inf"), 0), (20, 20)), "geometry.missing"),
        (SPIKE, "geometry.invalid"),
        (BOW_TIE, "geometry.broken"),
    ],
)
def test_shapes(shape, issue):
    assert found(geometry.check, frame(1, geometry=[shape])) == ([(1, issue)] if issue else [])


def test_a_repair_keeps_the_land_and_says_what_it_changed():
    looked = context(frame(1, geometry=[SPIKE]))

    issue = next(geometry.check(looked))

    assert looked.sheet.area_m2[0] == pytest.approx(1600, rel=1e-6)
    assert "面积变化 0.00%" in issue.zh
    assert shapely.is_valid(looked.sheet.shapes[0])


@pytest.mark.parametrize(("width", "issue"), [(1.9, "geometry.invalid"), (2.2, "geometry.broken")])
def test_a_repair_may_move_one_percent_of_the_area(width, issue):
    # two edges cross west of a square of 400 m²; the loop beyond the crossing counts as minus `width` m² before the
    # repair and as plus `width` after it, so the area grows by 2 × width
    west = [(0, 12), (-width, 8), (-width, 12), (0, 8)]
    shape = at((0, 0), (20, 0), (20, 20), (0, 20), *west)

    looked = context(frame(1, geometry=[shape]))

    assert looked.sheet.change[0] == pytest.approx(2 * width / (400 + 2 * width), rel=1e-3)
    assert [i.code for i in geometry.check(looked)] == [issue]
