import pytest
import shapely

from parks.surveys.checks import overlap_existing, overlaps
from parks.surveys.issues import Fix
from tests.parks.surveys.contexts import context, found, parcels
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame

NEIGHBOR = CODE.format(99)


@pytest.mark.parametrize(
    ("area_code", "code"),
    [("440111113201", "overlap.existing"), ("440113100200", "overlap.outside-scope")],
)
@pytest.mark.parametrize(
    ("width", "hit"),
    # of 40 m: 1.6 m² are a thousandth of the lot
    [(0, False), (0.0399, False), (0.0401, True), (10, True)],
)
def test_overlap_with_a_stored_parcel(width, hit, area_code, code):
    # the lot of 40 × 40 m begins at EAST + 10, NORTH + 10
    beside = shapely.box(EAST - 30 + width, NORTH + 10, EAST + 10 + width, NORTH + 50)
    stored = parcels({"code": NEIGHBOR, "geometry": beside, "area_code": area_code})

    assert found(overlap_existing.check, frame(1), known_parcels=stored) == ([(1, code)] if hit else [])


def test_a_twin_and_a_shape_that_cannot_be_used_are_not_compared():
    x, y = EAST + 10, NORTH + 10
    bow_tie = shapely.Polygon([(x, y), (x + 40, y + 40), (x + 40, y), (x, y + 40)])
    stored = parcels({"code": NEIGHBOR, "geometry": box(0, side=30)})
    table = frame(3, geometry=[box(0), box(0), bow_tie])

    assert found(overlap_existing.check, table, known_parcels=stored) == [(1, "overlap.existing")]


def test_a_stored_parcel_that_the_file_brings_anew_is_no_overlap():
    stored = parcels(
        {"code": CODE.format(1), "geometry": box(0)}, {"code": CODE.format(2), "geometry": box(0)}
    )

    assert found(overlap_existing.check, frame(2), known_parcels=stored) == []


def test_a_stored_parcel_whose_shape_a_row_keeps_is_where_it_was():
    stored = parcels({"code": CODE.format(2), "geometry": shapely.box(EAST, NORTH, EAST + 30, NORTH + 60)})
    table = frame(2, geometry=[box(0), None])

    assert found(overlap_existing.check, table, known_parcels=stored) == [(1, "overlap.existing")]


def test_nothing_of_a_parcel_out_of_scope_is_told():
    stored = parcels(
        {"code": NEIGHBOR, "geometry": box(0), "area_code": "440113100200"},
        {"code": CODE.format(98), "geometry": box(0, side=30), "area_code": "440113100200"},
    )

    seen, hidden = (
        list(overlap_existing.check(context(frame(1), known_parcels=stored, scope=scope)))
        for scope in (("4401",), ("440111",))
    )
    assert {issue.zh for issue in seen} == {
        f"库中已有图形相同的宗地，代码为 {NEIGHBOR}；同一块地请用库中的代码",
        f"与库中宗地 {CODE.format(98)} 重叠 900 m²（56.2%）",
    }
    assert [(i.row, i.code, str(i.severity), i.zh, i.en) for i in hidden] == [
        (
            1,
            "overlap.outside-scope",
            "must_fix",
            "与您数据范围外的库中宗地重叠",
            "Overlaps a stored parcel outside your data scope",
        )
    ]


def test_what_is_too_much_to_list_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(overlaps, "LISTED", 1)
    half = shapely.box(EAST + 10, NORTH + 10, EAST + 30, NORTH + 50)
    stored = parcels({"code": NEIGHBOR, "geometry": half}, {"code": CODE.format(98), "geometry": half})

    assert found(overlap_existing.check, frame(1), known_parcels=stored) == [
        (1, "overlap.existing"),
        (None, "overlap.more"),
    ]


@pytest.mark.parametrize(
    ("side", "issue", "fix"),
    [
        # of 40 × 40 m: 99.5 % of the larger one is the same land
        (39.9, "duplicate.stored", Fix("set", NEIGHBOR)),  # 1,592.01 m²
        (39.899, "overlap.existing", None),
        (40.1, "duplicate.stored", Fix("set", NEIGHBOR)),  # 1,600 of 1,608.01 m²
        (40.101, "overlap.existing", None),
    ],
)
def test_the_same_land_under_another_code(side, issue, fix):
    stored = parcels({"code": NEIGHBOR, "geometry": box(0, side=side)})

    found_now = list(overlap_existing.check(context(frame(1), known_parcels=stored)))

    assert [(i.row, i.code, i.fix) for i in found_now] == [(1, issue, fix)]


@pytest.mark.parametrize(
    ("width", "height", "fix"),
    [
        (0.79, 60, Fix("clip")),  # 2 % of 1,600 m² are 32 m²: 0.8 m along the whole edge
        (2.1, 60, Fix("clip")),  # 2.1 × 40 m has a mean width of 1.995 m
        (2.12, 60, None),  # and 2.12 × 40 m of 2.013 m
        (3.199, 20, Fix("clip")),  # 10 m of the edge: 31.99 m² are just under 2 %
        (3.201, 20, None),
        (4.1, 60, None),  # more than a tenth, and no strip
    ],
)
def test_a_strip_along_the_edge_may_be_clipped(width, height, fix):
    strip = shapely.box(EAST, NORTH, EAST + 10 + width, NORTH + height)

    (issue,) = overlap_existing.check(
        context(frame(1), known_parcels=parcels({"code": NEIGHBOR, "geometry": strip}))
    )

    assert (issue.code, issue.fix) == ("overlap.existing", fix)


@pytest.mark.parametrize(("width", "fix"), [(1.799, Fix("clip")), (1.801, None)])
def test_a_narrow_strip_may_be_clipped_up_to_a_tenth_of_the_shape(width, fix):
    """Of a lot of 18 × 100 m, 1.8 m along its edge."""
    lot = shapely.box(EAST + 10, NORTH, EAST + 28, NORTH + 100)
    strip = shapely.box(EAST, NORTH, EAST + 10 + width, NORTH + 100)

    (issue,) = overlap_existing.check(
        context(frame(1, geometry=[lot]), known_parcels=parcels({"code": NEIGHBOR, "geometry": strip}))
    )

    assert (issue.code, issue.fix) == ("overlap.existing", fix)
