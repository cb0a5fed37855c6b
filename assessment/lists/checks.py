"""Comparisons that a list is judged by: one column against one limit, answered yes, no or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.lists.listing import Json, Subject
from assessment.lists.tables import column_label, flag_of
from assessment.policy.model import Policy
from assessment.rules.gates import holds
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, negation

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Check:
    """``column operator limit``; the limit is ``parameter``, times the column ``times`` if given.

    ``is`` and ``is_not`` ask a yes/no column and have no limit. ``parameter`` then names who asks for it, if anybody.
    """

    code: str
    zh: str
    en: str
    column: str
    operator: Literal[">=", "<", "is", "is_not"]
    parameter: str = ""
    times: str = ""


@dataclass(frozen=True)
class Checked:
    """A check over a table: values, limits (NaN = unknown or none) and the answer, each of shape (n,)."""

    check: Check
    values: Floats
    limits: Floats
    met: Truth


def evaluate(check: Check, table: pd.DataFrame, policy: Policy) -> Checked:
    values = table[check.column].to_numpy(dtype=np.float64, na_value=np.nan)
    if check.operator in ("is", "is_not"):
        answer = flag_of(table[check.column])
        met = answer if check.operator == "is" else negation(answer)
        return Checked(check, values, np.full(len(table), np.nan), met)
    limits = np.full(len(table), policy.number(check.parameter))
    if check.times:
        limits = limits * table[check.times].to_numpy(dtype=np.float64)
    return Checked(check, values, limits, compared(values, check.operator, limits))


def compared(values: Floats, operator: str, limits: Floats) -> Truth:
    """以上、不低于 include the number (``>=``), 低于、不足、未达到 do not (``<``)."""
    return negation(holds(values, ">=", limits)) if operator == "<" else holds(values, operator, limits)


def only_where(asked: Truth, checked: Checked) -> Checked:
    """The same check, its answer "no" where it is not asked and unknown where that is unknown and it would be met."""
    met = np.where(asked == NO, NO, np.where((asked == UNKNOWN) & (checked.met == YES), UNKNOWN, checked.met))
    return Checked(checked.check, checked.values, checked.limits, met.astype(np.int8))


def check_legends(checks: Sequence[Check], subject: Subject, policy: Policy) -> list[Json]:
    return [_legend(check, subject, policy) for check in checks]


def _legend(check: Check, subject: Subject, policy: Policy) -> Json:
    shared = {
        "code": check.code,
        "zh": check.zh,
        "en": check.en,
        "input": column_label(subject, check.column),
        "operator": check.operator,
        "limit_of": column_label(subject, check.times) if check.times else None,
    }
    if not check.parameter:
        return {**shared, "parameter": None, "factor": None, "article": "", "source": "", "assumption": False}
    parameter = policy.parameter(check.parameter)
    return {
        **shared,
        "parameter": parameter.name,
        "factor": parameter.value,
        "article": parameter.article,
        "source": parameter.source,
        "assumption": policy.sources[parameter.source].status == "assumption",
    }
