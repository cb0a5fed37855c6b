"""November 2026: the 2nd is a Monday."""

import datetime as dt

import pytest

from parks.objections.deadlines import deadline_of, working_days_after


@pytest.mark.parametrize(
    ("received", "count", "deadline"),
    [
        (2, 1, 3),
        (2, 5, 9),
        (6, 1, 9),
        (7, 1, 9),
        (8, 1, 9),
        (2, 15, 23),
        (7, 15, 27),
        (2, 0, 2),
    ],
)
def test_weekends_do_not_count_and_the_day_after_is_the_first(
    received: int, count: int, deadline: int
) -> None:
    assert working_days_after(dt.date(2026, 11, received), count) == dt.date(2026, 11, deadline)


def test_the_number_is_the_policys(db: None) -> None:
    assert deadline_of(dt.date(2026, 11, 2)) == dt.date(2026, 11, 23)
