import pytest
import shapely

from parks.surveys.checks import code_parts
from tests.parks.surveys.contexts import OTHER_PARK_CODE, PARK_CODE, context, districts, found, parks
from tests.parks.surveys.files import EAST, NORTH, box, frame

OTHER = {"id": 2, "code": OTHER_PARK_CODE, "area_code": "440113100200", "geometry": box(9)}


def lot(east):
    """A lot of 40 m whose middle is that far east of the border between two districts."""
    return shapely.box(EAST + east - 20, NORTH, EAST + east + 20, NORTH + 40)


@pytest.mark.parametrize(
    ("code", "issue"),
    [
        ("440111001001JC00001", None),
        ("440113001001JC00001", "parcel-code.district"),
        ("441900001001JC00001", "parcel-code.county"),  # 东莞
        ("340123002004GB00011", "parcel-code.county"),
        ("440111001001JC00000", "parcel-code.serial"),
        ("440111001001JC00010", None),
        ("441900001001JC0000", None),  # no codes, said elsewhere
        ("440113001001JC0001", None),
        ("440111001001J00000", None),
        (None, None),
    ],
)
def test_what_the_digits_say(code, issue):
    assert found(code_parts.check, frame(1, 宗地代码=[code])) == ([(1, issue)] if issue else [])


def test_the_sentence_names_the_districts():
    issue = next(code_parts.check(context(frame(1, 宗地代码=["440113001001JC00001"]))))

    assert issue.zh == "宗地代码属 440113，图形落在白云区（440111）"


@pytest.mark.parametrize(
    ("code", "shape", "issues"),
    [
        ("440113", lot(-1), []),
        ("440113", lot(1), [(1, "parcel-code.district")]),
        ("440111", lot(-1), [(1, "parcel-code.district")]),
        ("440111", lot(1), []),
        ("440111", lot(50_000), []),  # in no district, said elsewhere
        ("440113", None, []),
        # with a shape that cannot be used nothing is compared
        ("440113", shapely.Polygon([(EAST, NORTH), (EAST + 40, NORTH + 40), (EAST + 40, NORTH), (EAST, NORTH + 40)]), []),
    ],
)  # fmt: skip
def test_the_middle_of_the_shape_decides_on_its_district(code, shape, issues):
    known = districts("440113", "440111")
    table = frame(1, 宗地代码=[f"{code}001001JC00001"], geometry=[shape])

    assert found(code_parts.check, table, known_districts=known) == issues


@pytest.mark.parametrize(
    ("park", "scope", "issues"),
    [
        (PARK_CODE, ("4401",), []),
        (OTHER_PARK_CODE, ("4401",), [(1, "parcel-code.park")]),
        (OTHER_PARK_CODE, ("440111",), []),  # nothing is told of a park out of scope
        ("440111-0000", ("4401",), []),  # of no park, said elsewhere
    ],
)
def test_a_row_without_a_shape_is_compared_with_its_park(park, scope, issues):
    table = frame(1, geometry=[None], 园区编号=[park])

    assert found(code_parts.check, table, known_parks=parks(OTHER), scope=scope) == issues


@pytest.mark.parametrize(
    ("code", "issues"),
    [
        ("440111001001JC00001", ["parcel-code.park"]),
        ("440111001001JC0001", []),  # no code
        ("441900001001JC00001", ["parcel-code.county"]),
        ("440112001001JC00001", ["parcel-code.district"]),
        ("440113001001JC00001", ["parcel-code.district"]),
    ],
)
def test_a_district_is_found_wrong_once(code, issues):
    table = frame(1, 宗地代码=[code], 园区编号=[OTHER_PARK_CODE])

    assert found(code_parts.check, table, known_parks=parks(OTHER), scope=("4401",)) == [
        (1, issue) for issue in issues
    ]
