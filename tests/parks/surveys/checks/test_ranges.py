import pytest

from parks.surveys.checks import ranges
from parks.surveys.columns import fields
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("column", "value", "issue"),
    [
        ("合法建筑面积", 0, None),
        ("合法建筑面积", -0.01, "value.negative"),
        ("容积率", 0, None),
        ("容积率", -0.01, "value.negative"),
        ("建成年份", 1949, None),
        ("建成年份", 1948, "value.out-of-range"),
        ("建成年份", 2026, None),
        ("建成年份", 2027, "value.out-of-range"),
        ("建成年份", 1998.01, "value.not-whole"),
        ("层数", 0, None),
        ("层数", -1, "value.negative"),
        ("层数", 120, None),
        ("层数", 121, "value.out-of-range"),
        ("测量日期", "2026-07-01", None),
        ("测量日期", "2026-07-02", "value.future-date"),
        ("测量日期", "1949-01-01", None),
        ("测量日期", "1948-12-31", "value.out-of-range"),
        ("权利人", "石" * 120, None),
        ("权利人", "石" * 121, "text.too-long"),
        ("坐落", "路" * 200, None),
        ("坐落", "路" * 201, "text.too-long"),
        ("园区编号", "440111-0001", None),
        ("园区编号", "440111-00001", "text.too-long"),
        ("宗地代码", "440111001001JC000011", None),  # said by its own check
        ("库中版本", "v" * 500, None),  # not stored
    ],
)
def test_ranges(column, value, issue):
    assert found(ranges.check, frame(1, **{column: [value]})) == ([(1, issue)] if issue else [])


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("层数", 121, "“层数”应在 0–120 之间"),
        ("建成年份", 2027, "“建成年份”应在 1949–2026 之间"),
        ("测量日期", "1948-12-31", "“测量日期”应在 1949–2026 之间"),
        ("坐落", "路" * 201, "“坐落”超过 200 个字"),
    ],
)
def test_the_sentence_gives_the_limits(column, value, sentence):
    assert next(ranges.check(context(frame(1, **{column: [value]})))).zh == sentence


@pytest.mark.parametrize("field", [f for f in fields().values() if f.kind in ("number", "area", "whole")])
def test_no_number_may_be_negative(field):
    header = f"{field.label}(㎡)" if field.kind == "area" else field.label

    for value, issues in ((0, []), (-1, ["value.negative"])):
        codes = [code for _, code in found(ranges.check, frame(1, **{header: [value]}))]
        assert [code for code in codes if code != "value.out-of-range"] == issues
