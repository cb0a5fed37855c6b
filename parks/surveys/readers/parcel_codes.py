"""宗地代码 in files that have no column of that name: recognized by its form."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

CODE = "宗地代码"
FORM = re.compile(r"(?<![0-9A-Za-z])\d{12}[GJZ][ABSXCDEFWY]\d{5}(?![0-9A-Za-z])", re.A)


def codes_in(text: str) -> set[str]:
    return set(FORM.findall(unicodedata.normalize("NFKC", text)))


def code_in(text: str) -> str | None:
    """The one parcel code in a text; None where it has none or more."""
    found = codes_in(text)
    return found.pop() if len(found) == 1 else None


def as_codes(table: pd.DataFrame, candidates: Iterable[str]) -> pd.DataFrame:
    """The same table; the first candidate most of whose values are parcel codes is called 宗地代码."""
    if CODE in table:
        return table
    for name in candidates:
        if name in table and _are_codes(table[name].dropna()):
            return table.rename(columns={name: CODE})
    return table


def _are_codes(values: pd.Series) -> bool:
    texts = values.map(lambda v: unicodedata.normalize("NFKC", str(v)).strip())
    return len(texts) > 0 and 2 * int(texts.str.fullmatch(FORM).sum()) >= len(texts)
