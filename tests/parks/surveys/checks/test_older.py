import datetime as dt

import pytest

from parks.surveys.checks import older
from tests.parks.surveys.contexts import found, parcels
from tests.parks.surveys.files import CODE, box, frame


@pytest.mark.parametrize(
    ("day", "issue"), [("2025-06-29", True), ("2025-06-30", False), ("2025-07-01", False), (None, False)]
)
def test_a_survey_before_the_stored_one_needs_a_reason(day, issue):
    stored = parcels({"code": CODE.format(1), "geometry": box(), "surveyed_on": dt.date(2025, 6, 30)})

    assert found(older.check, frame(1, 测量日期=[day]), known_parcels=stored) == (
        [(1, "survey.older")] if issue else []
    )


def test_a_stored_parcel_without_a_date_has_nothing_to_say():
    stored = parcels({"code": CODE.format(1), "geometry": box(), "surveyed_on": None})

    assert found(older.check, frame(1, 测量日期=["2001-01-01"]), known_parcels=stored) == []


def test_the_date_of_a_parcel_out_of_scope_is_not_told():
    stored = parcels(
        {
            "code": CODE.format(1),
            "geometry": box(),
            "surveyed_on": dt.date(2025, 6, 30),
            "area_code": "440113100200",
        }
    )

    assert found(older.check, frame(1, 测量日期=["2001-01-01"]), known_parcels=stored) == []
