"""Percentile normalization (百分位归一化): z = clip((x − P5)/(P95 − P5), 0, 1), reversed where less is better.

Percentiles are taken over the known values by linear interpolation (Hyndman & Fan 1996, type 7). An indicator whose
known values do not tell parks apart is dropped; one that nobody has is not: it stays missing for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessment.policy.model import Policy
from assessment.scoring.indicators import Indicator

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Normalised:
    """z (n, k) in [0, 1], NaN = unknown or dropped; low and high (k,) in shown units; dropped (k,)."""

    z: Floats
    low: Floats
    high: Floats
    dropped: Mask


def percentile_bounds(
    values: Floats, low: float, high: float, counted: Mask | None = None
) -> tuple[Floats, Floats]:
    """Lower and upper percentile per column over the ``counted`` rows (n,), each (k,); NaN for a column without a known
    value."""
    bounds = np.full((2, values.shape[1]), np.nan)
    for column in range(values.shape[1]):
        known = ~np.isnan(values[:, column])
        if counted is not None:
            known &= counted
        found = values[:, column][known]
        if found.size:
            bounds[:, column] = np.percentile(found, [low, high], overwrite_input=True)
    return bounds[0], bounds[1]


def clipped(values: Floats, low: Floats, high: Floats, direction: Floats) -> Floats:
    """z (n, k) for bounds (k,); NaN throughout a column whose bounds coincide or are unknown."""
    span = np.where(high > low, high - low, np.nan)
    z = np.empty_like(values)
    for column in range(values.shape[1]):
        part = z[:, column]
        np.subtract(values[:, column], low[column], out=part)
        part /= span[column]
        np.clip(part, 0.0, 1.0, out=part)
        if direction[column] <= 0:
            np.subtract(1.0, part, out=part)
    return z


def normalise(
    values: Floats, indicators: tuple[Indicator, ...], policy: Policy, counted: Mask | None = None
) -> Normalised:
    """Normalise by the policy's percentiles over the ``counted`` rows (n,), all if not given."""
    lower, upper = policy.number("priority_low_percentile"), policy.number("priority_high_percentile")
    low, high = percentile_bounds(values, lower, upper, counted)
    direction = np.array([item.direction for item in indicators], dtype=np.float64)
    return Normalised(clipped(values, low, high, direction), low, high, high <= low)
