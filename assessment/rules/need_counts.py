"""How many of a group of needs are unmet (未满足需求项数): a range while some states are unknown, held against a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.columns.needs import STATES
from assessment.policy.model import Policy
from assessment.rules.citation import cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, as_bool
from assessment.units import unit_labels

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NeedCount:
    """At least ``parameter`` of these needs unmet."""

    name: str
    needs: tuple[str, ...]
    parameter: str
    zh: str
    en: str


def unmet_table(parks: pd.DataFrame, policy: Policy, needs: Sequence[str]) -> Floats:
    """1 unmet, 0 met, NaN unknown: (n, k); which states count as met is policy."""
    counted = policy.value("needs_counted_as_met")
    worth = {state: 1.0 - float(counted[state]) for state in STATES}
    columns = [[worth.get(word, np.nan) for word in parks[name].tolist()] for name in needs]
    return np.array(columns, dtype=np.float64).reshape(len(needs), len(parks)).T


def at_least(unmet: Floats, threshold: float) -> Truth:
    """(n,): yes if the known ones reach it, no if even all unknown ones would not."""
    low = np.nansum(unmet, axis=1)
    high = low + np.isnan(unmet).sum(axis=1)
    return np.where(low >= threshold, YES, np.where(high < threshold, NO, UNKNOWN)).astype(np.int8)


def ask_count(count: NeedCount, parks: pd.DataFrame, policy: Policy) -> tuple[Truth, list[list[Any]]]:
    """The answer (n,), and compact per park: unmet, answer, bits of the needs that are unknown."""
    unmet = unmet_table(parks, policy, count.needs)
    truth = at_least(unmet, policy.number(count.parameter))
    bits = np.isnan(unmet) @ (1 << np.arange(len(count.needs)))
    low = np.nansum(unmet, axis=1)
    met = [as_bool(each) for each in truth.tolist()]
    return truth, list(map(list, zip(low.tolist(), met, bits.tolist(), strict=True)))


def count_legend(count: NeedCount, policy: Policy) -> dict[str, Any]:
    return {
        "name": count.name,
        "input": "unmet_needs",
        "inputs": list(count.needs),
        "label_zh": count.zh,
        "label_en": count.en,
        **unit_labels("count"),
        "statement_zh": count.zh,
        "statement_en": count.en,
        "operator": ">=",
        "threshold": policy.number(count.parameter),
        "threshold_of": None,
        **cited_parameter(policy, count.parameter),
    }


def count_explained(compact: list[Any] | None, legend: dict[str, Any]) -> dict[str, Any]:
    """``value`` is what is known to be unmet, ``value_high`` what it may still become; null if nothing is known."""
    inputs = legend["inputs"]
    low, met, bits = compact or [0.0, None, (1 << len(inputs)) - 1]
    unknown = [name for place, name in enumerate(inputs) if bits >> place & 1]
    known = len(unknown) < len(inputs)
    return {
        **legend,
        "value": low if known else None,
        "value_high": low + len(unknown) if known else None,
        "met": met,
        "missing": [missing_input(name) for name in unknown] if met is None else [],
    }
