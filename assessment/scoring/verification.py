"""Verification value (核查价值): which single input of which park, once verified, would most change the ranking.

For an input that is not verified, value = E|rank(x) − rank now| × nearness × doubt, everything else as it is:

- x is taken to lie anywhere between the indicator's P5 and P95, evenly in z (five points), be it known so far or not;
- nearness is 1 where some x puts the park on the list of priorities and another does not, else N ÷ (N + distance), with
  the distance in ranks from the reachable ranks to the list's last place N;
- doubt = 1 − trust mark of the park × reliance on the input's status (``verification_reliance``); an unknown mark is 0.

*Assumption* throughout: no document or paper prescribes it. A park unranked for want of one input counts as just behind
the last. Which errors matter city-wide: each indicator disturbed by itself, and the share of the list that changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessment.apportion import UNIT
from assessment.policy.model import Policy
from assessment.scoring.rank import IndicatorMatrix, rank_matrix
from assessment.scoring.robustness import top_count
from assessment.scoring.weights import weights_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

STATUSES = ("verified", "reported", "imputed", "unknown")
POINTS = np.linspace(0.0, 1.0, 5)
DRAWS, SEED = 50, 20_261_101


@dataclass(frozen=True)
class Verification:
    """Per park and indicator (n, k): ranks where the input is at its P5 and P95, and the value with its three factors;
    all 0 where there is nothing to verify. ``now``: (n,), 0 = unranked. ``top``: the last place of the list."""

    now: Ints
    at_low: Ints
    at_high: Ints
    expected: Floats
    nearness: Floats
    doubt: Floats
    value: Floats
    crosses: Mask
    top: int

    def first(self, count: int, rows: Ints) -> list[tuple[int, int]]:
        """Row and column of the largest values among these rows, ties by row, then column."""
        part = self.value[rows].ravel()
        order = np.argsort(-part, kind="stable")[:count]
        order = order[part[order] > 0]
        places, columns = np.divmod(order, self.value.shape[1])
        return [(int(rows[place]), int(column)) for place, column in zip(places, columns, strict=True)]


def verification(
    matrix: IndicatorMatrix, policy: Policy, reliance: Floats, trust: Floats, top: int | None = None
) -> Verification:
    """By the policy's own weights and the weighted sum.

    Parameters
    ----------
    reliance : (n, k) from 0 to 1, by the status of each input; 1 is verified. What is unknown counts as 0 in any case.
    trust : trust mark (n,), NaN = unknown.
    top : last place of the list; the policy's if None.
    """
    line = top_count(policy) if top is None else top
    weights = weights_of(matrix.indicators)
    base = rank_matrix(matrix)
    now = base["rank"].to_numpy(dtype=np.int64, na_value=0)
    relied = np.where(np.isnan(matrix.values), 0.0, reliance)
    share = base["completeness"].to_numpy(dtype=np.float64)
    asked = _asked(matrix, weights, now, share) & (relied < 1)
    ranks = _ranks(matrix, weights, now, base["priority"].to_numpy(dtype=np.float64))
    start = np.where(now > 0, now, now.max(initial=0) + 1)[:, None]
    expected = np.abs(ranks - start).mean(axis=0)
    lowest, highest = np.minimum(ranks.min(axis=0), start), np.maximum(ranks.max(axis=0), start)
    crosses = (lowest <= line) & (highest > line)
    distance = np.where(highest <= line, line - highest, lowest - line)
    nearness = np.where(crosses, 1.0, line / (line + np.maximum(distance, 0)))
    doubt = 1.0 - np.nan_to_num(trust)[:, None] * relied
    rising = np.array([item.direction for item in matrix.indicators]) > 0
    low, high = np.where(rising, ranks[0], ranks[-1]), np.where(rising, ranks[-1], ranks[0])
    return Verification(
        now=now,
        at_low=np.where(asked, low, 0),
        at_high=np.where(asked, high, 0),
        expected=np.where(asked, expected, 0.0),
        nearness=np.where(asked, nearness, 0.0),
        doubt=np.where(asked, doubt, 0.0),
        value=np.where(asked, expected * nearness * doubt, 0.0),
        crosses=crosses & asked,
        top=line,
    )


def reliance_of(policy: Policy, status: npt.NDArray[np.object_]) -> Floats:
    """(n, k) from statuses (n, k) of STATUSES; what is none of them is relied on as little as the unknown."""
    table = policy.value("verification_reliance")
    codes = [float(table.get(name, 0.0)) for name in STATUSES]
    return np.asarray(np.select([status == name for name in STATUSES], codes, default=codes[-1]))


def disturbed(
    matrix: IndicatorMatrix, policy: Policy, draws: int = DRAWS, seed: int = SEED, top: int | None = None
) -> Floats:
    """Share of the list (k,) that changes on average when one indicator's z is off by up to the policy's share of its
    range in every park, evenly and independently; the same seed gives the same shares."""
    line, weights = top_count(policy) if top is None else top, weights_of(matrix.indicators)
    width = policy.number("verification_disturbance")
    ranked = rank_matrix(matrix)["ranked"].to_numpy()
    z = matrix.normalised.z[ranked]
    known = ~np.isnan(z)
    available = (known * weights).sum(axis=1)
    scores = np.nansum(z * weights, axis=1) / available
    count = min(line, len(scores))
    found = np.zeros(z.shape[1])
    if count in (0, len(scores)):
        return found
    usual = _listed(scores[None, :], count)[0]
    generator = np.random.default_rng(seed)
    for column in range(z.shape[1]):
        off = generator.uniform(-width, width, (draws, len(z)))
        moved = np.clip(z[:, column] + off, 0.0, 1.0) - z[:, column]
        part = np.where(known[:, column], moved * weights[column] / available, 0.0)
        found[column] = 1.0 - (_listed(scores + part, count) & usual).sum(axis=1).mean() / count
    return found


def _listed(scores: Floats, count: int) -> Mask:
    """Who is among the first (draws, n)."""
    first = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    inside = np.zeros(scores.shape, dtype=np.bool_)
    np.put_along_axis(inside, first, True, axis=1)
    return inside


def _asked(matrix: IndicatorMatrix, weights: Floats, now: Ints, share: Floats) -> Mask:
    """Inputs (n, k) that count for a park which is ranked, or would be if that one were known."""
    counts = (weights > 0) & ~matrix.normalised.dropped & np.isfinite(matrix.normalised.low)
    enough = share[:, None] + weights / weights.sum() >= matrix.completeness_min - 1e-9
    missing = np.isnan(matrix.values) & enough & matrix.counted[:, None]
    return np.asarray(counts & ((now > 0)[:, None] | missing))


def _ranks(matrix: IndicatorMatrix, weights: Floats, now: Ints, priority: Floats) -> Ints:
    """Ranks (points, n, k) if that one input were at each of POINTS in z and all else the same."""
    z = matrix.normalised.z
    known = ~np.isnan(z)
    rest = np.where(known, z * weights, 0.0)
    reached = rest.sum(axis=1)[:, None] - rest
    available = (known * weights).sum(axis=1)[:, None] + np.where(known, 0.0, weights)
    ranked, last = now > 0, int(now.max(initial=0))
    place = np.where(ranked, now, last + 1)
    own = np.rint(np.where(ranked, priority, 0.0) * -UNIT).astype(np.int64) * (last + 2) + place
    in_order = np.sort(own[ranked])
    ranks = np.empty((len(POINTS), *z.shape), dtype=np.int64)
    for at, point in enumerate(POINTS):
        scores = np.divide(
            100.0 * (reached + point * weights), available, out=np.zeros_like(rest), where=available > 0
        )
        key = np.rint(scores * -UNIT).astype(np.int64) * (last + 2) + place[:, None]
        before = np.searchsorted(in_order, key, side="left")
        ranks[at] = 1 + before - (ranked[:, None] & (own[:, None] < key))
    return ranks
