"""Baselines and ratios of the land-efficiency indicators within groups: the arithmetic, apart from who takes part.

A baseline is published, or a multiple of the group's mean. What stands in for an unknown ratio is the group's mean ratio
(黄岩, for emissions), or that but never more than the row's own other figures earn (our reading of the Zengcheng draft).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assessment.rules.capped_ratio import capped_ratios
from assessment.rules.profiles import CANNOT, CAPPED_MEAN, Profile

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def baselines_of(values: Floats, group: Ints, count: int, profile: Profile) -> Floats:
    """Baselines (groups, k) of values (n, k); group (n,) from 0, -1 for no part. NaN where a group has no value."""
    if profile.fixed is not None:
        return np.tile(profile.fixed, (count, 1))
    return np.asarray(profile.multiple * means_of(values, group, count))


def ratios_of(values: Floats, group: Ints, baselines: Floats, profile: Profile) -> Floats:
    """Capped ratios (n, k), unknown ones filled where the profile allows; NaN for rows without a group."""
    member = group >= 0
    ratios = np.full_like(values, np.nan)
    ratios[member] = capped_ratios(values[member], baselines[group[member]], profile.cap)
    wanted = np.isnan(ratios) & (profile.fill != CANNOT) & member[:, None]
    if not wanted.any():
        return ratios
    fills = _fills(ratios, means_of(ratios, group, len(baselines))[group], profile)
    return np.where(wanted, fills, ratios)


def _fills(ratios: Floats, means: Floats, profile: Profile) -> Floats:
    """Stand-ins (n, k); none for a row that has nothing else: nobody is scored on a filled figure alone."""
    known = ~np.isnan(ratios)
    weight = (known * profile.weights).sum(axis=1)
    earned = (np.where(known, ratios, 0.0) * profile.weights).sum(axis=1)
    own = np.divide(earned, weight, out=np.full(len(ratios), np.nan), where=weight > 0)[:, None]
    most = np.where(profile.fill == CAPPED_MEAN, own, np.where(np.isnan(own), np.nan, np.inf))
    return np.asarray(np.minimum(means, most))


def means_of(values: Floats, group: Ints, count: int) -> Floats:
    """Mean of the known values per group and column (groups, k); NaN where a group has none."""
    means = np.full((count, values.shape[1]), np.nan)
    for column in range(values.shape[1]):
        known = (group >= 0) & ~np.isnan(values[:, column])
        sums = np.bincount(group[known], weights=values[known, column], minlength=count)
        counts = np.bincount(group[known], minlength=count)
        np.divide(sums, counts, out=means[:, column], where=counts > 0)
    return means
