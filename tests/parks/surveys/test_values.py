import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.surveys import columns, values
from parks.surveys.issues import Fix


def parse(header, *cells):
    table = pd.DataFrame({header: list(cells)}, index=pd.RangeIndex(1, len(cells) + 1))
    matches, _ = columns.match([header])
    used = columns.used(matches)
    return values.parse(table, used), next(iter(used))


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12.5, 12.5), ("12.5", 12.5), ("１２．５", 12.5), ("1,234.5", 1234.5), (" 7 ", 7.0), ("-3", -3.0), ("1e3", 1000.0),
        (".5", 0.5), ("", None), ("—", None), (None, None), (float("nan"), None), (7, 7.0),
    ],
)  # fmt: skip
def test_numbers(cell, number):
    parsed, field = parse("容积率", cell)

    value = parsed.frame[field].iloc[0]
    assert (None if np.isnan(value) else value) == number
    assert parsed.issues == []


@pytest.mark.parametrize(
    "cell", ["约300", "12亩", "1.2.3", "1_000", "0x10", "nan1", "１２a", "1e999", "inf", "True"]
)
def test_what_is_no_number_is_an_issue(cell):
    parsed, field = parse("容积率", cell)

    assert np.isnan(parsed.frame[field].iloc[0])
    assert [(i.row, i.column, i.code, i.value) for i in parsed.issues] == [
        (1, "容积率", "value.not-number", cell.replace("１２", "12"))
    ]


@settings(deadline=None)
@given(st.lists(st.one_of(st.floats(), st.none()), min_size=1, max_size=6))
def test_a_column_of_numbers_loses_none_of_them_silently(cells):
    """Infinities come from divisions by zero and from damaged files; they are not the same as an empty cell."""
    parsed, field = parse("容积率", *cells)

    got, faults = parsed.frame[field].to_numpy(), {(i.row, i.code) for i in parsed.issues}
    given_numbers = np.array(cells, dtype=float)
    assert not np.isinf(got).any()
    assert faults == {(row, "value.not-number") for row in np.flatnonzero(np.isinf(given_numbers)) + 1}
    kept = np.isfinite(given_numbers)
    assert (got[kept] == given_numbers[kept]).all()
    assert np.isnan(got[~kept]).all()


def test_an_infinite_number_is_shown():
    parsed, _ = parse("容积率", 1.5, float("-inf"))

    assert [(i.row, i.code, i.value) for i in parsed.issues] == [(2, "value.not-number", "-inf")]


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2025-06-30", (2025, 6, 30)), ("2025/6/30", (2025, 6, 30)), ("20250630", (2025, 6, 30)), ("2025年6月30日", (2025, 6, 30)),
        ("2025.06.30", (2025, 6, 30)), (dt.date(2025, 6, 30), (2025, 6, 30)), (pd.Timestamp("2025-06-30 10:00"), (2025, 6, 30)),
        ("2025-06-30T00:00:00", (2025, 6, 30)), (20250630, (2025, 6, 30)), (None, None), (pd.NaT, None),
    ],
)  # fmt: skip
def test_dates(cell, date):
    parsed, field = parse("测量日期", cell)

    assert parsed.frame[field].iloc[0] == (date and dt.date(*date))
    assert parsed.issues == []


@pytest.mark.parametrize("cell", ["2025-13-01", "2025-02-30", "去年", "2025", "30/06/2025", "45838"])
def test_what_is_no_date_is_an_issue(cell):
    parsed, _ = parse("测量日期", cell)

    assert [i.code for i in parsed.issues] == ["value.not-date"]


@pytest.mark.parametrize(
    ("header", "cell", "stored"),
    [
        ("权属性质", "集体", "collective"), ("权属性质", "30", "collective"), ("权属性质", "国有土地使用权", "state"), ("权属性质", 20, "state"),
        ("权属性质", "未 定", "undetermined"), ("用地手续", "已完善", "complete"), ("用地手续", "部分", "partial"), ("用地手续", "无", None),
        ("有证情况", "有", "certified"), ("有证情况", "无证", "uncertified"), ("土地用途", "工业用地", "0601"), ("土地用途", "0604", "0604"),
        ("土地用途", "05h1", "05H1"), ("土地用途", "201A", "201A"), ("土地用途", 100102, "100102"), ("土地用途", "0508", "0508"),
        ("土地用途", "M1", "0601"), ("土地用途", "M0", "M0"), ("土地用途", "W2", "0604"), ("土地用途", "06", "06"),
    ],
)  # fmt: skip
def test_choices(header, cell, stored):
    parsed, field = parse(header, cell)

    assert parsed.frame[field].iloc[0] == (stored or "incomplete")


def test_an_unknown_choice_names_the_allowed_ones():
    parsed, _ = parse("权属性质", "私有", "集体")

    assert [(i.row, i.code, i.value) for i in parsed.issues] == [(1, "value.unknown", "私有")]
    assert "集体、国有、未定" in parsed.issues[0].zh


@pytest.mark.parametrize(
    "cell", ["养殖水面及其附属设施", "0699", "99", "123456", "100104", "204A", "M4", "0601B", 601]
)
def test_an_unknown_land_use_is_left_out_and_said(cell):
    """601 has lost its zero, which is for the clerk to say."""
    parsed, field = parse("土地用途", cell)

    assert (parsed.frame[field].iloc[0], [(i.code, str(i.severity)) for i in parsed.issues]) == (
        None,
        [("land-use.unknown", "needs_reason")],
    )


@given(st.from_regex(r"[0-9]{2,6}[A-Z]?", fullmatch=True))
def test_a_land_use_is_stored_as_written_or_not_at_all(code):
    parsed, field = parse("土地用途", code)

    assert parsed.frame[field].iloc[0] in (code, None)
    assert (parsed.frame[field].iloc[0] is None) == bool(parsed.issues)


@pytest.mark.parametrize(
    "blank", ["", " ", "/", "-", "—", "无数据", "NULL", "<Null>", "\u3000", None, np.nan, pd.NA]
)
def test_place_holders_are_missing(blank):
    parsed, field = parse("权利人", blank)

    assert parsed.frame[field].isna().tolist() == [True]


def test_a_code_read_as_a_number_keeps_its_digits():
    parsed, field = parse("园区编号", 440111.0)

    assert parsed.frame[field].iloc[0] == "440111"


def test_cells_that_cannot_be_hashed_are_still_read():
    parsed, field = parse("权利人", ["a"], {"b": 1})

    assert list(parsed.frame[field]) == ["['a']", "{'b': 1}"]


@pytest.mark.parametrize(
    ("header", "cell", "suggestion"),
    [
        ("层数", "3.0层", "3"),
        ("层数", "3F", "3"),
        ("层数", "约3层", None),
        ("层数", "3.5层", None),
        ("建成年份", "2005年", "2005"),
        ("容积率", "3层", None),
        ("权属性质", "集体士地", "集体土地"),
        ("权属性质", "集体土地使用杈", "集体土地使用权"),
        ("权属性质", "外星", None),
        ("用地手续", "己完善", "已完善"),
        ("用地手续", "末完善", "未完善"),
        ("用地手续", "半完善", None),  # as near to 未完善 as to 已完善
        ("有证情况", "有证明文件但尚未取得任何不动产权属登记证书", None),
    ],
)
def test_what_was_meant_is_suggested_where_it_is_plain(header, cell, suggestion):
    parsed, field = parse(header, cell)

    assert parsed.frame[field].isna().all()
    assert [i.fix for i in parsed.issues] == [Fix("set", suggestion) if suggestion else None]
