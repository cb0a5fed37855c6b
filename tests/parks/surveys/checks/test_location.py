import pytest
import shapely

from parks.surveys.checks import location
from tests.parks.surveys.contexts import PARK_CODE, context, districts, found, parcels, parks
from tests.parks.surveys.files import CODE, EAST, NORTH, box, frame

PANYU = shapely.box(430_000, 2_540_000, 430_040, 2_540_040)
FOSHAN = shapely.box(380_000, 2_546_000, 380_040, 2_546_040)


@pytest.mark.parametrize(
    ("shape", "scope", "issue"),
    [
        (box(), ("440111",), None),
        (box(), ("4401",), None),
        (box(), ("440111113",), None),
        (PANYU, ("4401",), None),
        (PANYU, ("440111",), "area.outside-scope"),
        (box(), ("440113", "440114"), "area.outside-scope"),
        (FOSHAN, ("4401",), "area.outside-city"),
        (FOSHAN, ("440111",), "area.outside-city"),
        (box(), (), "area.outside-scope"),
    ],
)
def test_where_a_row_may_lie(shape, scope, issue):
    assert found(location.check, frame(1, geometry=[shape]), scope=scope) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("east", "scope", "issue"),
    [
        # of the border between two districts, in the middle of the lot
        (-1, ("440111",), "area.outside-scope"),
        (1, ("440111",), None),
        (-1, ("440113",), None),
        (1, ("440113",), "area.outside-scope"),
        # of the border of the city
        (-9_999, ("4401",), None),
        (-10_001, ("4401",), "area.outside-city"),
        (9_999, ("4401",), None),
        (10_001, ("4401",), "area.outside-city"),
    ],
)
def test_the_middle_of_the_shape_decides(east, scope, issue):
    lot = shapely.box(EAST + east - 20, NORTH, EAST + east + 20, NORTH + 40)
    known = districts("440113", "440111")

    assert found(location.check, frame(1, geometry=[lot]), known_districts=known, scope=scope) == (
        [(1, issue)] if issue else []
    )


def test_where_it_is_instead_is_told():
    issue = next(location.check(context(frame(1, geometry=[FOSHAN]))))

    assert "约东坐标 380,020、北坐标 2,546,020" in issue.zh


def test_a_district_or_a_park_is_said_once():
    far = {"id": 2, "code": "440113-0001", "area_code": "440113100200", "geometry": PANYU}
    stored = parcels({"code": CODE.format(1), "area_code": "440113100200", "geometry": PANYU})
    table = frame(1, 园区编号=["440113-0001"], geometry=[PANYU])

    assert found(location.check, table, known_parks=parks(far), known_parcels=stored) == [
        (1, "area.outside-scope")
    ]


def test_the_district_is_named():
    assert (
        next(location.check(context(frame(1, geometry=[PANYU])))).zh == "图形落在番禺区，不在您的数据范围内"
    )


def test_a_park_out_of_scope_is_not_to_be_written_to():
    far = {"id": 2, "code": "440113-0001", "area_code": "440113100200", "geometry": PANYU}
    table = frame(1, 园区编号=["440113-0001"])

    assert found(location.check, table, known_parks=parks(far)) == [(1, "park.outside-scope")]
    assert found(location.check, table, known_parks=parks(far), scope=("4401",)) == []


@pytest.mark.parametrize(("inside", "outside_scope"), [(20.01, True), (19.99, False)])
def test_a_park_out_of_scope_that_holds_half_of_a_lot_is_the_lots(inside, outside_scope):
    """20 m of 40 m are half of it."""
    hidden = {
        "id": 2, "code": "440113-0001", "area_code": "440113100200",
        "geometry": shapely.box(EAST + 1_000, NORTH, EAST + 1_500, NORTH + 500),
    }  # fmt: skip
    lot = shapely.box(EAST + 960 + inside, NORTH, EAST + 1_000 + inside, NORTH + 40)

    assert found(location.check, frame(1, geometry=[lot]), known_parks=parks(hidden)) == (
        [(1, "park.outside-scope")] if outside_scope else []
    )


@pytest.mark.parametrize(("park", "issues"), [("440113-0001", [(1, "park.outside-scope")]), (None, [])])
def test_a_shape_that_cannot_be_used_is_in_no_park_but_may_name_one(park, issues):
    far = {"id": 2, "code": "440113-0001", "area_code": "440113100200", "geometry": box(side=900)}
    bow_tie = shapely.Polygon(
        [(EAST + 10, NORTH + 10), (EAST + 50, NORTH + 50), (EAST + 50, NORTH + 10), (EAST + 10, NORTH + 50)]
    )
    table = frame(2, 园区编号=[park] * 2, geometry=[bow_tie, None])

    assert found(location.check, table, known_parks=parks(far).iloc[1:]) == [
        (row, code) for row in (1, 2) for _, code in issues
    ]


def test_a_town_scope_is_decided_by_the_park():
    table = frame(1, 园区编号=[PARK_CODE])

    assert found(location.check, table, scope=("440111113",)) == []
    assert found(location.check, table, scope=("440111114",)) == [(1, "park.outside-scope")]


def test_a_stored_parcel_out_of_scope_is_not_to_be_moved_in():
    stored = parcels({"code": CODE.format(1), "area_code": "440113100200", "geometry": PANYU})

    assert found(location.check, frame(1), known_parcels=stored) == [(1, "parcel-code.outside-scope")]
