"""Grades by rank within a group under quotas (A档不超过20%，D档不超过5%): floors, exact, ties settled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GRADES = np.array(["A", "B", "C", "D"], dtype=object)
SHARES = ("a", "d", "ab")


@dataclass(frozen=True, slots=True)
class Shares:
    """Largest share of A, largest share of D, and where B ends (share of A and B together)."""

    a: float
    d: float
    ab: float


@cache
def quota(share: float, count: int) -> int:
    """floor(share × count), the share taken as the decimal it is written as: 0.29 of 100 is 29, not 28."""
    return int(Fraction(str(share)) * count)


def ranks_within(groups: Ints, scores: Floats, ties: tuple[Floats, ...]) -> Ints:
    """Position from 0 within the group: higher score first, then higher tie-breakers (unknown last), then row order.

    groups : (n,) codes from 0. Rows are expected in the order of their ids, which settles what remains.
    """
    keys = [np.where(np.isnan(tie), np.inf, -tie) for tie in reversed(ties)]
    order = np.lexsort([*keys, -scores, groups])
    sizes = np.bincount(groups)
    starts = np.cumsum(sizes) - sizes
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - starts[groups[order]]
    return ranks


def grades_by_quota(groups: Ints, ranks: Ints, shares: Shares) -> npt.NDArray[np.object_]:
    """A to D for every row, from its position within its group."""
    sizes = np.bincount(groups)
    last_a = np.array([quota(shares.a, int(size)) for size in sizes])[groups]
    last_b = np.array([quota(shares.ab, int(size)) for size in sizes])[groups]
    first_d = np.array([size - quota(shares.d, int(size)) for size in sizes])[groups]
    position = np.select([ranks >= first_d, ranks < last_a, ranks < last_b], [3, 0, 1], default=2)
    return np.asarray(GRADES[position], dtype=object)


def grade_at(place: int, count: int, shares: Shares) -> str:
    """The grade of one position from 0 among ``count``, as ``grades_by_quota`` gives it."""
    if place >= count - quota(shares.d, count):
        return "D"
    if place < quota(shares.a, count):
        return "A"
    return "B" if place < quota(shares.ab, count) else "C"
