"""Checks of parameter values by kind; each returns what is wrong with the value, or nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from assessment.columns import TABLES
from assessment.units import UNITS

GROUPING_COLUMNS = {"district_code", "industry", "park_id"}
SCALES = ("above_scale", "below_scale")
PROFILE_FIELDS = {"profile", "indicators"}
PROFILE_OPTIONS = {"multiple", "cap", "shares", "groups"}
MISSING = ("cannot_assess", "group_mean", "capped_group_mean")
WEIGHT_TOLERANCE = 1e-9


def problem_of(kind: str, value: Any) -> str | None:
    """The first problem of a value of that kind, in English; None if it is fine."""
    check = CHECKS.get(kind)
    if check is None:
        return f"unknown kind {kind!r}"
    try:
        return check(value)
    except TypeError:  # a list or table where a name belongs
        return "a name, unit or group is not plain text"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _number(value: Any) -> str | None:
    return None if _is_number(value) and value >= 0 else "must be a finite number, not negative"


def _count(value: Any) -> str | None:
    return (
        None if _is_number(value) and value >= 1 and value == int(value) else "must be a whole number from 1"
    )


def _share(value: Any) -> str | None:
    return None if _is_number(value) and 0 <= value <= 1 else "must be a number from 0 to 1"


def _boolean(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _numbers_by_key(value: Any) -> str | None:
    good = isinstance(value, dict) and bool(value) and all(_number(item) is None for item in value.values())
    return None if good else "must be a table of names and numbers"


def _grading_groups(value: Any) -> str | None:
    if not isinstance(value, dict) or set(value) != set(TABLES):
        return f"must name exactly {sorted(TABLES)}"
    for table, columns in value.items():
        known = {column.name for column in TABLES[table]} & GROUPING_COLUMNS
        if not isinstance(columns, list) or not set(columns) <= known or len(columns) > 1:
            return f"{table}: at most one column of {sorted(known)}"
    return None


def _tables(value: Any) -> str | None:
    good = isinstance(value, list) and set(value) <= set(TABLES) and len(set(value)) == len(value)
    return None if good else f"must be a list of some of {sorted(TABLES)}"


def _grading_choice(value: Any) -> str | None:
    """A profile's name for all tables, one for each table, or a profile written out in place."""
    if isinstance(value, str):
        return None if value else "must name a profile"
    if not isinstance(value, dict):
        return "must be the name of a profile, a table of names, or a profile"
    if "indicators" in value:
        return _grading_profile(value)
    if set(value) != set(TABLES):
        return f"must name a profile for exactly {sorted(TABLES)}"
    by_scale = value["enterprises"]
    names = [value["parks"], value["parcels"]]
    if isinstance(by_scale, dict):
        if set(by_scale) != set(SCALES):
            return f"enterprises: one profile, or one for each of {sorted(SCALES)}"
        names += by_scale.values()
    else:
        names.append(by_scale)
    return None if all(isinstance(name, str) and name for name in names) else "profiles are named by text"


def _grading_profile(value: Any) -> str | None:
    if not isinstance(value, dict) or not PROFILE_FIELDS <= set(value) <= PROFILE_FIELDS | PROFILE_OPTIONS:
        return f"must have {sorted(PROFILE_FIELDS)}, and at most {sorted(PROFILE_OPTIONS)}"
    if not isinstance(value["profile"], str):
        return "profile must be the id of a source"
    return _profile_options(value) or _profile_indicators(value["indicators"])


def _profile_options(value: dict[str, Any]) -> str | None:
    cap, shares = value.get("cap"), value.get("shares", {"a": 0, "ab": 0, "d": 0})
    if cap is not None and (_number(cap) or cap <= 0):
        return "cap must be a positive number, or null for none"
    if _number(value.get("multiple", 1)) or value.get("multiple", 1) <= 0:
        return "multiple must be a positive number"
    if not isinstance(shares, dict) or set(shares) != {"a", "ab", "d"} or any(map(_share, shares.values())):
        return "shares must be a, ab and d, each from 0 to 1"
    if not shares["a"] <= shares["ab"] <= 1 - shares["d"]:
        return "shares need A ≤ A+B ≤ 1 − D"
    return _grading_groups(value["groups"]) if "groups" in value else None


def _profile_indicators(rows: Any) -> str | None:
    columns = {column.name for column in TABLES["parcels"] if column.kind == "number"}
    fields = {"name", "column", "label", "unit", "weight", "missing"}
    fixed = isinstance(rows, list) and any(isinstance(row, dict) and "baseline" in row for row in rows)
    problem = _indicator_rows(rows, fields | ({"baseline"} if fixed else set()), columns)
    if problem:
        return problem
    if any(row["missing"] not in MISSING for row in rows):
        return f"missing must be one of {MISSING}"
    if fixed and any(_number(row["baseline"]) or row["baseline"] <= 0 for row in rows):
        return "each fixed baseline must be a positive number"
    return _weights_sum(rows, 100.0)


def _priority_indicators(value: Any) -> str | None:
    if (
        not isinstance(value, dict)
        or set(value) != {"groups", "indicators"}
        or not isinstance(value["groups"], dict)
    ):
        return "must have groups and indicators"
    groups = value["groups"]
    if not all(
        _is_label(group) and group.get("side") in {"need", "opportunity"} for group in groups.values()
    ):
        return "each group needs zh, en and side (need or opportunity)"
    columns = {column.name for column in TABLES["parks"] if column.kind == "number"}
    fields = {"name", "column", "label", "scale", "unit", "group", "direction", "weight"}
    problem = _indicator_rows(value["indicators"], fields, columns)
    if problem:
        return problem
    for row in value["indicators"]:
        if row["group"] not in groups or row["direction"] not in {1, -1} or not _is_number(row["scale"]):
            return f"{row['name']}: unknown group, direction or scale"
        if row["scale"] <= 0:
            return f"{row['name']}: scale must be positive"
    return _weights_sum(value["indicators"], 1.0)


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(key), str) and value[key] for key in ("zh", "en")
    )


def _indicator_rows(rows: Any, fields: set[str], columns: set[str]) -> str | None:
    if not isinstance(rows, list) or not rows:
        return "indicators must be a list"
    for row in rows:
        if not isinstance(row, dict) or set(row) != fields:
            return f"each indicator needs exactly {sorted(fields)}"
        if row["column"] not in columns or row["unit"] not in UNITS or not _is_label(row["label"]):
            return f"{row['name']}: unknown column or unit, or label without zh and en"
        if _number(row["weight"]):
            return f"{row['name']}: weight must be a number, not negative"
    if len({row["name"] for row in rows}) != len(rows):
        return "indicator names repeat"
    return None


def _weights_sum(rows: list[dict[str, Any]], total: float) -> str | None:
    found = math.fsum(row["weight"] for row in rows)
    return (
        None if abs(found - total) <= WEIGHT_TOLERANCE * total else f"weights sum to {found:g}, not {total:g}"
    )


CHECKS: dict[str, Callable[[Any], str | None]] = {
    "number": _number,
    "count": _count,
    "share": _share,
    "boolean": _boolean,
    "numbers_by_key": _numbers_by_key,
    "tables": _tables,
    "grading_groups": _grading_groups,
    "grading_choice": _grading_choice,
    "grading_profile": _grading_profile,
    "priority_indicators": _priority_indicators,
}
