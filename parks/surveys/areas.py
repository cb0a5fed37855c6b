"""Area units (面积单位): from the header, else from what the shapes allow; whatever was not said there is asked about.
Nothing is rescaled against what the header says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from parks.surveys.columns import fields, split_unit, units
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
NAMED_BY = {
    "header": ("表头写", "The header says"),
    "memory": ("上次同样表头的文件用", "The last file with these headers had"),
}

CONTRADICTS = Rule(
    "unit.contradiction", Severity.MUST_FIX,
    "{by}“{unit}”，但数值与图形面积相比像是“{likely}”（第 {row} 行：{value}，图形 {measured:,.0f} m²），请核对单位",
    "{by_en} {unit_en}, but against the shapes the numbers look like {likely_en} (row {row}: {value}, shape {measured:,.0f} m²)",
)  # fmt: skip
ANSWERED = Rule(
    "unit.answered", Severity.NEEDS_REASON,
    "表头写“{header_unit}”，已按上传人指定的“{unit}”读取",
    "The header says {header_unit_en}; read as {unit_en}, which the uploader named",
)  # fmt: skip
ANSWER_CONTRADICTS = Rule(
    "unit.answered-contradiction", Severity.NEEDS_REASON,
    "已按上传人指定的“{unit}”读取，但数值与图形面积相比像是“{likely}”（第 {row} 行：{value}，图形 {measured:,.0f} m²）",
    "Read as {unit_en}, which the uploader named, but against the shapes the numbers look like {likely_en} (row {row}: {value}, shape {measured:,.0f} m²)",
)  # fmt: skip
ASSUMED = Rule(
    "unit.assumed", Severity.NEEDS_REASON,
    "表头没有写单位，数值按“{unit}”与图形面积相符，已按“{unit}”读取，请确认",
    "The header names no unit; read as {unit_en}, with which the numbers agree with the shapes; please confirm",
)  # fmt: skip
FOLLOWS = Rule(
    "unit.follows-declared", Severity.NEEDS_REASON,
    "表头没有写单位，已按与“{other}”相同的“{unit}”读取，请确认",
    "The header names no unit; read as {unit_en}, like “{other}”; please confirm",
)  # fmt: skip
TAKEN = Rule(
    "unit.taken-as-m2", Severity.NEEDS_REASON,
    "表头没有写单位，已按“平方米”读取，请确认",
    "The header names no unit; read as m²; please confirm",
)  # fmt: skip
UNKNOWN = Rule(
    "unit.unknown", Severity.MUST_FIX,
    "表头没有写单位，数值与图形面积按平方米、亩、公顷都不相符，请在“字段对应”中选定单位",
    "The header names no unit and the numbers agree with the shapes in none; choose it under Columns",
)  # fmt: skip
UNCLEAR = Rule(
    "unit.unclear", Severity.MUST_FIX,
    "表头没有写单位，按平方米读取则一般是图形面积的 {share:.2g} 倍，请在“字段对应”中选定单位",
    "The header names no unit, and as m² the numbers are typically {share:.2g} times the shapes; choose it under Columns",
)  # fmt: skip


@dataclass(frozen=True)
class _Column:
    """One area column as the file has it; `ratio` is its typical number over the shape in m², NaN where none compares."""

    name: str
    header: str
    named: str | None
    named_by: str
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
        unit, by = values.units[name], values.units_by[name]
        column = _Column(name, values.headers[name], unit, by, values.frame[name], measured)
        unit = _resolve(column, values, resolved.get(DECLARED))
        if unit:
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
            values.issues.append(ASSUMED.at(None, column.header, **_said(unit=likely)))
        return likely
    if column.name == DECLARED:
        if column.comparable.any():
            values.issues.append(UNKNOWN.at(None, column.header))
            return None
        return "m2"
    return _unproven(column, values, declared)


def _as_named(column: _Column, named: str, values: Values) -> str | None:
    """The unit that was named. The clerk's word stands, with a reason; a header's or a memory's only if it can be."""
    answered = column.named_by == "answer"
    header_unit = split_unit(column.header)[1]
    if answered and header_unit not in (None, named):
        values.issues.append(ANSWERED.at(None, column.header, **_said(unit=named, header_unit=header_unit)))
    likely = column.likely() if column.name in LAND else None
    if likely is None or units()[likely].factor == units()[named].factor:
        return named
    at = int(np.flatnonzero(column.comparable)[0])
    row, number = int(column.numbers.index[at]), column.numbers.iloc[at]
    places: dict[str, Any] = {"row": row, "value": f"{number:g}", "measured": column.measured[at]}
    said = _said(unit=named, likely=likely)
    if answered:
        values.issues.append(ANSWER_CONTRADICTS.at(None, column.header, number, **places, **said))
        return named
    by, by_en = NAMED_BY[column.named_by]
    values.issues.append(CONTRADICTS.at(None, column.header, number, by=by, by_en=by_en, **places, **said))
    return None


def _said(**units_named: str | None) -> dict[str, Any]:
    """The units' names in both languages, for a sentence."""
    said: dict[str, Any] = {}
    for place, name in units_named.items():
        unit = units()[str(name)]
        said |= {place: unit.label, f"{place}_en": unit.label_en}
    return said


def _unproven(column: _Column, values: Values, declared: str | None) -> str | None:
    """A unit that the shapes allow without proving it: that of the declared area for land, else m²."""
    if column.name in LAND and declared and column.plausible(declared):
        other = values.headers[DECLARED]
        values.issues.append(FOLLOWS.at(None, column.header, other=other, **_said(unit=declared)))
        return declared
    if not column.comparable.any() or column.plausible("m2"):
        values.issues.append(TAKEN.at(None, column.header))
        return "m2"
    values.issues.append(UNCLEAR.at(None, column.header, share=column.ratio))
    return None
