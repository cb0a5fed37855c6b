import pytest
import shapely

from parks.surveys.checks import geometry
from parks.surveys.readers.reading import CURVE
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame


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
        (at((0, 0), (float("inf"), 0), (20, 20)), "geometry.unusable"),
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


@pytest.mark.parametrize(("width", "issue"), [(2.02, "geometry.invalid"), (2.021, "geometry.broken")])
def test_a_repair_may_move_one_percent_of_the_area(width, issue):
    # two edges cross west of a square of 400 m²; the loop beyond the crossing counts as minus `width` m² before the
    # repair and as plus `width` after it, so the area grows by 2 × width
    west = [(0, 12), (-width, 8), (-width, 12), (0, 8)]
    shape = at((0, 0), (20, 0), (20, 20), (0, 20), *west)

    looked = context(frame(1, geometry=[shape]))

    assert looked.sheet.change[0] == pytest.approx(2 * width / (400 + 2 * width), rel=1e-3)
    assert [i.code for i in geometry.check(looked)] == [issue]


STORED = parcels({"code": CODE.format(1), "geometry": box()})


@pytest.mark.parametrize(
    ("shape", "issues"),
    [
        (None, [(None, "geometry.kept")]),
        (shapely.Polygon(), [(None, "geometry.kept")]),
        (box().centroid, [(None, "geometry.kept")]),
        (shapely.Point(EAST + 51, NORTH + 20), [(None, "geometry.kept")]),
        (shapely.Point(EAST + 51.01, NORTH + 20), [(None, "geometry.kept"), (1, "geometry.point-elsewhere")]),
        (box().exterior, [(1, "geometry.not-polygon")]),
        (shapely.MultiPoint([box().centroid]), [(1, "geometry.not-polygon")]),
        (at((0, 0), (float("inf"), 0), (20, 20)), [(1, "geometry.unusable")]),
    ],
)
def test_a_stored_parcel_keeps_its_shape_where_none_is_given(shape, issues):
    assert found(geometry.check, frame(1, geometry=[shape]), known_parcels=STORED) == issues


def test_rows_that_keep_their_shape_are_said_once():
    known = parcels(*({"code": CODE.format(n), "geometry": box(n - 1)} for n in (2, 3)))

    issues = list(geometry.check(context(frame(3, geometry=[box(0), None, None]), known_parcels=known)))

    assert [(i.row, i.code) for i in issues] == [(None, "geometry.kept")]
    assert issues[0].zh.startswith("有 2 行没有宗地图形（如第 2 行）")


def test_a_parcel_outside_the_scope_keeps_nothing():
    hidden = parcels({"code": CODE.format(1), "geometry": box(), "area_code": "440112113201"})

    assert found(geometry.check, frame(1, geometry=[None]), known_parcels=hidden) == [(1, "geometry.missing")]


def test_what_is_kept_is_measured_and_not_placed_anew():
    looked = context(frame(1, geometry=[None]), known_parcels=STORED)

    assert looked.area_m2.tolist() == pytest.approx([1_600], rel=1e-6)
    assert not looked.reshaped.any()
    assert looked.park.tolist() == [0]
