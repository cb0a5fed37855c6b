import pytest

from parks.surveys.checks import years
from tests.parks.surveys.contexts import found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("built", "surveyed", "issue"),
    [
        (2020, "2020-01-01", None),
        (2021, "2020-12-31", "built-year.after-survey"),
        (1998, "2000-01-01", None),
        (1998, "1999-12-31", "survey.early"),
        (None, "2020-01-01", None),
        (2021, None, None),
    ],
)
def test_built_before_it_was_surveyed(built, surveyed, issue):
    table = frame(1, 建成年份=[built], 测量日期=[surveyed])

    assert found(years.check, table) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("part", "built", "odd"),
    [
        ("2009年前无证建筑面积(㎡)", 2009, False),
        ("2009年前无证建筑面积(㎡)", 2010, True),
        ("2009年后无证建筑面积(㎡)", 2010, False),
        ("2009年后无证建筑面积(㎡)", 2009, True),
        ("合法建筑面积(㎡)", 2015, False),
        ("合法建筑面积(㎡)", 1999, False),
    ],
)
@pytest.mark.parametrize("area", [100.0, 0.5])
def test_the_end_of_2009_divides_the_unlicensed(part, built, odd, area):
    table = frame(1, 建成年份=[built], **{part: [area]})

    assert found(years.check, table) == ([(1, "built-year.legality")] if odd else [])


def test_the_year_of_several_buildings_is_not_that_of_one_part():
    table = frame(
        1, 建成年份=[2015], **{"2009年前无证建筑面积(㎡)": [100.0], "2009年后无证建筑面积(㎡)": [100.0]}
    )

    assert found(years.check, table) == []


def test_a_part_of_nothing_is_no_part():
    table = frame(1, 建成年份=[2015], **{"2009年前无证建筑面积(㎡)": [100.0], "合法建筑面积(㎡)": [0.0]})

    assert found(years.check, table) == [(1, "built-year.legality")]
