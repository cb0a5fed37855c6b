"""Area units (面积单位): from the header, else from what the shapes allow; whatever was not said there is asked about.
Nothing is rescaled against what the header says."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from parks.surveys.columns import fields, units
from parks.surveys.issues import Rule, Severity
from parks.surveys.values import Values

CLOSE = 0.2
DECLARED = "declared_area_m2"
LAND = (DECLARED, "procedure_area_m2")
"""Areas of land (用地面积): one that equals the shape tells its unit; the second may follow the first."""
LEAST_SHARE = 0.01
"""Of the shape: 亩 read as m² make a share 667 times too small, so that a plot ratio of 6.7 is still told apart."""
LARGEST_PART, LARGEST_RATIO = 1.2, 15.0
"""Of the shape: a part of the land, and the floor area that may stand on it."""
NAMES = {"m2": "平方米", "wan_m2": "万平方米", "ha": "公顷", "mu": "亩", "km2": "平方公里"}

CONTRADICTS = Rule(
    "unit.contradiction", Severity.MUST_FIX,
    "表头写“{unit}”，但数值与图形面积相比像是“{likely}”（第 {row} 行：{value}，图形 {measured:,.0f} m²），请核对单位",
    "The header says {unit}, but against the shapes the numbers look like {likely} (row {row}: {value}, shape {measured:,.0f} m²)",
)  # fmt: skip
ASSUMED = Rule(
    "unit.assumed", Severity.NEEDS_REASON,
    "表头没有写单位，数值按“{unit}”与图形面积相符，已按“{unit}”读取，请确认",
    "The header names no unit; read as {unit}, with which the numbers agree with the shapes; please confirm",
)  # fmt: skip
FOLLOWS = Rule(
    "unit.follows-declared", Severity.NEEDS_REASON,
    "表头没有写单位，已按与“{other}”相同的“{unit}”读取，请确认",
    "The header names no unit; read as {unit}, like “{other}”; please confirm",
)  # fmt: skip
TAKEN = Rule(
    "unit.taken-as-m2", Severity.NEEDS_REASON,
    "表头没有写单位，已按“平方米”读取，请确认",
    "The header names no unit; read as m²; please confirm",
)  # fmt: skip
UNKNOWN = Rule(
    "unit.unknown", Severity.MUST_FIX,
    "表头没有写单位，数值与图形面积按平方米、亩、公顷都不相符，请在表头写明单位，如“面积（亩）”",
    "The header names no unit and the numbers agree with the shapes in none; write it there, as in 面积（亩）",
)  # fmt: skip
UNCLEAR = Rule(
    "unit.unclear", Severity.MUST_FIX,
    "表头没有写单位，按平方米读取则一般是图形面积的 {share:.2g} 倍，请在表头写明单位，如“{label}（平方米）”",
    "The header names no unit, and as m² the numbers are typically {share:.2g} times the shapes; write the unit there",
)  # fmt: skip


@dataclass(frozen=True)
class _Column:
    """One area column as the file has it; `ratio` is its typical number over the shape in m², NaN where none compares."""

    name: str
    header: str
    named: str | None
    numbers: pd.Series
    measured: np.ndarray

    @cached_property
    def comparable(self) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            return np.asarray((self.numbers > 0) & (self.measured > 0))

    @cached_property
    def ratio(self) -> float:
        rows = self.comparable
        return float(np.median(self.numbers[rows] / self.measured[rows])) if rows.any() else np.nan

    def likely(self) -> str | None:
        """The unit in which the typical row equals its shape; None where none does."""
        return next((u.name for u in units().values() if abs(1 / (self.ratio * u.factor) - 1) <= CLOSE), None)

    def plausible(self, unit: str) -> bool:
        """Whether the typical row is a share of its shape that there can be."""
        largest = LARGEST_PART if self.name in LAND else LARGEST_RATIO
        return LEAST_SHARE <= self.ratio * units()[unit].factor <= largest


def to_m2(values: Values, measured: np.ndarray) -> dict[str, str]:
    """Turn every area column into m² in place, into nothing where its unit is in doubt; returns the units read."""
    resolved: dict[str, str] = {}
    names = [name for name, spec in fields().items() if spec.kind == "area" and name in values.headers]
    for name in sorted(names, key=lambda name: name != DECLARED):
        column = _Column(name, values.headers[name], values.units[name], values.frame[name], measured)
        if unit := _resolve(column, values, resolved.get(DECLARED)):
            resolved[name] = unit
        values.frame[name] = values.frame[name] * (units()[unit].factor if unit else np.nan)
    return resolved


def _resolve(column: _Column, values: Values, declared: str | None) -> str | None:
    if column.named:
        return _as_named(column, column.named, values)
    if not (column.numbers > 0).any():
        return "m2"
    if column.name in LAND and (likely := column.likely()):
        if likely != "m2":
            values.issues.append(ASSUMED.at(None, column.header, unit=NAMES[likely]))
        return likely
    if column.name == DECLARED:
        if column.comparable.any():
            values.issues.append(UNKNOWN.at(None, column.header))
            return None
        return "m2"
    return _unproven(column, values, declared)


def _as_named(column: _Column, named: str, values: Values) -> str | None:
    likely = column.likely() if column.name in LAND else None
    if likely is None or units()[likely].factor == units()[named].factor:
        return named
    at = int(np.flatnonzero(column.comparable)[0])
    row, number = int(column.numbers.index[at]), column.numbers.iloc[at]
    places = {"row": row, "value": f"{number:g}", "measured": column.measured[at]}
    said = {"unit": NAMES[named], "likely": NAMES[likely]}
    values.issues.append(CONTRADICTS.at(None, column.header, number, **places, **said))
    return None


def _unproven(column: _Column, values: Values, declared: str | None) -> str | None:
    """A unit that the shapes allow without proving it: that of the declared area for land, else m²."""
    if column.name in LAND and declared and column.plausible(declared):
        unit, other = NAMES[declared], values.headers[DECLARED]
        values.issues.append(FOLLOWS.at(None, column.header, unit=unit, other=other))
        return declared
    if not column.comparable.any() or column.plausible("m2"):
        values.issues.append(TAKEN.at(None, column.header))
        return "m2"
    label = fields()[column.name].label
    values.issues.append(UNCLEAR.at(None, column.header, share=column.ratio, label=label))
    return None
