"""A question (判断项): one figure, yes/no or word of a park, answered yes, no or unknown, with what the answer rests on.

Gates decide a mode; questions define, argue, flag and check beside them. A number is held against a policy parameter,
a yes/no or a word against what the cited source says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.area_floor import DECIMALS
from assessment.columns import PARK_COLUMNS
from assessment.policy.model import Policy
from assessment.rules.citation import cited, cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth
from assessment.rules.word_labels import WORD_LABELS, word_label
from assessment.units import unit_labels

Floats = npt.NDArray[np.float64]
Compact = list[Any]

_TRUTH: dict[int, bool | None] = {1: True, 0: False, -1: None}
NUMBERS = (">=", ">", "<=", "=")


@dataclass(frozen=True, slots=True)
class Question:
    """``column operator limit``. ``limit``: a parameter (with ``key``), True or False, or the words that count.

    ``times``: a column that the parameter is a multiple of. ``source`` and ``article`` only without a parameter.
    """

    name: str
    column: str
    operator: Literal[">=", ">", "<=", "=", "is", "among"]
    limit: str | bool | tuple[str, ...]
    zh: str
    en: str
    key: str | None = None
    times: str | None = None
    source: str = "regeneration-paper"
    article: str = ""


@dataclass(frozen=True)
class Answers:
    """A question over all parks: plain values (None = unknown), thresholds where they differ, the answer (n,)."""

    question: Question
    values: list[Any]
    thresholds: list[float | None] | None
    truth: Truth

    def compact(self) -> list[Compact]:
        """Per park: value, answer and, where it differs from park to park, the threshold."""
        met = [_TRUTH[each] for each in self.truth.tolist()]
        if self.thresholds is None:
            return list(map(list, zip(self.values, met, strict=True)))
        return list(map(list, zip(self.values, met, self.thresholds, strict=True)))


def ask(question: Question, parks: pd.DataFrame, policy: Policy) -> Answers:
    if question.operator == "among":
        words = plain_words(parks, question.column)
        known = np.array([word is not None for word in words], dtype=np.bool_)
        among = np.array([word in _words(question) for word in words], dtype=np.bool_)
        return Answers(question, words, None, _truth(known, among))
    values = numbers(parks, question.column)
    if question.operator == "is":
        known = ~np.isnan(values)
        plain = [None if value != value else bool(value) for value in values.tolist()]
        return Answers(question, plain, None, _truth(known, values == float(bool(question.limit))))
    limit = np.full(len(parks), policy.number(str(question.limit), question.key))
    if question.times is None:
        return Answers(question, plain_numbers(values), None, compared(values, question.operator, limit))
    limit = limit * numbers(parks, question.times)
    return Answers(
        question, plain_numbers(values), plain_numbers(limit), compared(values, question.operator, limit)
    )


def compared(values: Floats, operator: str, limits: Floats) -> Truth:
    """(n,) against (n,), unknown where either is; 以上、不低于、不超过 include the number, 超过 does not."""
    gap = np.round(values - limits, DECIMALS)
    holds = {">=": gap >= 0, ">": gap > 0, "<=": gap <= 0, "=": gap == 0}[operator]
    return _truth(~np.isnan(gap), holds)


def numbers(parks: pd.DataFrame, column: str) -> Floats:
    """A number or yes/no column as floats (n,), NaN = unknown."""
    return np.asarray(parks[column].to_numpy(dtype=np.float64, na_value=np.nan))


def plain_numbers(values: Floats) -> list[float | None]:
    """As JSON has them: unknown is None."""
    return [None if value != value else value for value in np.round(values, 6).tolist()]


def plain_words(parks: pd.DataFrame, column: str) -> list[str | None]:
    return [word if isinstance(word, str) else None for word in parks[column].tolist()]


def together(answers: Sequence[Answers]) -> list[list[Compact] | None]:
    """Compact answers of several questions per park; None where nothing at all is known."""
    nothing = [[None, None] if item.thresholds is None else [None, None, None] for item in answers]
    rows = map(list, zip(*(item.compact() for item in answers), strict=True))
    return [row if row != nothing else None for row in rows]


def question_legend(question: Question, policy: Policy) -> dict[str, Any]:
    """What every park's answer has in common."""
    column = PARK_COLUMNS[question.column]
    shared: dict[str, Any] = {
        "name": question.name,
        "input": question.column,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
        "statement_zh": question.zh,
        "statement_en": question.en,
        "operator": question.operator,
    }
    if question.operator in NUMBERS:
        name = str(question.limit)
        threshold = policy.number(name, question.key)
        return {
            **shared,
            "threshold": threshold,
            "threshold_of": question.times,
            **cited_parameter(policy, name),
        }
    among = question.operator == "among"
    wanted = list(_words(question)) if among else bool(question.limit)
    return {
        **shared,
        "threshold": wanted,
        "threshold_of": None,
        **cited(policy, question.source, question.article),
    }


def question_explained(compact: Compact | None, legend: dict[str, Any]) -> dict[str, Any]:
    """One park's answer in full; ``missing`` names the columns that keep it unknown."""
    compact = compact or [None, None, None]
    value = compact[0]
    full = {**legend, "value": value, "met": compact[1], "missing": []}
    if isinstance(value, str) and legend["input"] in WORD_LABELS:
        full["value_label"] = word_label(legend["input"], value)
    if legend["threshold_of"]:
        full["threshold_factor"] = legend["threshold"]
        full["threshold"] = compact[2]
    if compact[1] is None:
        full["missing"] = [missing_input(name) for name in _unknown(compact, legend)]
    return full


def answers_explained(
    compact: list[Compact] | None, legends: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    rows: Sequence[Compact | None] = compact or [None] * len(legends)
    return [question_explained(row, legend) for row, legend in zip(rows, legends, strict=True)]


def _unknown(compact: Compact, legend: dict[str, Any]) -> list[str]:
    names = [legend["input"]] if compact[0] is None else []
    return [*names, legend["threshold_of"]] if legend["threshold_of"] and compact[2] is None else names


def _words(question: Question) -> tuple[str, ...]:
    return question.limit if isinstance(question.limit, tuple) else ()


def _truth(known: npt.NDArray[np.bool_], holds: npt.NDArray[np.bool_]) -> Truth:
    return np.where(known, np.where(holds, YES, NO), UNKNOWN).astype(np.int8)
