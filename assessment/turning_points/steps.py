"""How far one input can move, and the shortest way along which a grade does: all inputs of a way move by the same share.

An indicator is monotone (the more the better), so that a way can be bisected; what is found is then judged by the rule.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessment.columns.column import Column

FIRST, GROWTH, PRECISION = 0.01, 4.0, 1.001
SMALLEST, LARGEST = 1e-9, 1e7
DIGITS = 4
"""Changes are given to four digits, rounded away from where the input stands."""


@dataclass(frozen=True)
class Lever:
    """One input and its room. ``scale``: what a relative change is of, the value itself or, from zero, the baseline.

    limit : the farthest value that makes a difference; infinite where there is none. bound : what sets it
    (``cap``, ``maximum``, ``floor``; empty for none).
    """

    column: Column
    start: float
    scale: float
    limit: float
    bound: str

    @property
    def room(self) -> float:
        """The largest relative change."""
        return abs(self.limit - self.start) / self.scale

    def at(self, share: float) -> float:
        """The value after a relative change of that size towards the limit; counts in whole numbers."""
        if self.limit == self.start:
            return self.start
        sign = 1.0 if self.limit > self.start else -1.0
        if share >= self.room:
            return self.limit
        step = _outward(share * self.scale)
        value = round(self.start + sign * step, 12)
        if self.column.unit == "count":
            value = math.ceil(value) if sign > 0 else math.floor(value)
        return float(min(value, self.limit) if sign > 0 else max(value, self.limit))

    def share_of(self, value: float) -> float:
        return abs(value - self.start) / self.scale


def _outward(step: float) -> float:
    """Rounded up to four significant digits."""
    if step <= 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(step)) - DIGITS + 1)
    return float(math.ceil(round(step / unit, 6)) * unit)


def shortest(moves: Callable[[float], bool], room: float) -> float | None:
    """The smallest share, to a thousandth of itself, at which it moves; None if it does not within the room."""
    if room <= 0:
        return None
    high = min(FIRST, room)
    if moves(high):
        low = high / GROWTH
        while low > SMALLEST and moves(low):
            low, high = low / GROWTH, low
    else:
        low = high
        high = min(low * GROWTH, room)
        while not moves(high):
            if high >= min(room, LARGEST):
                return None
            low, high = high, min(high * GROWTH, room)
    while high / low > PRECISION:
        middle = math.sqrt(low * high)
        low, high = (low, middle) if moves(middle) else (middle, high)
    return high


def share_for(levers: Sequence[Lever], total: float) -> float:
    """The common share at which the relative changes of two levers add up to ``total``."""
    half = total / 2
    shorter = min(lever.room for lever in levers)
    return half if shorter >= half else total - shorter
