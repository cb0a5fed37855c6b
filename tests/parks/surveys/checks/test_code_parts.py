import pytest

from parks.surveys.checks import code_parts
from tests.parks.surveys.contexts import OTHER_PARK_CODE, PARK_CODE, context, found, parks
from tests.parks.surveys.files import box, frame


@pytest.mark.parametrize(
    ("code", "issue"),
    [
        ("440111001001JC00001", None),
        ("440113001001JC00001", "parcel-code.district"),
        ("441900001001JC00001", "parcel-code.county"),  # 东莞
        ("340123002004GB00011", "parcel-code.county"),
        ("440111001001JC00000", "parcel-code.serial"),
        ("441900001001JC0000", None),  # no code, said elsewhere
        (None, None),
    ],
)
def test_what_the_digits_say(code, issue):
    assert found(code_parts.check, frame(1, 宗地代码=[code])) == ([(1, issue)] if issue else [])


def test_the_sentence_names_the_districts():
    issue = next(code_parts.check(context(frame(1, 宗地代码=["440113001001JC00001"]))))

    assert issue.zh == "宗地代码属 440113，图形落在白云区（440111）"


@pytest.mark.parametrize(
    ("park", "scope", "issues"),
    [
        (PARK_CODE, ("4401",), []),
        (OTHER_PARK_CODE, ("4401",), [(1, "parcel-code.park")]),
        (OTHER_PARK_CODE, ("440111",), []),  # nothing is told of a park out of scope
    ],
)
def test_a_row_without_a_shape_is_compared_with_its_park(park, scope, issues):
    known = parks({"id": 2, "code": OTHER_PARK_CODE, "area_code": "440113100200", "geometry": box(9)})
    table = frame(1, geometry=[None], 园区编号=[park])

    assert found(code_parts.check, table, known_parks=known, scope=scope) == issues
