import pytest

from parks.surveys import columns, keys


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        (["园区编号", "权利人"], "columns.only-park-code"),
        (["统一社会信用代码", "权利人"], "columns.only-credit-code"),
        (["园区编号", "统一社会信用代码"], "columns.only-park-code"),
        (["权利人"], "columns.no-parcel-code"),
        (["宗地代码", "园区编号"], None),
    ],
)
def test_a_table_is_told_what_it_is_keyed_by(headers, code):
    matches, issues = columns.match(headers)

    found = keys.explained(issues, matches)

    assert [issue.code for issue in found] == ([code] if code else [])
    assert not code or "宗地代码" in found[0].zh
