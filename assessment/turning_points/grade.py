"""Why this grade, and what makes it another (差什么): the smallest change of one input, and of two, to the next class.

Smallest is by relative change in the input's own unit; of two inputs both by the same share, the least sum. The group's
mean moves with the changed value. Every answer is what the rule itself says of the changed table.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import rounded
from assessment.rules.graded_tables import parts_of, place_of
from assessment.rules.subject import find_subject
from assessment.turning_points.group_trial import Change, GroupTrial, group_trial
from assessment.turning_points.levers import levers_of
from assessment.turning_points.obstacles import obstacle_of, why_not
from assessment.turning_points.steps import LARGEST, Lever, share_for, shortest
from assessment.units import unit_labels

Json = dict[str, Any]
CLASSES = "ABCD"
UP, DOWN = 1, -1
NUDGES, NUDGE = 3, 1.001


def grade_turning_points(frame: Frame, policy: Policy, table: str, subject_id: int) -> Json:
    """What moves the grade of one row of ``parks``, ``parcels`` or ``enterprises`` one class up, and one down.

    frame : canonical, as a run kept it.

    Returns
    -------
    dict
        ``grade``, ``rank``, ``size``, ``score``, ``reason``; ``obstacle`` where figures cannot move it, with the article;
        else ``up`` and ``down`` (None at either end): ``target``, ``one`` (per input, smallest first, the impossible ones
        last with the reason), ``two`` (the best pair or None). Each change has value, share, and grade, rank and score
        by the rule run again (``verified``).

    Raises
    ------
    UnknownSubjectError
        If the frame has no such table or row.
    """
    rows, row = find_subject(frame, table, subject_id)
    place = place_of(parts_of(table, rows, policy), row)
    graded, at = place.part.graded, place.at
    found: Json = {
        "subject": {"table": table, "id": subject_id},
        "grade": graded.grade[at],
        "rank": int(graded.rank[at]) or None,
        "size": int(graded.size[at]),
        "score": rounded(graded.score[at]),
        "reason": str(graded.reason[at]),
        "profile": place.part.profile.name,
    }
    if graded.reason[at] != "ranked":
        return {
            **found,
            "obstacle": obstacle_of(table, rows, row, place, policy),
            "up": None,
            "down": None,
        }
    trial = group_trial(rows, place, policy)
    moves = {"up": _direction(trial, UP), "down": _direction(trial, DOWN)}
    return {**found, "obstacle": None, **moves}


def _direction(trial: GroupTrial, sign: int) -> Json | None:
    here = CLASSES.index(str(trial.place.part.graded.grade[trial.place.at]))
    there = here - sign
    if not 0 <= there < len(CLASSES):
        return None
    levers = levers_of(trial, rising=sign > 0)
    singles = [(lever, _found(trial, [lever], there, sign)) for lever in levers]
    possible = [_one(trial, lever, share, there, sign) for lever, share in singles if share is not None]
    impossible = [why_not(trial, lever) for lever, share in singles if share is None]
    return {
        "target": CLASSES[there],
        "one": sorted(possible, key=lambda item: float(item["share"])) + impossible,
        "two": _two(trial, levers, there, sign),
    }


def _found(trial: GroupTrial, levers: list[Lever], there: int, sign: int) -> float | None:
    """The smallest common share of the levers that brings that class or one beyond it."""
    room = max(lever.room for lever in levers)

    def moves(share: float) -> bool:
        return _reached(trial.tried(_values(levers, share)), there, sign)

    return shortest(moves, min(room, LARGEST))


def _values(levers: list[Lever], share: float) -> Change:
    return {lever.column.name: lever.at(share) for lever in levers}


def _reached(grade: str | None, there: int, sign: int) -> bool:
    return grade is not None and (CLASSES.index(grade) - there) * sign <= 0


def _one(trial: GroupTrial, lever: Lever, share: float, there: int, sign: int) -> Json:
    change, judged = _judged(trial, [lever], share, there, sign)
    return {**_changed(lever, change[lever.column.name]), "possible": True, **judged}


def _two(trial: GroupTrial, levers: list[Lever], there: int, sign: int) -> Json | None:
    """The pair with the least sum of relative changes; a pair that cannot beat the best so far is tried only once."""
    best: tuple[float, list[Lever], float] | None = None
    for pair in map(list, combinations([lever for lever in levers if lever.room > 0], 2)):
        if best is not None:
            rival = _values(pair, share_for(pair, best[0]))
            if not _reached(trial.tried(rival), there, sign):
                continue
        found = _found(trial, pair, there, sign)
        if found is None:
            continue
        total = sum(lever.share_of(lever.at(found)) for lever in pair)
        if best is None or total < best[0]:
            best = (total, pair, found)
    if best is None:
        return None
    _, pair, share = best
    change, judged = _judged(trial, pair, share, there, sign)
    inputs = [_changed(lever, change[lever.column.name]) for lever in pair]
    total = sum(lever.share_of(change[lever.column.name]) for lever in pair)
    return {"inputs": inputs, "share": rounded(total), **judged}


def _changed(lever: Lever, value: float) -> Json:
    column = lever.column
    return {
        "name": column.name,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
        "from": lever.start,
        "to": value,
        "change": round(value - lever.start, 9),
        "share": rounded(lever.share_of(value)),
        "share_of": "value" if lever.start else "baseline",
    }


def _judged(
    trial: GroupTrial, levers: list[Lever], share: float, there: int, sign: int
) -> tuple[Change, Json]:
    """The change, and what the rule makes of it; a hair more where a rounding keeps the rule from agreeing at once."""
    for _ in range(NUDGES):
        change = _values(levers, share)
        standing = trial.verified(change)
        reached = _reached(standing.grade, there, sign)
        if reached:
            break
        share *= NUDGE
    return change, {
        "grade": standing.grade,
        "rank": standing.rank,
        "score": standing.score,
        "verified": reached,
    }
