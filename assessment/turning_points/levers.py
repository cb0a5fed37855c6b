"""Which inputs of a subject can move its score, and how far a change of each still makes a difference."""

from __future__ import annotations

import math

from assessment.columns import TABLES
from assessment.columns.column import Column
from assessment.turning_points.group_trial import GroupTrial
from assessment.turning_points.steps import Lever

COLUMNS: dict[str, Column] = {column.name: column for column in TABLES["parcels"]}
"""All tables have the indicators' columns alike."""


def levers_of(trial: GroupTrial, *, rising: bool) -> list[Lever]:
    """One for each indicator with a known value, in the profile's order."""
    names, own = trial.place.part.profile.columns, trial.values[trial.at].tolist()
    baselines = trial.baselines().tolist()
    return [
        _lever(trial, place, value, baselines[place], rising=rising)
        for place, (name, value) in enumerate(zip(names, own, strict=True))
        if not math.isnan(value)
    ]


def _lever(trial: GroupTrial, place: int, value: float, baseline: float, *, rising: bool) -> Lever:
    column = COLUMNS[trial.place.part.profile.columns[place]]
    # from zero no share can be said: of the baseline then, or of one unit where the group has none
    scale = abs(value) or (baseline if baseline > 0 else 1.0)
    if not rising:
        # a ratio below zero counts as zero
        return Lever(column, value, scale, min(value, 0.0), "floor")
    cap = _value_at_cap(trial, place)
    limit, bound = (cap, "cap") if math.isfinite(cap) else (math.inf, "")
    if column.maximum is not None and column.maximum < limit:
        limit, bound = column.maximum, "maximum"
    elif column.unit == "count" and math.isfinite(limit):
        limit = float(math.ceil(limit))
    return Lever(column, value, scale, max(limit, value), bound)


def _value_at_cap(trial: GroupTrial, place: int) -> float:
    """Where the own ratio meets the cap: x = cap·b, and where b is m times the mean of n values of which the others sum to
    S, x = cap·m·S ÷ (n − cap·m); infinite without a cap, or where the mean runs along too fast."""
    profile = trial.place.part.profile
    if profile.cap is None:
        return math.inf
    if profile.fixed is not None:
        return float(profile.cap * profile.fixed[place])
    column = trial.values[:, place]
    known = ~(column != column)
    others = float(column[known].sum() - column[trial.at])
    slack = int(known.sum()) - profile.cap * profile.multiple
    return profile.cap * profile.multiple * others / slack if slack > 0 and others > 0 else math.inf
