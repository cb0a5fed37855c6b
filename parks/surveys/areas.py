"""Area units (面积单位): from the header, else from the agreement with the shapes; contradictions are asked about.
Nothing is rescaled against what the header says."""

import numpy as np
import pandas as pd

from parks.surveys.columns import fields, units
from parks.surveys.issues import Rule, Severity
from parks.surveys.values import Values

CLOSE = 0.2
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
UNKNOWN = Rule(
    "unit.unknown", Severity.MUST_FIX,
    "表头没有写单位，数值与图形面积按平方米、亩、公顷都不相符，请在表头写明单位，如“面积（亩）”",
    "The header names no unit and the numbers agree with the shapes in none; write it there, as in 面积（亩）",
)  # fmt: skip
TAKEN = Rule(
    "unit.taken-as-m2", Severity.NOTE,
    "表头没有写单位，按平方米读取",
    "The header names no unit; read as m²",
)  # fmt: skip


def to_m2(values: Values, measured: np.ndarray) -> dict[str, str]:
    """Turn every area column into m² in place, into nothing where its unit is in doubt; returns the units read."""
    resolved = {}
    for name, spec in fields().items():
        if spec.kind == "area" and name in values.headers:
            if unit := _resolve(values, name, measured):
                resolved[name] = unit
            values.frame[name] = values.frame[name] * (units()[unit].factor if unit else np.nan)
    return resolved


def _resolve(values: Values, name: str, measured: np.ndarray) -> str | None:
    named, header, numbers = values.units[name], values.headers[name], values.frame[name]
    if name != "declared_area_m2":
        if named is None and numbers.notna().any():
            values.issues.append(TAKEN.at(None, header))
        return named or "m2"
    likely = _likely(numbers, measured)
    if named is None:
        if likely is None and _comparable(numbers, measured).any():
            values.issues.append(UNKNOWN.at(None, header))
            return None
        if likely not in (None, "m2"):
            values.issues.append(ASSUMED.at(None, header, unit=NAMES[str(likely)]))
        return likely or "m2"
    if likely and units()[likely].factor != units()[named].factor:
        row = int(numbers.index[np.flatnonzero(_comparable(numbers, measured))[0]])
        places = {"row": row, "value": f"{numbers[row]:g}", "measured": measured[numbers.index.get_loc(row)]}
        said = {"unit": NAMES[named], "likely": NAMES[likely]}
        values.issues.append(CONTRADICTS.at(None, header, numbers[row], **places, **said))
        return None
    return named


def _comparable(numbers: pd.Series, measured: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.asarray((numbers > 0) & (measured > 0))


def _likely(numbers: pd.Series, measured: np.ndarray) -> str | None:
    """The unit in which the typical row agrees with its shape; None where none does."""
    rows = _comparable(numbers, measured)
    if not rows.any():
        return None
    ratio = float(np.median(measured[rows] / numbers[rows]))
    return next((u.name for u in units().values() if abs(ratio / u.factor - 1) <= CLOSE), None)
