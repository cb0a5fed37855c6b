import pytest

from parks.surveys.checks import ranges
from tests.parks.surveys.contexts import found
from tests.parks.surveys.files import frame


@pytest.mark.parametrize(
    ("column", "value", "issue"),
    [
        ("合法建筑面积", 0, None),
        ("合法建筑面积", -0.1, "value.negative"),
        ("容积率", -1, "value.negative"),
        ("建成年份", 1949, None),
        ("建成年份", 1948, "value.out-of-range"),
        ("建成年份", 2026, None),
        ("建成年份", 2027, "value.out-of-range"),
        ("建成年份", 1998.5, "value.not-whole"),
        ("层数", 120, None),
        ("层数", 121, "value.out-of-range"),
        ("测量日期", "2026-07-01", None),
        ("测量日期", "2026-07-02", "value.future-date"),
        ("测量日期", "1949-01-01", None),
        ("测量日期", "1948-12-31", "value.out-of-range"),
        ("权利人", "石" * 120, None),
        ("权利人", "石" * 121, "text.too-long"),
        ("坐落", "路" * 201, "text.too-long"),
    ],
)
def test_ranges(column, value, issue):
    assert found(ranges.check, frame(1, **{column: [value]})) == ([(1, issue)] if issue else [])
