"""What a column is, and the few kinds that nearly all of them are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "boolean", "code", "reference"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``required``: the column must be there and complete; otherwise NaN/NA means unknown.

    ``words``: the vocabulary of a code, empty where any text may stand.
    """

    name: str
    kind: Kind
    unit: str
    label_zh: str
    label_en: str
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
    words: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        return {"number": "float64", "boolean": "boolean", "code": "str", "reference": "int64"}[self.kind]


def amount(name: str, unit: str, zh: str, en: str, minimum: float | None = 0.0) -> Column:
    return Column(name, "number", unit, zh, en, minimum=minimum)


def share(name: str, zh: str, en: str) -> Column:
    return Column(name, "number", "share", zh, en, minimum=0.0, maximum=1.0)


def flag(name: str, zh: str, en: str) -> Column:
    return Column(name, "boolean", "yes_no", zh, en)


def word(name: str, words: tuple[str, ...], zh: str, en: str) -> Column:
    return Column(name, "code", "code", zh, en, words=words)


DISTRICT = Column("district_code", "code", "code", "行政区代码", "district code", required=True)
