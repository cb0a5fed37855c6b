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
    ("share", "issue"), [(1.0, None), (0.51, None), (0.49, "park.none"), (0.0, "park.none")]
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
