"""One subject among those it is ranked with: which grade other figures of its own would bring, the group's mean moving along.

``tried`` is the rule's own arithmetic on arrays alone, for searching; ``verified`` runs the rule itself on the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.apportion import UNIT, totals_of
from assessment.policy.model import Policy
from assessment.rules.capped_ratio import weighted_points
from assessment.rules.graded_tables import Place
from assessment.rules.grading import ADJUSTMENTS, TIES, grade_table
from assessment.rules.group_scores import baselines_of, ratios_of
from assessment.rules.quotas import grade_at
from assessment.turning_points.quick_group import QuickGroup, quick_group

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LOWEST = -1e9
Change = Mapping[str, float]
"""Column to the value that the subject would have there."""


@dataclass(frozen=True)
class Standing:
    """Grade, rank and score of the subject."""

    grade: str | None
    rank: int | None
    score: float | None


@dataclass(frozen=True)
class GroupTrial:
    """The subject's group, cut out of its part: rows of the other groups have no bearing on it.

    rows : only the columns that the rule reads, in order of id. at : place of the subject among them.
    """

    place: Place
    policy: Policy
    rows: pd.DataFrame
    at: int

    @cached_property
    def values(self) -> Floats:
        return self.rows[list(self.place.part.profile.columns)].to_numpy(dtype=np.float64)

    @cached_property
    def _ties(self) -> Floats:
        return self.rows[list(TIES)].to_numpy(dtype=np.float64)

    @cached_property
    def _extra(self) -> Floats:
        bonus, penalty = np.nan_to_num(self.rows[list(ADJUSTMENTS)].to_numpy(dtype=np.float64)).T
        return np.asarray(bonus - penalty)

    @cached_property
    def _group(self) -> Ints:
        return np.zeros(len(self.rows), dtype=np.int64)

    def baselines(self) -> Floats:
        """Baselines (k,) as things stand."""
        return np.asarray(baselines_of(self.values, self._group, 1, self.place.part.profile)[0])

    def tried(self, change: Change) -> str | None:
        """The grade with that change, by arithmetic alone: quickly where every indicator stays in use."""
        profile = self.place.part.profile
        ties = self._ties[self.at].copy()
        for column in set(TIES) & set(change):
            ties[TIES.index(column)] = change[column]
        places = {profile.columns.index(column): value for column, value in change.items()}
        totals = self._quick.totals(places) if self._quick is not None else None
        if totals is not None:
            return grade_at(self._ahead(totals, ties), len(totals), profile.shares)
        return self._tried_in_full(places, ties)

    def _tried_in_full(self, change: Mapping[int, float], ties: Floats) -> str | None:
        profile, values = self.place.part.profile, self.values.copy()
        for place, value in change.items():
            values[self.at, place] = value
        baselines = baselines_of(values, self._group, 1, profile)
        points = weighted_points(ratios_of(values, self._group, baselines, profile), profile.weights)
        rated = np.asarray((~np.isnan(points)).any(axis=1), dtype=np.bool_)
        if not rated[self.at]:
            return None
        totals = np.rint(np.where(rated, totals_of(points) + self._extra, LOWEST) * UNIT).astype(np.int64)
        return grade_at(self._ahead(totals, ties), int(rated.sum()), profile.shares)

    def verified(self, change: Change) -> Standing:
        """What the rule itself says of the group with that change."""
        rows = self.rows.copy()
        for column, value in change.items():
            rows.loc[rows.index[self.at], column] = value
        part, taking_part = self.place.part, np.full(len(rows), "", dtype=np.object_)
        graded = grade_table(rows, taking_part, part.profile, part.group_by, self.policy)
        score, rank = float(graded.score[self.at]), int(graded.rank[self.at])
        return Standing(graded.grade[self.at], rank or None, None if np.isnan(score) else score)

    @cached_property
    def _quick(self) -> QuickGroup | None:
        return quick_group(self.values, self.at, self._extra, self.place.part.profile)

    def _ahead(self, scores: Ints, ties: Floats) -> int:
        """How many come before the subject: a higher score, or the same and a higher tie-breaker or smaller id."""
        ahead = int((scores > scores[self.at]).sum())
        level = np.flatnonzero(scores == scores[self.at])
        if len(level) == 1:
            return ahead
        theirs = np.where(np.isnan(self._ties[level]), -np.inf, self._ties[level])
        own = np.where(np.isnan(ties), -np.inf, ties)
        keys = [(*row, -place) for row, place in zip(theirs.tolist(), level.tolist(), strict=True)]
        mine = (*own.tolist(), -self.at)
        return ahead + sum(key > mine for key, place in zip(keys, level, strict=True) if place != self.at)


def group_trial(table: pd.DataFrame, place: Place, policy: Policy) -> GroupTrial:
    """The group of a ranked subject of the table."""
    part, graded = place.part, place.part.graded
    members = np.flatnonzero(graded.group == graded.group[place.at])
    needed = dict.fromkeys([*part.profile.columns, *TIES, *ADJUSTMENTS, *part.group_by])
    rows = table[list(needed)].iloc[part.rows[members]]
    return GroupTrial(place, policy, rows, int(np.searchsorted(members, place.at)))
