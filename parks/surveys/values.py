"""Cells to values (取值): numbers, areas, dates, choices and texts, column by column. A cell that cannot be
read becomes missing and an issue; nothing is guessed."""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parks.surveys.columns import SUGGEST_FROM, Match, choices, fields, land_use_codes, plain
from parks.surveys.issues import Fix, Issue, Rule, Severity

NUMBER = Rule(
    "value.not-number", Severity.MUST_FIX,
    "“{label}”应为数字",
    "{label} should be a number",
)  # fmt: skip
DATE = Rule(
    "value.not-date", Severity.MUST_FIX,
    "“{label}”应为日期，如 2025-06-30",
    "{label} should be a date such as 2025-06-30",
)  # fmt: skip
CHOICE = Rule(
    "value.unknown", Severity.MUST_FIX,
    "“{label}”的值无法识别，可填：{allowed}",
    "{label} has an unknown value; it may be: {allowed}",
)  # fmt: skip
LAND_USE = Rule(
    "land-use.unknown", Severity.NEEDS_REASON,
    "“{label}”不是认识的地类编码或名称，提交后此项不更新",
    "{label} is no known land-use code or name; it will not be updated",
)  # fmt: skip
BLANKS = {"", "/", "-", "--", "—", "——", "\\", "null", "none", "nan", "n/a", "<null>", "无数据", "空"}
DATE_FORM = re.compile(r"^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[t ].*)?$", re.I)
AROUND = " \u3000\0"
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
COUNTED = re.compile(r"^(\d{1,4})(?:\.0+)?\s*(?:层|樓|楼|年|f|floors?|storeys?)$", re.I)
LOOK_ALIKE = str.maketrans("士己巳末證", "土已已未证")
LONGEST_CHOICE = 20
PLAIN_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$", re.I)


@dataclass
class Values:
    """`frame` has one column per field, missing where the file has none; `headers` the clerk's own headers; `units` as
    named, `units_by` whom (`columns.Match`)."""

    frame: pd.DataFrame
    headers: dict[str, str]
    units: dict[str, str | None]
    units_by: dict[str, str]
    issues: list[Issue] = field(default_factory=list)


def parse(table: pd.DataFrame, used: dict[str, Match]) -> Values:
    """Every field of every row, in the units of the file."""
    values = Values(pd.DataFrame(index=table.index), {}, {}, {})
    for name, spec in fields().items():
        match = used.get(name)
        if match is None:
            values.frame[name] = _empty(spec.kind, table.index)
            continue
        values.headers[name] = match.column
        values.units[name], values.units_by[name] = match.unit, match.unit_by
        column = table[match.column]
        values.frame[name] = PARSERS.get(name, PARSERS[spec.kind])(column, name, match.column, values.issues)
    return values


def _empty(kind: str, index: pd.Index) -> pd.Series:
    if kind in ("number", "area", "whole"):
        return pd.Series(np.nan, index=index)
    if kind == "text":
        return pd.Series(np.nan, index=index, dtype="str")
    return pd.Series([None] * len(index), index=index, dtype=object)


def text_of(cell: object) -> str | None:
    """A cell as text: NFKC, trimmed; blanks and place-holders are missing."""
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize(
        "NFKC", cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
    ).strip(AROUND)
    return None if text.lower() in BLANKS else HALF_CHARACTER.sub("\ufffd", text)


def _by_distinct(column: pd.Series, read: Callable[[object], object]) -> np.ndarray:
    """Apply `read` once per distinct value, and to None for the missing ones."""
    try:
        codes, distinct = pd.factorize(column)
    except TypeError:
        return np.asarray([read(cell) for cell in column], dtype=object)
    results = np.empty(len(distinct) + 1, dtype=object)
    results[:] = [*(read(cell) for cell in distinct), read(None)]
    return results[codes]


def _text(column: pd.Series, name: str, header: str, issues: list[Issue]) -> pd.Series:
    """`text_of` of every cell; a column that is text already is read whole."""
    if isinstance(column.dtype, pd.StringDtype):
        cells = pa.array(column).cast(pa.large_string())
        trimmed = pc.utf8_trim(pc.utf8_normalize(cells, "NFKC"), AROUND)
        blank = pc.is_in(pc.utf8_lower(trimmed), value_set=pa.array(sorted(BLANKS), trimmed.type))
        texts = pc.if_else(blank, pa.scalar(None, trimmed.type), trimmed)
        texts = cells if texts.equals(cells) else texts
    else:
        texts = pa.array(_by_distinct(column, text_of), pa.large_string(), from_pandas=True)
    return pd.Series(pd.array(texts, dtype="str"), index=column.index)


def _number(column: pd.Series, name: str, header: str, issues: list[Issue]) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = pd.Series(column.to_numpy(dtype=float, na_value=np.nan), index=column.index)
        infinite = pd.Series(np.isinf(numbers), index=column.index)
        _report(NUMBER, infinite, numbers, name, header, issues)
        return numbers.mask(infinite)
    texts = _text(column, name, header, issues)
    numbers = pd.Series(_by_distinct(texts, _number_of).astype(float), index=column.index)
    mend = _counted if fields()[name].kind == "whole" else None
    _report(NUMBER, texts.notna() & numbers.isna(), texts, name, header, issues, mend)
    return numbers


def _counted(text: str) -> str | None:
    """3.0层, 3F, 2005年: the whole number that is meant."""
    found = COUNTED.match(text)
    return found[1] if found else None


def _number_of(cell: object) -> float:
    text = str(cell or "").replace(",", "").replace(" ", "")
    return float(text) if PLAIN_NUMBER.match(text) and np.isfinite(float(text)) else np.nan


def _date(column: pd.Series, name: str, header: str, issues: list[Issue]) -> pd.Series:
    texts = _text(column, name, header, issues)
    dates = pd.Series(_by_distinct(texts, _date_of), index=column.index, dtype=object)
    _report(DATE, texts.notna() & dates.isna(), texts, name, header, issues)
    return dates


def _date_of(cell: object) -> dt.date | None:
    found = DATE_FORM.match(str(cell or ""))
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _choice(column: pd.Series, name: str, header: str, issues: list[Issue]) -> pd.Series:
    known = choices()[name]
    texts = _text(column, name, header, issues)
    chosen = pd.Series(
        _by_distinct(texts, lambda c: known.get(plain(c)) if c else None), index=column.index, dtype=object
    )
    allowed = "、".join(_first_spellings(known))
    bad = texts.notna() & chosen.isna()
    _report(CHOICE, bad, texts, name, header, issues, lambda text: _meant(text, known), allowed=allowed)
    return chosen


def _meant(text: str, known: dict[str, str]) -> str | None:
    """The spelling that a misspelled choice (集体士地, 末完善) is nearest to, unless others as near mean something else."""
    said = plain(text)
    if len(said) > LONGEST_CHOICE:
        return None
    if (mended := said.translate(LOOK_ALIKE)) in known:
        return mended
    near = difflib.get_close_matches(said, known, n=3, cutoff=SUGGEST_FROM)
    return near[0] if len({known[spelled] for spelled in near}) == 1 else None


def _first_spellings(known: dict[str, str]) -> list[str]:
    first: dict[str, str] = {}
    for spelled, value in known.items():
        first.setdefault(value, spelled)
    return list(first.values())


def _land_use(column: pd.Series, name: str, header: str, issues: list[Issue]) -> pd.Series:
    known = choices()["land_use"]
    texts = _text(column, name, header, issues)
    used = pd.Series(_by_distinct(texts, lambda c: _land_use_of(c, known)), index=column.index, dtype=object)
    _report(LAND_USE, texts.notna() & used.isna(), texts, name, header, issues)
    return used


def _land_use_of(cell: object, known: dict[str, str]) -> str | None:
    text = str(cell or "")
    code = text.upper()
    return code if code in land_use_codes() else known.get(plain(text))


def _report(
    rule: Rule,
    bad: pd.Series,
    texts: pd.Series,
    name: str,
    header: str,
    issues: list[Issue],
    mend: Callable[[Any], str | None] | None = None,
    **places: object,
) -> None:
    label, rows = fields()[name].label, bad.index[bad]
    better = _by_distinct(texts[rows], lambda text: mend(text) if mend and text else None)
    for row, after in zip(rows, better, strict=True):
        fix = Fix("set", after) if after else None
        issues.append(rule.at(row, header, texts[row], fix, label=label, **places))


PARSERS: dict[str, Callable[[pd.Series, str, str, list[Issue]], pd.Series]] = {
    "text": _text,
    "number": _number,
    "area": _number,
    "whole": _number,
    "date": _date,
    "choice": _choice,
    "land_use": _land_use,
}
