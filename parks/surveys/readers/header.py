"""The header (表头) of a sheet: beneath its titles, in one row or in two (建筑面积 | 合法、无证), with units or column
numbers (栏次) under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parks.surveys.columns import match_one, plain, unit_of
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.shape_columns import is_shape_column
from parks.surveys.refusals import RefusedError

TITLES = Rule(
    "sheet.title-rows", Severity.NOTE,
    "表头在第 {row} 行，其上的内容（“{text}”）没有读取",
    "The header is in row {row}; what is above it (“{text}”) was not read",
)  # fmt: skip
JOINED = Rule(
    "sheet.two-row-header", Severity.NOTE,
    "第 {first}、{second} 行是两行表头，已逐列合并，如“{name}”",
    "Rows {first} and {second} are one header; they were joined column by column, as in “{name}”",
)  # fmt: skip
NUMBERS = Rule(
    "sheet.column-numbers", Severity.NOTE,
    "第 {row} 行是栏次编号，没有读取",
    "Row {row} holds column numbers and was not read",
)  # fmt: skip
ROW_NUMBER = "原行号"
NUMBER_AGAIN = "原行号核对（请勿改动）"
"""The first column of a returned workbook (回传工作簿), and a hidden one that tells whether the first was altered."""
SEARCHED = 30
FEWEST = 2
TOTAL = ("合计", "小计", "总计", "总", "计")
COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,3})[)\]]?")
NO_WORD = re.compile(r"[-+]?[\d.,%/:年月日\s-]+$")
LONGEST = 40

Row = tuple[int, list[str | None]]
Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows count as the sheet does, columns from 0."""


@dataclass(frozen=True)
class Header:
    """`columns` by position; `last` is the number of the last row that belongs to it."""

    columns: list[str]
    last: int
    issues: list[Issue]


@lru_cache(maxsize=4096)
def recognized(text: str | None) -> bool:
    """Whether a header is that of a field, of a shape, or of the returned workbook."""
    if not text or len(text) > LONGEST or NO_WORD.match(text):
        return False
    return text == ROW_NUMBER or is_shape_column(text) or match_one(text).how in ("exact", "alias")


def score(row: Sequence[str | None]) -> int:
    return sum(map(recognized, row))


def find(rows: Sequence[Row], merged: Sequence[Merged] = ()) -> Header:
    """From the first rows that are not blank; where no header is recognized, the first row of several words is it."""
    if not rows:
        raise RefusedError("file.no-rows")
    at = max(range(len(rows)), key=lambda i: (score(rows[i][1]), -i))
    if score(rows[at][1]) < FEWEST:
        at = next((i for i, (_, cells) in enumerate(rows) if _is_wordy(cells)), 0)
    header = _of_rows(rows, at, merged)
    beneath = next(((n, cells) for n, cells in rows if n > header.last), None)
    if beneath and _are_numbers(beneath[1]):
        header = replace(header, last=beneath[0], issues=[*header.issues, NUMBERS.at(None, row=beneath[0])])
    return replace(header, columns=_once(header.columns))


def _of_rows(rows: Sequence[Row], at: int, merged: Sequence[Merged]) -> Header:
    number, cells = rows[at]
    if at and rows[at - 1][0] == number - 1 and len(set(filter(None, rows[at - 1][1]))) > 1:
        joined = _join(_spread(rows[at - 1], cells, merged), cells)
        if joined != [c or "" for c in cells] and not _is_wider(rows[at - 1][1], cells):
            return _joined(rows, at - 1, joined)
    if at + 1 < len(rows) and rows[at + 1][0] == number + 1 and _is_beneath(cells, rows[at + 1][1]):
        sub = rows[at + 1][1]
        return _joined(rows, at, _join(_spread(rows[at], sub, merged), sub))
    return Header([c or "" for c in cells], number, _titles(rows[:at], number))


def _joined(rows: Sequence[Row], at: int, columns: list[str]) -> Header:
    (first, top), (second, _) = rows[at], rows[at + 1]
    example = next(
        (c for i, c in enumerate(columns) if c and c != (top[i] if i < len(top) else None)), columns[0]
    )
    issues = [*_titles(rows[:at], first), JOINED.at(None, first=first, second=second, name=example)]
    return Header(columns, second, issues)


def _titles(above: Sequence[Row], header: int) -> list[Issue]:
    texts = [text for _, cells in above for text in cells if text]
    return [TITLES.at(None, row=header, text="；".join(texts)[:60])] if texts else []


def _is_wider(top: Sequence[str | None], sub: Sequence[str | None]) -> bool:
    """Rows that both are headers in their own right are not joined: the lower one is data that looks like it."""
    return score(top) >= FEWEST and score(top) >= score(sub)


def _is_beneath(top: Sequence[str | None], sub: Sequence[str | None]) -> bool:
    """Whether a row continues the header above it: words under its gaps, or units under its names."""
    found = False
    for i, text in enumerate(sub):
        if not text:
            continue
        if len(text) > LONGEST or NO_WORD.match(text):
            return False
        begins = _at(top, i) and not _at(top, i + 1) and _at(sub, i + 1)
        if not (begins or not _at(top, i) or _unit(text)):
            return False
        found = True
    return found


def _at(cells: Sequence[str | None], i: int) -> str | None:
    return cells[i] if i < len(cells) else None


def _unit(text: str) -> bool:
    return unit_of(re.sub(r"[()\[\]（）【】]", "", text)) is not None


def _spread(top: Row, sub: Sequence[str | None], merged: Sequence[Merged]) -> list[tuple[str | None, bool]]:
    """The upper header for every column, and whether it is the column's own: a merged cell stands for all it covers, and
    without any merged cell a name stands for the gaps to its right."""
    number, cells = top
    wide = [m for m in merged if m[0] <= number <= m[2] and m[3] > m[1]]
    width = max(len(cells), len(sub))
    spread: list[tuple[str | None, bool]] = [(_at(cells, i), True) for i in range(width)]
    for _, left, _, right in wide:
        for i in range(left + 1, min(right + 1, width)):
            spread[i] = spread[left][0], False
    if not wide:
        last = None
        for i in range(width):
            if spread[i][0]:
                last = spread[i][0] if _at(sub, i) else None
            elif _at(sub, i):
                spread[i] = last, False
    return spread


def _join(top: Sequence[tuple[str | None, bool]], sub: Sequence[str | None]) -> list[str]:
    return [_join_one(upper, own, _at(sub, i)) for i, (upper, own) in enumerate(top)]


def _join_one(upper: str | None, own: bool, lower: str | None) -> str:
    if not upper or not lower or plain(upper) == plain(lower):
        return lower or (upper if own and upper else "") or ""
    names = [f"{lower}{upper}", f"{upper}{lower}"]
    if _unit(lower):
        names = [f"{upper}({re.sub(r'[()（）]', '', lower)})"]
    elif plain(lower) in TOTAL:
        names = [f"总{upper}", upper]
    for name in names:
        if recognized(name):
            return name
    if recognized(lower) and not (own and recognized(upper)):
        return lower
    return f"{upper} {lower}"


def _are_numbers(cells: Sequence[str | None]) -> bool:
    found = [COLUMN_NUMBER.fullmatch(plain(text)) for text in cells if text]
    numbers = [int(number[1]) for number in found if number]
    return len(found) > FEWEST and numbers == list(range(1, len(found) + 1))


def _is_wordy(cells: Sequence[str | None]) -> bool:
    said = [text for text in cells if text]
    return len(said) > 1 and not any(NO_WORD.match(text) for text in said)


def _once(columns: Sequence[str]) -> list[str]:
    """Every column by a name of its own."""
    seen: dict[str, int] = {}
    names = []
    for i, text in enumerate(columns):
        name = re.sub(r"\s+", " ", text).strip() or f"{letters(i)}列"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}({seen[name]})")
    return names


def letters(position: int) -> str:
    """A column as a spreadsheet names it: A, B, … AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name
