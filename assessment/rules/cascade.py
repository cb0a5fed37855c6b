"""Answers tried in order (依次判定): the first that holds, provided every one before it is ruled out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.rules.three_valued import NO, YES, Truth

CANNOT_ASSESS = "cannot_assess"
UNDECIDED = ("无法判定", "cannot assess")


def first_of(steps: Sequence[tuple[str, Truth]], otherwise: str) -> npt.NDArray[np.object_]:
    """Name (n,) of the first step that is met with all earlier ones ruled out; ``otherwise`` if all are ruled out.

    Strict: an unknown before the first met step withholds the answer, since it could take its place.
    """
    found = np.full(len(steps[0][1]), otherwise, dtype=np.object_)
    for name, truth in reversed(steps):
        found = np.where(truth == YES, name, np.where(truth == NO, found, CANNOT_ASSESS))
    return found


def either(parts: Sequence[dict[str, Any]]) -> bool | None:
    """Explained answers of one step, of which one is enough."""
    answers = [part["met"] for part in parts]
    return True if True in answers else None if None in answers else False


def pending(steps: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, str]]:
    """Inputs that withhold the answer: those unknown in steps up to the first that is met."""
    found: dict[str, dict[str, str]] = {}
    for parts in steps:
        met = either(parts)
        if met:
            break
        if met is None:
            found.update({item["input"]: item for part in parts for item in part["missing"]})
    return list(found.values())
