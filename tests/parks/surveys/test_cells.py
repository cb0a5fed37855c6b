import numpy as np
import pandas as pd
import pytest

from parks.surveys import cells

TABLE = pd.DataFrame(
    {"权利人": pd.Series(["甲", None], dtype=object, index=[2, 3]), "层数": [1.0, 2.0], "面积\n(亩)": [3, 4]},
    index=[2, 3],
)


def test_answers_take_the_cells_places_and_are_said():
    table, issues = cells.apply(TABLE, {3: {"权利人": "乙"}, 2: {"权利人": "丙"}})

    assert list(table["权利人"]) == ["丙", "乙"]
    assert list(TABLE["权利人"]) == ["甲", None]
    assert [(i.row, i.column, i.code, i.value, i.zh, str(i.severity)) for i in issues] == [
        (2, "权利人", "answer.cell", "丙", "按您的选择，由“甲”改为“丙”", "note"),
        (3, "权利人", "answer.cell", "乙", "按您的选择，由“”改为“乙”", "note"),
    ]


def test_numbers_stay_numbers():
    table, _ = cells.apply(TABLE, {2: {"层数": "3"}})

    assert (table["层数"].dtype, list(table["层数"])) == (np.float64, [3.0, 2.0])


def test_a_text_among_numbers_is_kept_as_it_is():
    table, _ = cells.apply(TABLE, {2: {"层数": "三层"}})

    assert list(table["层数"]) == ["三层", 2.0]


def test_a_header_may_be_named_as_it_is_shown():
    table, issues = cells.apply(TABLE, {2: {"面积\\u000a(亩)": "5"}})

    assert list(table["面积\n(亩)"]) == [5, 4]
    assert [i.code for i in issues] == ["answer.cell"]


@pytest.mark.parametrize(
    ("answer", "row"),
    [({9: {"权利人": "乙"}}, None), ({2: {"坐落": "乙"}}, 2), ({1: {"权利人": "乙"}}, None)],
)
def test_what_the_file_does_not_have_is_said(answer, row):
    table, issues = cells.apply(TABLE, answer)

    assert table.equals(TABLE)
    assert [(i.row, i.code) for i in issues] == [(row, "answer.cell-unused")]


def test_no_answers_change_nothing():
    table, issues = cells.apply(TABLE, {})

    assert table.equals(TABLE)
    assert issues == []
