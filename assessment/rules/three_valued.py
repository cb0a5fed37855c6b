"""Kleene's strong three-valued logic (三值逻辑), element by element over int8 arrays: yes 1, no 0, unknown -1.

A "no" settles a conjunction and a "yes" settles a disjunction whatever is still unknown; otherwise an unknown makes
the result unknown. Hence a missing input never passes, and never blocks a conclusion that it could not change.
(S. C. Kleene, Introduction to Metamathematics, 1952, §64.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Truth = npt.NDArray[np.int8]

YES, NO, UNKNOWN = np.int8(1), np.int8(0), np.int8(-1)


def all_of(parts: Sequence[Truth]) -> Truth:
    """Conjunction of arrays of one length; at least one array."""
    stack = np.stack(parts)
    unknown = (stack == UNKNOWN).any(axis=0)
    return np.where((stack == NO).any(axis=0), NO, np.where(unknown, UNKNOWN, YES)).astype(np.int8)


def any_of(parts: Sequence[Truth]) -> Truth:
    """Disjunction of arrays of one length; at least one array."""
    return negation(all_of([negation(part) for part in parts]))


def negation(part: Truth) -> Truth:
    return np.where(part == UNKNOWN, UNKNOWN, 1 - part).astype(np.int8)


def as_bool(value: int) -> bool | None:
    """One element as True, False or None."""
    return None if value == UNKNOWN else bool(value)
