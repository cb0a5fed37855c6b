"""Cells that the clerk answered (改过的单元格): a suggested fix that was chosen takes the cell's place before anything is parsed.
Each is said in the report, so that nothing is changed silently."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from parks.surveys.issues import Issue, Rule, Severity, shown

ANSWERED = Rule(
    "answer.cell", Severity.NOTE,
    "按您的选择，由“{before}”改为“{after}”",
    "Changed as you chose, from “{before}” to “{after}”",
)  # fmt: skip
UNUSED = Rule(
    "answer.cell-unused", Severity.NOTE,
    "您选择的改动“{after}”没有用上：文件里没有这一行或这一列（或此列未采用）",
    "The change to “{after}” that you chose was not applied: the file has no such row or column, or the column is not used",
)  # fmt: skip


def apply(table: pd.DataFrame, cells: Mapping[int, Mapping[str, str]]) -> tuple[pd.DataFrame, list[Issue]]:
    """The table with these cells (row → header → text) in their places, and a note for each."""
    issues: list[Issue] = []
    table, headers = table.copy(deep=False), {shown(column): column for column in table.columns}
    found: dict[str, dict[int, str]] = {}
    for row, texts in sorted(cells.items()):
        for said, after in texts.items():
            header = said if said in table.columns else headers.get(said)
            if header is None or row not in table.index:
                issues.append(UNUSED.at(row if row in table.index else None, said, after=after))
            else:
                found.setdefault(header, {})[row] = after
                before = table.loc[row, header]
                issues.append(ANSWERED.at(row, header, after, before=_told(before), after=after))
    for header, changed in found.items():
        table[header] = _with(table[header], changed)
    return table, issues


def _with(column: pd.Series, changed: Mapping[int, str]) -> pd.Series:
    """A column of numbers stays one where numbers were answered."""
    values: list[object] = list(changed.values())
    out = column.astype(object)
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(dtype=float)
        if np.isfinite(numbers).all():
            out, values = column.astype(float), list(numbers)
    out.loc[list(changed)] = values
    return out


def _told(cell: object) -> str:
    return "" if cell is None or bool(pd.isna(pd.Series([cell], dtype=object)).iloc[0]) else shown(cell)
