import pytest
import shapely

from parks.surveys.checks import park
from tests.parks.surveys.contexts import OTHER_PARK_CODE, PARK_CODE, context, found, parcels, parks
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame

BESIDE = shapely.box(EAST + 1_000, NORTH, EAST + 1_500, NORTH + 500)
OTHER = {"id": 2, "code": OTHER_PARK_CODE, "area_code": "440111113201", "geometry": BESIDE}


def lot(share: float) -> shapely.Polygon:
    """A lot with this share of its area inside the test park, the rest beyond its western edge."""
    return shapely.box(EAST - 100 * (1 - share), NORTH, EAST + 100 * share, NORTH + 50)


@pytest.mark.parametrize(
    ("share", "issue"), [(1.0, None), (0.5, None), (0.4999, "park.none"), (0.0, "park.none")]
)
def test_half_of_the_shape_decides(share, issue):
    assert found(park.check, frame(1, geometry=[lot(share)])) == ([(1, issue)] if issue else [])


def test_the_largest_overlap_wins():
    between = shapely.box(EAST + 960, NORTH, EAST + 1_060, NORTH + 50)
    looked = context(frame(1, geometry=[between]), known_parks=parks(OTHER))

    assert looked.known.parks["code"][looked.park[0]] == OTHER_PARK_CODE


@pytest.mark.parametrize(
    ("code", "issue"),
    [
        (PARK_CODE, None),
        ("440111-0000", "park.unknown"),
        ("石马", "park.unknown"),
        (OTHER_PARK_CODE, "park.elsewhere"),
    ],
)
def test_a_named_park(code, issue):
    assert found(park.check, frame(1, 园区编号=[code]), known_parks=parks(OTHER)) == (
        [(1, issue)] if issue else []
    )


@pytest.mark.parametrize(("share", "issue"), [(0.5, None), (0.4999, "park.elsewhere")])
def test_half_of_the_shape_decides_on_the_park_named(share, issue):
    assert found(park.check, frame(1, geometry=[lot(share)], 园区编号=[PARK_CODE])) == (
        [(1, issue)] if issue else []
    )


@pytest.mark.parametrize(
    ("overlap", "issue"),
    # of 40 m; the other park holds 30 m of them or all
    [(20, None), (19.99, "park.elsewhere")],
)
@pytest.mark.parametrize("theirs", [30, 40])
def test_the_park_named_may_hold_half_though_another_holds_more(overlap, issue, theirs):
    west = EAST + 1_000 - overlap
    other = {**OTHER, "geometry": shapely.box(west + 40 - theirs, NORTH, EAST + 1_500, NORTH + 500)}
    table = frame(1, geometry=[shapely.box(west, NORTH, west + 40, NORTH + 40)], 园区编号=[PARK_CODE])

    assert found(park.check, table, known_parks=parks(other)) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize("code", [None, PARK_CODE])
def test_of_a_shape_that_cannot_be_used_or_lies_elsewhere_nothing_is_said(code):
    bow_tie = shapely.Polygon(
        [(EAST - 90, NORTH), (EAST - 50, NORTH + 40), (EAST - 50, NORTH), (EAST - 90, NORTH + 40)]
    )
    foshan = shapely.box(380_000, 2_546_000, 380_040, 2_546_040)
    table = frame(3, geometry=[bow_tie, None, foshan], 园区编号=[code] * 3)

    assert found(park.check, table) == []


@pytest.mark.parametrize("code", ["440111-0000", None])
def test_a_park_that_is_not_known_is_said_once(code):
    table = frame(1, geometry=[lot(0)], 园区编号=[code])

    assert found(park.check, table) == [(1, "park.unknown" if code else "park.none")]


@pytest.mark.parametrize(
    ("before", "shape", "code", "moved"),
    [
        (1, box(), None, False),
        (2, box(), None, True),
        (1, None, None, False),
        (2, None, None, False),  # the stored shape stays, and so does its park
        (2, None, PARK_CODE, True),
        (2, lot(0), None, False),  # in no park
        (2, shapely.Point(EAST, NORTH).buffer(1).exterior, None, False),
    ],
)
def test_a_stored_parcel_moves_by_its_shape_or_by_name(before, shape, code, moved):
    known = parcels({"code": CODE.format(1), "park_id": before, "geometry": BESIDE if before == 2 else box()})
    table = frame(1, geometry=[shape], 园区编号=[code])

    codes = [code for _, code in found(park.check, table, known_parks=parks(OTHER), known_parcels=known)]
    assert ("park.changed" in codes) == moved


def test_a_move_between_parks_needs_a_reason():
    stored = parcels({"code": CODE.format(1), "park_id": 2, "geometry": box()})

    issues = list(park.check(context(frame(1), known_parks=parks(OTHER), known_parcels=stored)))

    assert [(i.code, str(i.severity)) for i in issues] == [("park.changed", "needs_reason")]
    assert issues[0].zh == f"库中此宗地属园区 {OTHER_PARK_CODE}，本次改属 {PARK_CODE}"


HIDDEN_PARK = {**OTHER, "area_code": "440113100200"}


def test_nothing_is_told_of_a_park_out_of_scope():
    """Neither whether the shape lies in the one named, nor the code of the one it lies in."""
    named = frame(1, 园区编号=[OTHER_PARK_CODE])
    stored = parcels({"code": CODE.format(1), "geometry": box()})
    inside = frame(1, geometry=[shapely.box(EAST + 1_010, NORTH, EAST + 1_050, NORTH + 40)])

    assert found(park.check, named, known_parks=parks(HIDDEN_PARK)) == []
    assert found(park.check, inside, known_parks=parks(HIDDEN_PARK), known_parcels=stored) == []


def test_nothing_is_told_of_a_stored_parcel_out_of_scope():
    stored = parcels({"code": CODE.format(1), "park_id": 2, "geometry": box(), "area_code": "440113100200"})

    assert found(park.check, frame(1), known_parks=parks(HIDDEN_PARK), known_parcels=stored) == []
