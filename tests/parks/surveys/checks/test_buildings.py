import datetime as dt

import pytest

from parks.surveys.checks import buildings
from tests.parks.surveys.contexts import TODAY, context, found, parcels
from tests.parks.surveys.files import CODE, box, frame

DAY = dt.date(2025, 6, 30)
LEGAL = {"gfa_legal_m2": 800.0, "legal_as_of": DAY, "legal_storeys": 3.0, "legal_built_year": 1999.0}


def stored(**facts):
    return parcels({"code": CODE.format(1), "geometry": box(), **LEGAL, **facts})


def said(known=None, **columns):
    return found(buildings.check, frame(1, **columns), known_parcels=known)


@pytest.mark.parametrize(
    ("day", "issue"), [("2025-06-29", True), ("2025-06-30", False), ("2025-07-01", False)]
)
def test_a_floor_area_older_than_the_stored_one_needs_a_reason(day, issue):
    issues = said(stored(), 测量日期=[day], **{"合法建筑面积(㎡)": [900.0]})

    assert issues == ([(1, "gfa.older")] if issue else [])


@pytest.mark.parametrize("column", [{"合法建筑面积(㎡)": [800.0]}, {"层数": [3]}, {"建成年份": [1999]}, {}])
def test_what_changes_nothing_may_be_older(column):
    assert said(stored(), 测量日期=["2001-01-01"], **column) == []


@pytest.mark.parametrize("column", [{"层数": [4]}, {"建成年份": [2001]}])
def test_older_storeys_and_years_need_a_reason_too(column):
    assert said(stored(), 测量日期=["2001-01-01"], **column) == [(1, "gfa.older")]


@pytest.mark.parametrize(
    ("area", "changes"), [(800.004, False), (800.006, True), (799.996, False), (799.994, True)]
)
def test_a_floor_area_of_less_than_half_a_hundredth_more_is_the_same(area, changes):
    issues = said(stored(), 测量日期=["2001-01-01"], **{"合法建筑面积(㎡)": [area]})

    assert issues == ([(1, "gfa.older")] if changes else [])


@pytest.mark.parametrize("newest", ["legal_as_of", "illegal_pre2009_as_of"])
def test_the_newest_of_what_would_be_written_over_is_named(newest):
    known = stored(
        **{"gfa_illegal_pre2009_m2": 50.0, "illegal_pre2009_as_of": DAY, newest: dt.date(2025, 8, 1)}
    )
    table = frame(
        1,
        测量日期=["2025-01-01"],
        **{
            "合法建筑面积(㎡)": [900.0],
            "2009年前无证建筑面积(㎡)": [60.0],
            "2009年后无证建筑面积(㎡)": [0.0],
        },
    )

    (issue,) = buildings.check(context(table, known_parcels=known))

    assert (issue.code, str(issue.severity), issue.column) == ("gfa.older", "needs_reason", "测量日期")
    assert issue.zh.startswith("本行建筑情况为 2025-01-01 的，库中为 2025-08-01 的")


def test_another_legality_is_another_fact():
    assert said(stored(), 测量日期=["2001-01-01"], **{"2009年前无证建筑面积(㎡)": [60.0]}) == []


def test_undated_floor_areas_are_asked_about_row_by_row():
    table = {"合法建筑面积(㎡)": [900.0], "测量日期": [None]}

    assert said(stored(), **table) == [(1, "gfa.undated")]
    assert said(None, **table) == [(1, "gfa.undated")]
    assert said(stored(), 测量日期=[None], **{"合法建筑面积(㎡)": [800.0]}) == []


def test_a_file_without_dates_says_so_once():
    table = frame(3, **{"合法建筑面积(㎡)": [900.0, None, 1.0]})

    (issue,) = buildings.check(context(table))

    assert (issue.row, issue.code, str(issue.severity)) == (None, "gfa.no-date-column", "needs_reason")
    assert "2 行" in issue.zh


def test_storeys_alone_need_no_date():
    assert said(stored(), 层数=[5]) == []


@pytest.mark.parametrize(("days", "older"), [(0, False), (1, True)])
def test_undated_facts_are_of_today_and_may_be_older_than_a_date_to_come(days, older):
    known = stored(legal_as_of=TODAY + dt.timedelta(days=days))

    assert said(known, 测量日期=[None], **{"合法建筑面积(㎡)": [900.0]}) == [
        *([(1, "gfa.older")] if older else []),
        (1, "gfa.undated"),
    ]


def test_storeys_that_belong_to_no_floor_area_are_said_to_be_lost():
    assert said(None, 层数=[3]) == [(1, "building.no-area")]
    assert said(None, 层数=[3], 测量日期=["2025-06-30"], **{"合法建筑面积(㎡)": [900.0]}) == []
    assert said(stored(), 建成年份=[1999]) == []


def test_nothing_is_told_of_a_parcel_out_of_scope():
    """Neither that it has no floor area, nor that this one is another."""
    hidden = stored(area_code="440113100200", gfa_legal_m2=float("nan"))
    table = {"层数": [3, None], "测量日期": [None, None], "合法建筑面积(㎡)": [None, 900.0]}

    assert found(buildings.check, frame(2, **table), known_parcels=hidden) == [(2, "gfa.undated")]
    assert said(hidden, 测量日期=[None], **{"合法建筑面积(㎡)": [900.0]}) == []
