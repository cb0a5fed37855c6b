from parks.surveys.checks import duplicates
from tests.parks.surveys.contexts import context, found
from tests.parks.surveys.files import CODE, frame


def test_every_row_of_a_repeated_code_is_named():
    table = frame(4, 宗地代码=[CODE.format(1), CODE.format(2), CODE.format(1), None])

    assert found(duplicates.check, table) == [(1, "duplicate.in-file"), (3, "duplicate.in-file")]
    assert next(duplicates.check(context(table))).zh == "宗地代码在文件中重复，第 1、3 行相同"


def test_different_codes_and_missing_ones_pass():
    assert found(duplicates.check, frame(3, 宗地代码=[CODE.format(1), None, None])) == []
