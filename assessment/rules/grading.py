"""Scores one table of parks, parcels or enterprises by one profile and grades it A to D or T (亩产效益综合评价).

Order: who is set aside; who can be scored; the groups, small ones joined city-wide; baselines and scores; ranks and
quotas. Forced D and T are reported apart and use none of the quota: those who do not report cannot shield poor
performers, nor can those who are not evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.apportion import DECIMALS, apportion
from assessment.policy.model import Policy
from assessment.rules.capped_ratio import weighted_points
from assessment.rules.group_scores import baselines_of, ratios_of
from assessment.rules.profiles import CANNOT, Profile
from assessment.rules.quotas import Shares, grades_by_quota, ranks_within
from assessment.rules.set_aside import FORCED, UNSUITABLE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

POOL = "city"
TIES = ("tax_per_mu", "output_per_mu")
ADJUSTMENTS = ("bonus_points", "penalty_points")
DIVISION = r"^([A-Z]\d{2})"
"""门类 and 大类 of GB/T 4754: the letter and two digits."""


@dataclass(frozen=True)
class Graded:
    """Per row: grade (None = no grade), score, rank and size of group (0 = not ranked), reason; evidence per indicator.

    group : index into ``labels``, -1 where the row is in no group. baselines : (groups, indicators).
    adjustments : (n, 2) bonus and penalty, 0 where none is known.
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
    adjustments: Floats
    baselines: Floats


def grade_table(
    table: pd.DataFrame, aside: Texts, profile: Profile, group_by: list[str], policy: Policy
) -> Graded:
    """Grade every row of a canonical table (rows in order of id). Scores equal to six decimals are a tie.

    aside : (n,) why a row does not take part (see ``set_aside``), empty if it does.
    """
    values = table[list(profile.columns)].to_numpy(dtype=np.float64)
    incomplete = np.isnan(values[:, profile.fill == CANNOT]).any(axis=1)
    reason = np.where(aside != "", aside, np.where(incomplete, "missing_input", "ranked")).astype(object)
    group, labels = _groups(table, group_by, reason == "ranked", int(policy.number("grade_group_min")))
    reason[(reason == "ranked") & (group < 0)] = "group_too_small"
    baselines = baselines_of(values, group, len(labels), profile)
    ratios = ratios_of(values, group, baselines, profile)
    adjustments = adjustments_of(table)
    points, score = scores_of(ratios, adjustments, profile)
    rated = (group >= 0) & ~np.isnan(points).all(axis=1)
    reason[(group >= 0) & ~rated] = "no_baseline"
    score[~rated] = np.nan
    grade, rank, size = _grades(table, score, np.where(rated, group, -1), profile.shares)
    grade[np.isin(reason, FORCED)], grade[np.isin(reason, UNSUITABLE)] = "D", "T"
    return Graded(
        grade, score, reason, rank, size, group, labels, values, ratios, points, adjustments, baselines
    )


def adjustments_of(table: pd.DataFrame) -> Floats:
    """Bonus and penalty points (n, 2); what nobody has recorded is none."""
    return np.asarray(np.nan_to_num(table[list(ADJUSTMENTS)].to_numpy(dtype=np.float64)))


def scores_of(ratios: Floats, adjustments: Floats, profile: Profile) -> tuple[Floats, Floats]:
    """Points per indicator (n, k) and score (n,): their sum, plus bonus, less penalty, to six decimals."""
    points, total = apportion(weighted_points(ratios, profile.weights))
    return points, np.round(total + adjustments[:, 0] - adjustments[:, 1], DECIMALS)


def _groups(table: pd.DataFrame, group_by: list[str], ranked: Mask, smallest: int) -> tuple[Ints, list[str]]:
    """Group of every ranked row; groups under ``smallest`` are joined into one, which may itself be too small."""
    if not group_by:
        group, labels = np.where(ranked, 0, -1).astype(np.int64), [POOL]
    else:
        codes, found = pd.factorize(_keys(table, group_by[0]), sort=True)
        sizes = np.bincount(codes[ranked & (codes >= 0)], minlength=len(found))
        # a row whose group is unknown joins the pool as well
        small = np.append(sizes < smallest, True)[codes]
        labels = [*map(str, found), POOL]
        group = np.where(ranked, np.where(small, len(found), codes), -1).astype(np.int64)
    sizes = np.bincount(group[group >= 0], minlength=len(labels))
    return np.where((group >= 0) & (sizes[group] >= smallest), group, -1), labels


def _keys(table: pd.DataFrame, column: str) -> pd.Series:
    """What rows are grouped by: an industry code by its division, so that C1711 and C1761 compete; else as it stands."""
    keys = table[column]
    return keys.str.extract(DIVISION, expand=False) if column == "industry" else keys


def _grades(table: pd.DataFrame, score: Floats, group: Ints, shares: Shares) -> tuple[Texts, Ints, Ints]:
    member = group >= 0
    grade = np.full(len(table), None, dtype=object)
    rank, size = np.zeros(len(table), dtype=np.int64), np.zeros(len(table), dtype=np.int64)
    if not member.any():
        return grade, rank, size
    ties = tuple(table[name].to_numpy(dtype=np.float64)[member] for name in TIES)
    places = ranks_within(group[member], score[member], ties)
    grade[member] = grades_by_quota(group[member], places, shares)
    rank[member] = places + 1
    size[member] = np.bincount(group[member])[group[member]]
    return grade, rank, size
