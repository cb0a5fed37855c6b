"""How lists read a table: flags and words as three-valued answers, columns by label, values ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.columns import TABLES, Column
from assessment.lists.listing import Json
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth
from assessment.units import unit_labels

ROUNDED = 6
GRADE = Column("grade", "code", "code", "亩产效益等级", "land-efficiency grade")
"""A result that lists read beside the inputs."""
COLUMNS = {name: {column.name: column for column in columns} for name, columns in TABLES.items()}


def flag_of(column: pd.Series) -> Truth:
    """A yes/no column (n,) as yes, no or unknown."""
    return np.asarray(column.astype("Int8").fillna(int(UNKNOWN)).to_numpy(dtype=np.int8))


def places_of(column: pd.Series, words: Sequence[str]) -> npt.NDArray[np.int64]:
    """For each row which of the words it is, their number where it is another, -1 where it is unknown."""
    codes, found = pd.factorize(column)
    places = [words.index(word) if word in words else len(words) for word in found.tolist()]
    return np.array([*places, -1], dtype=np.int64)[codes]


def words_of(column: pd.Series, *words: str) -> dict[str, Truth]:
    """For each word, whether a code (n,) is that one; unknown where the code is unknown."""
    places = places_of(column, words)
    return {word: _known(places == place, places) for place, word in enumerate(words)}


def word_of(column: pd.Series, *words: str) -> Truth:
    """Whether a code (n,) is one of the words; unknown where it is unknown."""
    places = places_of(column, words)
    return _known(places < len(words), places)


def _known(answer: npt.NDArray[np.bool_], places: npt.NDArray[np.int64]) -> Truth:
    return np.where(places < 0, UNKNOWN, np.where(answer, YES, NO)).astype(np.int8)


def chosen(
    conditions: Sequence[npt.NDArray[np.bool_]], words: Sequence[str], otherwise: str
) -> npt.NDArray[np.object_]:
    """For each row the word of the first condition that holds."""
    places = np.select(list(conditions), range(len(words)), default=len(words))
    return np.asarray(np.array([*words, otherwise], dtype=np.object_)[places])


def numbers(table: pd.DataFrame, column: str) -> npt.NDArray[np.float64]:
    return table[column].to_numpy(dtype=np.float64, na_value=np.nan)


def column_label(subject: str, name: str) -> Json:
    if name == GRADE.name:
        return {
            "name": name,
            "label_zh": GRADE.label_zh,
            "label_en": GRADE.label_en,
            **unit_labels(GRADE.unit),
        }
    column = COLUMNS[subject][name]
    return {
        "name": name,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
    }


def plain_rows(table: pd.DataFrame, columns: Sequence[str]) -> list[list[Any]]:
    """Each row's values in order of the columns; unknown is None."""
    if not columns:
        return [[] for _ in range(len(table))]
    return [list(row) for row in zip(*(plain(table[name]) for name in columns), strict=True)]


def plain(column: pd.Series) -> list[Any]:
    """Values for JSON, numbers to six decimals."""
    if pd.api.types.is_float_dtype(column.dtype):
        return rounded_list(column.to_numpy())
    values = column.astype("object")
    return list(values.where(values.notna(), None).tolist())


def rounded_list(values: npt.NDArray[np.float64]) -> list[float | None]:
    """To six decimals; unknown is None."""
    found = np.round(values, ROUNDED).astype(np.object_)
    found[np.isnan(values)] = None
    return list(found.tolist())
