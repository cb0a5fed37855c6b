"""Rounds parts so that they add up exactly to their rounded total (largest remainder, 最大余额法)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DECIMALS = 6
UNIT = 10**DECIMALS


def totals_of(parts: Floats) -> Floats:
    """Sum of each row's known parts (n,), to six decimals; 0 where none is known."""
    return np.asarray(np.rint(np.where(np.isnan(parts), 0.0, parts * UNIT).sum(axis=1)) / UNIT)


def apportion(parts: Floats, given: Floats | None = None) -> tuple[Floats, Floats]:
    """Parts (n, k) and totals (n,), both to six decimals, each row's parts summing to its total without residue.

    ``given``: totals (n,) to keep to where they are known, which may differ from the parts' own in the last decimal.
    NaN parts stay NaN and count for nothing. A part moves by less than one millionth.
    """
    known = ~np.isnan(parts)
    scaled = np.where(known, parts * UNIT, 0.0)
    floors = np.floor(scaled)
    totals = np.rint(scaled.sum(axis=1))
    if given is not None:
        totals = np.where(np.isnan(given), totals, np.rint(given * UNIT))
    left = totals - floors.sum(axis=1)
    remainders = np.where(known, scaled - floors, -1.0)
    order = np.argsort(-remainders, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.broadcast_to(np.arange(parts.shape[1]), parts.shape), axis=1)
    whole = floors + (places < left[:, None])
    return np.where(known, whole / UNIT, np.nan), totals / UNIT
