"""The indicators of renewal priority (优先次序指标) as the policy lists them, and their values for a table of parks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.policy.model import Policy
from assessment.units import unit_labels

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Indicator:
    """``direction`` +1: a larger value raises priority. ``scale`` turns the stored unit into the shown one."""

    name: str
    column: str
    label_zh: str
    label_en: str
    unit: str
    scale: float
    group: str
    side: Literal["need", "opportunity"]
    direction: int
    weight: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "label_zh": self.label_zh,
            "label_en": self.label_en,
            "group": self.group,
            "side": self.side,
            **unit_labels(self.unit),
            "direction": self.direction,
            "weight": self.weight,
        }


def indicators_of(policy: Policy) -> tuple[Indicator, ...]:
    table = policy.value("priority_indicators")
    return tuple(_indicator(row, table["groups"]) for row in table["indicators"])


def _indicator(row: dict[str, Any], groups: dict[str, Any]) -> Indicator:
    return Indicator(
        name=row["name"],
        column=row["column"],
        label_zh=row["label"]["zh"],
        label_en=row["label"]["en"],
        unit=row["unit"],
        scale=float(row["scale"]),
        group=row["group"],
        side=groups[row["group"]]["side"],
        direction=row["direction"],
        weight=float(row["weight"]),
    )


def indicator_values(parks: pd.DataFrame, indicators: tuple[Indicator, ...]) -> Floats:
    """Values in shown units, shape (parks, indicators), a column's values side by side in memory; NaN = unknown."""
    values = np.empty((len(indicators), len(parks)))
    for place, item in enumerate(indicators):
        np.multiply(parks[item.column].to_numpy(dtype=np.float64), item.scale, out=values[place])
    return values.T
