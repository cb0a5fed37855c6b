"""Scores one table of parks, parcels or enterprises and grades it A to D (亩产效益综合评价).

Order: who is set aside; who can be scored; the groups, small ones joined city-wide; baselines and scores; ranks and
quotas. Forced D is reported apart and uses none of the quota, so that those who do not report cannot shield poor
performers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.apportion import apportion
from assessment.policy.model import Policy
from assessment.rules.capped_ratio import capped_ratios, weighted_points
from assessment.rules.quotas import Shares, grades_by_quota, ranks_within
from assessment.rules.set_aside import FORCED

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

POOL = "city"


@dataclass(frozen=True)
class Profile:
    """Indicators in order; ``fill``: an unknown value is filled (see ``_filled``); the others must be known."""

    columns: tuple[str, ...]
    weights: Floats
    fill: Mask


@dataclass(frozen=True)
class Graded:
    """Per row: grade (None = no grade), score, rank and size of group (0 = not ranked), reason; evidence per indicator.

    group : index into ``labels``, -1 where the row is in no group. baselines : (groups, indicators).
    """

    grade: Texts
    score: Floats
    reason: Texts
    rank: Ints
    size: Ints
    group: Ints
    labels: list[str]
    values: Floats
    ratios: Floats
    points: Floats
    baselines: Floats


def profile_of(policy: Policy) -> Profile:
    rows = policy.value("grading_profile")["indicators"]
    return Profile(
        tuple(row["column"] for row in rows),
        np.array([row["weight"] for row in rows], dtype=np.float64),
        np.array([row["missing"] == "capped_group_mean" for row in rows], dtype=np.bool_),
    )


def grade_table(table: pd.DataFrame, aside: Texts, group_by: list[str], policy: Policy) -> Graded:
    """Grade every row of a canonical table (rows in order of id). Scores equal to six decimals are a tie.

    aside : (n,) why a row does not take part (see ``set_aside``), empty if it does.
    """
    profile = profile_of(policy)
    values = table[list(profile.columns)].to_numpy(dtype=np.float64)
    incomplete = np.isnan(values[:, ~profile.fill]).any(axis=1)
    reason = np.where(aside != "", aside, np.where(incomplete, "missing_input", "ranked")).astype(object)
    group, labels = _groups(table, group_by, reason == "ranked", int(policy.number("grade_group_min")))
    reason[(reason == "ranked") & (group < 0)] = "group_too_small"
    baselines, ratios = _ratios(values, group, len(labels), profile, policy)
    points, score = apportion(weighted_points(ratios, profile.weights))
    rated = (group >= 0) & ~np.isnan(points).all(axis=1)
    reason[(group >= 0) & ~rated] = "no_baseline"
    score[~rated] = np.nan
    grade, rank, size = _grades(table, score, np.where(rated, group, -1), policy)
    grade[np.isin(reason, FORCED)] = "D"
    return Graded(grade, score, reason, rank, size, group, labels, values, ratios, points, baselines)


def _groups(table: pd.DataFrame, group_by: list[str], ranked: Mask, smallest: int) -> tuple[Ints, list[str]]:
    """Group of every ranked row; groups under ``smallest`` are joined into one, which may itself be too small."""
    if not group_by:
        group, labels = np.where(ranked, 0, -1).astype(np.int64), [POOL]
    else:
        codes, found = pd.factorize(table[group_by[0]], sort=True)
        sizes = np.bincount(codes[ranked & (codes >= 0)], minlength=len(found))
        # a row whose group is unknown joins the pool as well
        small = np.append(sizes < smallest, True)[codes]
        labels = [*map(str, found), POOL]
        group = np.where(ranked, np.where(small, len(found), codes), -1).astype(np.int64)
    sizes = np.bincount(group[group >= 0], minlength=len(labels))
    return np.where((group >= 0) & (sizes[group] >= smallest), group, -1), labels


def _ratios(
    values: Floats, group: Ints, count: int, profile: Profile, policy: Policy
) -> tuple[Floats, Floats]:
    """Baselines (multiple of the group's mean) and ratios, unknown ones filled where the profile allows."""
    baselines = policy.number("grade_baseline_multiple") * _means(values, group, count)
    member = group >= 0
    ratios = np.full_like(values, np.nan)
    ratios[member] = capped_ratios(values[member], baselines[group[member]], policy.number("grade_ratio_cap"))
    fills = _fills(ratios, _means(ratios, group, count)[group], profile.weights)
    return baselines, np.where(np.isnan(ratios) & profile.fill & member[:, None], fills, ratios)


def _fills(ratios: Floats, means: Floats, weights: Floats) -> Floats:
    """What stands in for an unknown ratio (n, k): the group's mean, but never more than the row's own other figures
    earn on average, so that a poor performer gains nothing by keeping a figure back."""
    known = ~np.isnan(ratios)
    weight = (known * weights).sum(axis=1)
    earned = (np.where(known, ratios, 0.0) * weights).sum(axis=1)
    own = np.divide(earned, weight, out=np.full(len(ratios), np.nan), where=weight > 0)
    return np.asarray(np.minimum(means, own[:, None]))


def _means(values: Floats, group: Ints, count: int) -> Floats:
    """Mean of the known values per group and column (groups, k); NaN where a group has none."""
    means = np.full((count, values.shape[1]), np.nan)
    for column in range(values.shape[1]):
        known = (group >= 0) & ~np.isnan(values[:, column])
        sums = np.bincount(group[known], weights=values[known, column], minlength=count)
        counts = np.bincount(group[known], minlength=count)
        np.divide(sums, counts, out=means[:, column], where=counts > 0)
    return means


def _grades(table: pd.DataFrame, score: Floats, group: Ints, policy: Policy) -> tuple[Texts, Ints, Ints]:
    member = group >= 0
    grade = np.full(len(table), None, dtype=object)
    rank, size = np.zeros(len(table), dtype=np.int64), np.zeros(len(table), dtype=np.int64)
    if not member.any():
        return grade, rank, size
    ties = tuple(table[name].to_numpy(dtype=np.float64)[member] for name in ("tax_per_mu", "output_per_mu"))
    shares = Shares(*(policy.number(f"grade_{name}_share") for name in ("a", "d", "ab")))
    places = ranks_within(group[member], score[member], ties)
    grade[member] = grades_by_quota(group[member], places, shares)
    rank[member] = places + 1
    size[member] = np.bincount(group[member])[group[member]]
    return grade, rank, size
