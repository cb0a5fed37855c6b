"""Tax per mu that renewal must reach (“工改工”亩均税收下限): six classes, and what follows while the class is unknown.

增城征求意见稿 二（六）17: 70, 56 or 38.5 万元/亩 for a pilot in the development zone's core, in its other parks or in
another town; 50, 40 or 27.5 otherwise. A project's own agreement or a special policy comes first.
With the class unknown a range of minimums may apply: under the least of them is a no, at the greatest or above a yes,
between them unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.columns.parks import TAX_CLASSES
from assessment.policy.consistency import TAX_KINDS
from assessment.policy.model import Policy
from assessment.rules.gates import Gate, explained, gate_legend, holds, missing_input, rounded
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, as_bool

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TAX = Gate("tax_per_mu", ">=", "minimum_tax_per_mu", key="other_other_towns")
DECIDES = ("tax_class", "pilot", "agreed_tax_per_mu")


@dataclass(frozen=True)
class TaxEvidence:
    """Values, the least and the greatest minimum that may apply, the answer (n,); which of DECIDES is unknown (n, 3)."""

    values: Floats
    least: Floats
    most: Floats
    met: Truth
    unknown: Mask

    def row(self, row: int) -> list[Any]:
        """Compact: value, answer, least, most and, where undecided, the columns that would decide it."""
        value, met = rounded(self.values[row]), as_bool(self.met[row])
        missing = [TAX.column] if value is None else []
        if met is None and self.least[row] < self.most[row]:
            missing += [name for name, gap in zip(DECIDES, self.unknown[row], strict=True) if gap]
        return [value, met, float(self.least[row]), float(self.most[row]), missing]


def evaluate(parks: pd.DataFrame, policy: Policy) -> TaxEvidence:
    values = parks[TAX.column].to_numpy(dtype=np.float64)
    least, most = minimums_that_may_apply(parks, policy)
    reached = holds(values, ">=", most)
    met = np.where(reached == YES, YES, np.where(holds(values, ">=", least) == NO, NO, UNKNOWN))
    return TaxEvidence(values, least, most, met.astype(np.int8), parks[list(DECIDES)].isna().to_numpy())


def minimums_that_may_apply(parks: pd.DataFrame, policy: Policy) -> tuple[Floats, Floats]:
    """The least and the greatest minimum (n,) that agree with what is known of a park; equal if all is known."""
    table = np.array(
        [[policy.number(TAX.parameter, f"{kind}_{name}") for name in TAX_CLASSES] for kind in TAX_KINDS]
    )
    pilot = parks["pilot"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    kinds = np.isnan(pilot)[:, None] | (pilot[:, None] == [0.0, 1.0])
    place = pd.Index(TAX_CLASSES).get_indexer(pd.Index(parks["tax_class"]))
    classes = (place < 0)[:, None] | (place[:, None] == np.arange(len(TAX_CLASSES)))
    possible = kinds[:, :, None] & classes[:, None, :]
    least = np.where(possible, table, np.inf).min(axis=(1, 2))
    most = np.where(possible, table, -np.inf).max(axis=(1, 2))
    agreed = parks["agreed_tax_per_mu"].to_numpy(dtype=np.float64)
    return np.where(np.isnan(agreed), least, agreed), np.where(np.isnan(agreed), most, agreed)


def legend(policy: Policy) -> dict[str, Any]:
    return {**gate_legend(TAX, policy), "elsewhere": policy.source_of(TAX.parameter).by_reference}


def explain(compact: list[Any], shared: dict[str, Any], elsewhere: bool) -> dict[str, Any]:
    """``threshold`` is null while several may apply; they lie between ``threshold_low`` and ``threshold_high``."""
    if len(compact) == 2:  # a run of format 1 knew one class only
        return explained(compact, shared)
    value, met, least, most, missing = compact
    marked = shared["elsewhere"] if elsewhere else None
    bounds = {"threshold": least if least == most else None, "threshold_low": least, "threshold_high": most}
    full = {**explained([value, met], shared), **bounds, "elsewhere": marked}
    return {**full, "missing": [missing_input(name) for name in missing]}
