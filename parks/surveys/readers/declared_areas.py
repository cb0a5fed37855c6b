"""The areas that a 勘测定界 TXT declares: hectares by the standard, m² by habit. The shapes decide which."""

import re
from collections import Counter

import numpy as np
import pandas as pd
import shapely

from parks.surveys.areas import CLOSE
from parks.surveys.columns import unit_of, units
from parks.surveys.issues import Issue, Rule, Severity

COLUMN, UNDECIDED = "面积", "地块面积"
WRITTEN = re.compile(r"^([\d.,]+)\s*([^\d.,\s]\S*)?$")
POSSIBLE = ("ha", "m2", "mu")
DEGREE_M = 111_320.0

UNIT = Rule(
    "points.area-unit", Severity.NOTE,
    "文件没有写面积单位；{share} 个地块的面积按“{unit}”与图形相符，已按“{unit}”读取",
    "The file names no unit of area; as {unit_en}, {share} parcels agree with their shapes, so it was read as that",
)  # fmt: skip
CONTRADICTS = Rule(
    "points.area-contradicts", Severity.MUST_FIX,
    "面积 {value} 像是“{likely}”（图形 {measured:,.0f} m²），而文件其余地块为“{unit}”",
    "The area {value} looks like {likely_en} (shape {measured:,.0f} m²), while the other parcels' are in {unit_en}",
)  # fmt: skip
NO_UNIT = Rule(
    "points.area-unknown", Severity.MUST_FIX,
    "面积与图形按公顷、平方米、亩都不相符（第 {row} 行：{value}，图形 {measured:,.0f} m²），请核对面积与坐标",
    "The areas agree with the shapes neither in hectares nor in m² or 亩 (row {row}: {value}, shape {measured:,.0f} m²)",
)  # fmt: skip


def area_column(table: pd.DataFrame, geometry: np.ndarray, issues: list[Issue]) -> pd.DataFrame:
    """The same table, the area's unit in its column's name where it is written or the shapes tell it."""
    if COLUMN not in table:
        return table
    split = table[COLUMN].fillna("").astype(str).str.extract(WRITTEN)
    written = {unit_of(u) for u in split[1].dropna()}
    named = (
        written.pop() if len(written) == 1 and split[1].notna().sum() == table[COLUMN].notna().sum() else None
    )
    if named:
        return _renamed(table.assign(**{COLUMN: split[0]}), units()[named].label)
    if written or split[1].notna().any():
        return table.rename(columns={COLUMN: f"{COLUMN}(公顷)"})
    numbers = pd.to_numeric(split[0].str.replace(",", ""), errors="coerce")
    table = table.assign(**{COLUMN: table[COLUMN].mask(numbers == 0)})
    if not (numbers > 0).any():
        return table.drop(columns=COLUMN) if table[COLUMN].isna().all() else table
    return _by_shapes(table, numbers, _measured(geometry), issues)


def _by_shapes(
    table: pd.DataFrame, numbers: pd.Series, measured: np.ndarray, issues: list[Issue]
) -> pd.DataFrame:
    comparable = np.asarray((numbers > 0) & (measured > 0))
    if not comparable.any():
        return _renamed(table, units()["ha"].label)
    agrees = [_unit(n, m) if ok else None for n, m, ok in zip(numbers, measured, comparable, strict=True)]
    counted = Counter(unit for unit in agrees if unit)
    if not counted or 2 * counted.total() < comparable.sum():
        at = int(np.flatnonzero(comparable)[0])
        row, value = table.index[at], table[COLUMN].iloc[at]
        issues.append(NO_UNIT.at(None, COLUMN, value, row=row, value=value, measured=measured[at]))
        return table.rename(columns={COLUMN: UNDECIDED})
    unit = counted.most_common(1)[0][0]
    share = f"{counted[unit]:,}/{int(comparable.sum()):,}"
    issues.append(UNIT.at(None, COLUMN, **_named("unit", unit), share=share))
    other = np.array([found is not None and found != unit for found in agrees])
    for at in np.flatnonzero(other).tolist():
        value, likely = table[COLUMN].iloc[at], _named("likely", str(agrees[at]))
        places = {"value": value, **likely, **_named("unit", unit), "measured": measured[at]}
        issues.append(CONTRADICTS.at(table.index[at], COLUMN, value, **places))
    return _renamed(table.assign(**{COLUMN: table[COLUMN].mask(other)}), units()[unit].label)


def _named(place: str, unit: str) -> dict[str, str]:
    return {place: units()[unit].label, f"{place}_en": units()[unit].label_en}


def _unit(number: float, measured: float) -> str | None:
    """The unit in which a number equals its shape."""
    return next((u for u in POSSIBLE if abs(number * units()[u].factor / measured - 1) <= CLOSE), None)


def _measured(geometry: np.ndarray) -> np.ndarray:
    """m² in the file's own plane, or nearly, which is enough to tell units apart."""
    area = np.nan_to_num(shapely.area(geometry))
    box = shapely.bounds(geometry)
    with np.errstate(invalid="ignore"):
        degrees = np.abs(box).max(axis=1) <= 180
    return np.where(degrees, area * DEGREE_M**2 * np.cos(np.radians(box[:, 1])), area)


def _renamed(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    return table.rename(columns={COLUMN: f"{COLUMN}({unit})"})
