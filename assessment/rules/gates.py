"""A gate (门槛): one column of the parks against one threshold of the policy, answered yes, no or unknown."""

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
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, all_of, any_of, as_bool
from assessment.units import unit_labels

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gate:
    """``column operator threshold``; the threshold is ``parameter`` (its ``key``), times the column ``times`` if given.

    Gates with the same ``alternative`` stand in for each other: one that is met is enough.
    """

    column: str
    operator: Literal[">=", ">", "<=", "is"]
    parameter: str
    key: str | None = None
    times: str | None = None
    alternative: str | None = None


@dataclass(frozen=True)
class GateEvidence:
    """A gate over all parks: values, thresholds (NaN = unknown) and the answer, each of shape (n,)."""

    gate: Gate
    values: Floats
    thresholds: Floats
    met: Truth

    def row(self, row: int) -> list[Any]:
        """Compact: value, answer and, where it differs from park to park, the threshold."""
        compact: list[Any] = [rounded(self.values[row]), as_bool(self.met[row])]
        return [*compact, rounded(self.thresholds[row])] if self.gate.times else compact


def holds(values: Floats, operator: str, thresholds: Floats) -> Truth:
    """Compare (n,) with (n,); NaN on either side is unknown. 以上、不低于 include the number, 超过 does not."""
    gap = np.round(values - thresholds, DECIMALS)
    answer = {">=": gap >= 0, ">": gap > 0, "<=": gap <= 0, "is": gap == 0}[operator]
    return np.where(np.isnan(gap), UNKNOWN, np.where(answer, YES, NO)).astype(np.int8)


def asked(gates: Sequence[Gate], policy: Policy) -> list[Gate]:
    """The gates the policy asks for: a yes/no requirement that is switched off is not asked."""
    return [gate for gate in gates if gate.operator != "is" or policy.flag(gate.parameter)]


def evaluate(gate: Gate, parks: pd.DataFrame, policy: Policy) -> GateEvidence:
    values = parks[gate.column].to_numpy(dtype="float64", na_value=np.nan)
    limit = 1.0 if gate.operator == "is" else policy.number(gate.parameter, gate.key)
    thresholds = np.full(len(parks), limit)
    if gate.times:
        thresholds = thresholds * parks[gate.times].to_numpy(dtype="float64", na_value=np.nan)
    return GateEvidence(gate, values, thresholds, holds(values, gate.operator, thresholds))


def combined(evidence: Sequence[GateEvidence], count: int) -> Truth:
    """All gates together, alternatives joined first; without any gate the answer is yes."""
    alternatives: dict[str, list[Truth]] = {}
    for item in evidence:
        alternatives.setdefault(item.gate.alternative or item.gate.column, []).append(item.met)
    parts = [any_of(group) for group in alternatives.values()]
    return all_of(parts) if parts else np.full(count, YES, dtype=np.int8)


def gate_legend(gate: Gate, policy: Policy) -> dict[str, Any]:
    """What every park's gate has in common."""
    column, parameter = PARK_COLUMNS[gate.column], policy.parameter(gate.parameter)
    limit: float | bool = True if gate.operator == "is" else policy.number(gate.parameter, gate.key)
    return {
        "input": gate.column,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
        "operator": gate.operator,
        "threshold": limit,
        "threshold_of": gate.times,
        "alternative": gate.alternative,
        "parameter": gate.parameter,
        "requirement_zh": parameter.label_zh,
        "requirement_en": parameter.label_en,
        "article": parameter.article,
        "source": parameter.source,
        "source_title": policy.sources[parameter.source].title_zh,
        "assumption": policy.sources[parameter.source].status == "assumption",
    }


def explained(compact: Sequence[Any], legend: dict[str, Any]) -> dict[str, Any]:
    """One park's gate in full, from its compact row and the legend."""
    value, met = compact[0], compact[1]
    if legend["operator"] == "is" and value is not None:
        value = bool(value)
    full = {**legend, "value": value, "met": met}
    if legend["threshold_of"]:
        full["threshold_factor"] = legend["threshold"]
        full["threshold"] = compact[2]
    return full


def missing_inputs(compact: Sequence[Any], legend: dict[str, Any]) -> list[str]:
    """Columns that keep this gate unknown."""
    missing = [legend["input"]] if compact[0] is None else []
    if legend["threshold_of"] and compact[2] is None:
        missing.append(legend["threshold_of"])
    return missing


def missing_input(name: str) -> dict[str, str]:
    """How an explanation names a column that is not known."""
    column = PARK_COLUMNS[name]
    return {"input": name, "label_zh": column.label_zh, "label_en": column.label_en}


def rounded(value: float) -> float | None:
    """JSON has no NaN: unknown is None."""
    number = float(value)
    return None if number != number else round(number, 6)
