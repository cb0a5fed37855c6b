"""What would turn a park's renewal mode (改造模式的转折点): the smallest change of one input, and of two, for every other mode.

Changes tried are the values at which a gate just turns, rounded outward to a step that can be surveyed; each is decided again by
the rule's own gates on the changed park, never inferred. Only known inputs are changed; unknown ones are named as what would decide.
The size of a change is its share of the larger of both values, so that figures of different units compare; a yes/no counts 1.
(Ours: no document weighs one input against another.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from assessment.columns import PARK_COLUMNS
from assessment.errors import UnknownParkError
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import Gate, asked, evaluate, gate_legend, missing_input, rounded
from assessment.rules.renewal_mode import LABELS, MODES, NAMES, decide
from assessment.rules.three_valued import UNKNOWN, YES
from assessment.units import unit_labels

Json = dict[str, Any]
Row = dict[str, float]

STEPS = {"share": 0.001, "ratio": 0.01, "m": 1.0, "m2": 1.0}
OF_PLACE = ("core_location", "metro_distance_m", "urban_village_overlap_share")


@dataclass(frozen=True, slots=True)
class Change:
    """One input to one value, at which a gate turns."""

    column: str
    before: float
    after: float
    gate: Gate

    @property
    def size(self) -> float:
        if PARK_COLUMNS[self.column].kind == "boolean":
            return 1.0
        return abs(self.after - self.before) / max(abs(self.before), abs(self.after))


def mode_turning_points(frame: Frame, policy: Policy, park_id: int) -> Json:
    """Smallest changes by which the park's mode turns into each other one.

    Parameters
    ----------
    frame : canonical frame (``assessment.frame.canonical``); only the park's own row is read.
    policy : the policy to decide by.
    park_id : index of the park.

    Returns
    -------
    dict with ``mode``, ``settled`` and ``turns``: per other mode ``one`` and ``two`` (changes with from, to, unit, the gate's
    article; null where none does) and ``would_decide`` (unknown inputs of that mode).

    Raises
    ------
    UnknownParkError
        If the frame has no such park.
    """
    row = _row(frame, park_id)
    singles = _singles(row, policy)
    pairs = [pair for pair in combinations(singles, 2) if pair[0].column != pair[1].column]
    trials = [(), *((single,) for single in singles), *pairs]
    outcome = decide(_changed(row, trials), policy)
    modes, settled = NAMES[outcome.first].tolist(), outcome.settled.tolist()
    results = list(zip(trials, modes, settled, strict=True))
    current = modes[0]
    others = [name for name in (*(name for name, _ in MODES), "keep") if name != current]
    met = [int(each[0]) for each in outcome.met]
    return {
        "park_id": int(park_id),
        "mode": current,
        "label_zh": LABELS[current][0],
        "label_en": LABELS[current][1],
        "settled": settled[0],
        "policy": policy.edition,
        "turns": [_turn(name, results, row, met, policy) for name in others],
    }


def _row(frame: Frame, park_id: int) -> Row:
    place = int(frame.parks.index.get_indexer(pd.Index([park_id]))[0])
    if place < 0:
        raise UnknownParkError(f"no park {park_id} in this frame")
    names = {name for _, gates in MODES for gate in gates for name in (gate.column, gate.times) if name}
    known: Row = {}
    for name in sorted(names):
        value = frame.parks[name].iloc[place]
        known[name] = float("nan") if pd.isna(value) else float(value)
    return known


def _changed(row: Row, trials: list[tuple[Change, ...]]) -> pd.DataFrame:
    table = {name: np.full(len(trials), value) for name, value in row.items()}
    for place, trial in enumerate(trials):
        for change in trial:
            table[change.column][place] = change.after
    return pd.DataFrame(table)


def _singles(row: Row, policy: Policy) -> list[Change]:
    """Every value at which a gate of a known input just turns the other way."""
    found: dict[tuple[str, float], Change] = {}
    for _, gates in MODES:
        for gate in asked(gates, policy):
            for change in _of_gate(gate, row, policy):
                found.setdefault((change.column, change.after), change)
    return list(found.values())


def _of_gate(gate: Gate, row: Row, policy: Policy) -> list[Change]:
    value = row[gate.column]
    if math.isnan(value):
        return []
    if gate.operator == "is":
        return [Change(gate.column, value, 1.0 - value, gate)]
    limit = policy.number(gate.parameter, gate.key)
    if gate.times is None:
        return _across(gate, gate.column, value, gate.operator, limit)
    factor = row[gate.times]
    if math.isnan(factor):
        return []
    own = _across(gate, gate.column, value, gate.operator, limit * factor)
    # value <= limit x factor is factor >= value / limit
    turned = {"<=": ">=", ">=": "<="}.get(gate.operator)
    return own + (_across(gate, gate.times, factor, turned, value / limit) if turned and limit else [])


def _across(gate: Gate, column: str, value: float, operator: str, limit: float) -> list[Change]:
    """The nearest surveyable value on each side of the limit, where it differs from the present one and is allowed."""
    step = STEPS.get(PARK_COLUMNS[column].unit, 0.01)
    position = round(limit / step, 6)
    below, above = math.floor(position), math.ceil(position)
    if operator == ">=":
        places = (above, above - 1)
    elif operator == ">":
        places = (below + 1, below)
    else:
        places = (below, below + 1)
    holds = {">=": value >= limit, ">": value > limit, "<=": value <= limit}[operator]
    after = round(places[1 if holds else 0] * step, 6)
    declared = PARK_COLUMNS[column]
    allowed = (declared.minimum is None or after >= declared.minimum) and (
        declared.maximum is None or after <= declared.maximum
    )
    return [Change(column, value, after, gate)] if allowed and after != value else []


def _turn(
    mode: str,
    results: list[tuple[tuple[Change, ...], str, bool]],
    row: Row,
    met: list[int],
    policy: Policy,
) -> Json:
    reached = [(trial, settled) for trial, found, settled in results if found == mode]
    alone = {trial[0] for trial, _ in reached if len(trial) == 1}
    ones = [each for each in reached if len(each[0]) == 1]
    twos = [each for each in reached if len(each[0]) == 2 and not alone.intersection(each[0])]
    zh, en = LABELS[mode]
    return {
        "mode": mode,
        "label_zh": zh,
        "label_en": en,
        "one": _smallest(ones, policy),
        "two": _smallest(twos, policy),
        "would_decide": [missing_input(name) for name in _open(mode, row, met, policy)],
    }


def _smallest(reached: list[tuple[tuple[Change, ...], bool]], policy: Policy) -> Json | None:
    if not reached:
        return None
    trial, settled = min(reached, key=lambda each: sum(change.size for change in each[0]))
    size = sum(change.size for change in trial)
    return {"size": round(size, 6), "settled": settled, "changes": [_shown(each, policy) for each in trial]}


def _shown(change: Change, policy: Policy) -> Json:
    column = PARK_COLUMNS[change.column]
    cited = gate_legend(change.gate, policy)
    kept = (
        "parameter",
        "requirement_zh",
        "requirement_en",
        "article",
        "source",
        "source_title",
        "assumption",
    )
    return {
        "input": change.column,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
        "from": _value(change.column, change.before),
        "to": _value(change.column, change.after),
        "size": round(change.size, 6),
        "of_place": change.column in OF_PLACE,
        **{name: cited[name] for name in kept},
    }


def _value(column: str, value: float) -> float | bool | None:
    return bool(value) if PARK_COLUMNS[column].kind == "boolean" else rounded(value)


def _open(mode: str, row: Row, met: list[int], policy: Policy) -> list[str]:
    """Unknown inputs of a mode's gates; of every undecided mode for keep, which is their negation."""
    found: dict[str, None] = {}
    for (name, gates), answer in zip(MODES, met, strict=True):
        if name == mode or (mode == "keep" and answer == UNKNOWN):
            found.update(dict.fromkeys(_unknown(asked(gates, policy), row, policy)))
    return list(found)


def _unknown(gates: list[Gate], row: Row, policy: Policy) -> list[str]:
    """Columns without a value, but for alternatives of one that is met already."""
    settled = {gate.alternative for gate in gates if gate.alternative and _holds(gate, row, policy)}
    names = [
        name
        for gate in gates
        if not gate.alternative or gate.alternative not in settled
        for name in (gate.column, gate.times)
        if name
    ]
    return [name for name in names if math.isnan(row[name])]


def _holds(gate: Gate, row: Row, policy: Policy) -> bool:
    return bool(
        evaluate(gate, pd.DataFrame({name: [value] for name, value in row.items()}), policy).met[0] == YES
    )
