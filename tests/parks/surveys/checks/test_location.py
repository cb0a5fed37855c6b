import pytest
import shapely

from parks.surveys.checks import location
from tests.parks.surveys.contexts import PARK_CODE, context, found, parcels, parks
from tests.parks.surveys.files import CODE, box, frame

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


def test_the_district_is_named():
    assert (
        next(location.check(context(frame(1, geometry=[PANYU])))).zh == "图形落在番禺区，不在您的数据范围内"
    )


def test_a_park_out_of_scope_is_not_to_be_written_to():
    far = {"id": 2, "code": "440113-0001", "area_code": "440113100200", "geometry": PANYU}
    table = frame(1, 园区编号=["440113-0001"])

    assert found(location.check, table, known_parks=parks(far)) == [(1, "park.outside-scope")]
    assert found(location.check, table, known_parks=parks(far), scope=("4401",)) == []


def test_a_town_scope_is_decided_by_the_park():
    table = frame(1, 园区编号=[PARK_CODE])

    assert found(location.check, table, scope=("440111113",)) == []
    assert found(location.check, table, scope=("440111114",)) == [(1, "park.outside-scope")]


def test_a_stored_parcel_out_of_scope_is_not_to_be_moved_in():
    stored = parcels({"code": CODE.format(1), "area_code": "440113100200", "geometry": PANYU})

    assert found(location.check, frame(1), known_parcels=stored) == [(1, "parcel-code.outside-scope")]
