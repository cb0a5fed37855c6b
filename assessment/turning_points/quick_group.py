"""Scores of a group with one row's figures changed, in a few passes over the changed columns only: for searching.

The arithmetic is that of ``rules.group_scores``, summed in another order; what it finds is judged by the rule afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessment.apportion import UNIT
from assessment.rules.group_scores import baselines_of
from assessment.rules.profiles import CANNOT, CAPPED_MEAN, Profile

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class QuickGroup:
    """Per indicator (k lists of (n,)): values with unknown as 0, and ratios likewise; earned points, their weight.

    sums, counts : of each indicator's known values. gaps : per indicator, rows whose unknown ratio is filled.
    """

    profile: Profile
    at: int
    values: list[Floats]
    sums: list[float]
    counts: list[int]
    baselines: list[float]
    ratios: list[Floats]
    earned: Floats
    weight: Floats
    gaps: list[Ints]
    extra: Floats

    def totals(self, change: dict[int, float]) -> Ints | None:
        """Scores in millionths (n,) with the row's values of those indicators replaced; None where a baseline would not
        be above zero, since weights are then shared out anew."""
        earned, ratios = self.earned, dict(enumerate(self.ratios))
        for column, value in change.items():
            found = self._ratios(column, value)
            if found is None:
                return None
            earned = earned + self.profile.weights[column] * (found - ratios[column])
            ratios[column] = found
        total = earned + self.extra
        for column, rows in enumerate(self.gaps):
            if len(rows):
                fill = self._fills(column, rows, ratios[column], earned)
                total[rows] += self.profile.weights[column] * fill
        return np.asarray(np.rint(total * UNIT), dtype=np.int64)

    def _ratios(self, column: int, value: float) -> Floats | None:
        cap = np.inf if self.profile.cap is None else self.profile.cap
        if self.profile.fixed is not None:
            found = self.ratios[column].copy()
            found[self.at] = min(max(value / self.baselines[column], 0.0), cap)
            return found
        sums = self.sums[column] - float(self.values[column][self.at]) + value
        baseline = self.profile.multiple * sums / self.counts[column]
        if baseline <= 0:
            return None
        found = np.clip(self.values[column] / baseline, 0.0, cap)
        found[self.at] = min(max(value / baseline, 0.0), cap)
        return np.asarray(found)

    def _fills(self, column: int, rows: Ints, ratios: Floats, earned: Floats) -> Floats:
        # unknown ratios stand as 0, so that the sum is that of the known ones
        mean = ratios.sum() / self.counts[column]
        if self.profile.fill[column] != CAPPED_MEAN:
            return np.full(len(rows), mean)
        return np.asarray(np.minimum(mean, earned[rows] / self.weight[rows]))


def quick_group(values: Floats, at: int, extra: Floats, profile: Profile) -> QuickGroup | None:
    """The group ready for ``totals``; None where an indicator is out of use or a row has nothing known."""
    baselines = baselines_of(values, np.zeros(len(values), dtype=np.int64), 1, profile)[0]
    known = ~np.isnan(values)
    weight = (known * profile.weights).sum(axis=1)
    if not ((baselines > 0).all() and (weight > 0).all()):
        return None
    cap = np.inf if profile.cap is None else profile.cap
    ratios = np.where(known, np.clip(values / baselines, 0.0, cap), 0.0)
    filled = np.where(known, values, 0.0)
    columns = range(values.shape[1])
    gaps = [np.flatnonzero(~known[:, place] & (profile.fill[place] != CANNOT)) for place in columns]
    return QuickGroup(
        profile=profile,
        at=at,
        values=[np.ascontiguousarray(filled[:, place]) for place in columns],
        sums=filled.sum(axis=0).tolist(),
        counts=known.sum(axis=0).tolist(),
        baselines=baselines.tolist(),
        ratios=[np.ascontiguousarray(ratios[:, place]) for place in columns],
        earned=(ratios * profile.weights).sum(axis=1),
        weight=weight,
        gaps=gaps,
        extra=extra,
    )
