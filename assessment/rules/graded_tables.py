"""Grades of one whole table: each row by the profile selected for it, enterprises above and below designated size
(规上、规下) apart where the policy says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.policy.model import Policy
from assessment.rules.grading import Graded, grade_table
from assessment.rules.profiles import Profile, profiles_of
from assessment.rules.set_aside import set_aside

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Part:
    """Rows of a table that share a profile. ``rows``: their places in the table (m,); ``graded``: arrays of length m;
    ``aside`` (m,): why a row takes no part, empty if it does; ``elsewhere`` (m,): outside the profile's own district."""

    profile: Profile
    group_by: list[str]
    rows: Ints
    aside: Texts
    elsewhere: Mask
    graded: Graded


@dataclass(frozen=True)
class Place:
    """Where one row is found: its part, and its place within that part."""

    part: Part
    at: int


def parts_of(name: str, table: pd.DataFrame, policy: Policy) -> list[Part]:
    """A canonical table graded, part by part; every row is in exactly one."""
    aside = set_aside(name, table, policy)
    profiles = profiles_of(policy, name)
    if list(profiles) == [""]:
        return [_part(name, table, np.arange(len(table)), aside, profiles[""], policy)]
    large = table["above_scale"]
    # the scale decides by which figures a firm is judged: unknown, it cannot be judged by either
    aside[(aside == "") & large.isna().to_numpy()] = "missing_scale"
    above = large.fillna(True).to_numpy(dtype=np.bool_)
    rows = {"above_scale": np.flatnonzero(above), "below_scale": np.flatnonzero(~above)}
    return [_part(name, table, rows[scale], aside, profile, policy) for scale, profile in profiles.items()]


def place_of(parts: list[Part], row: int) -> Place:
    """The part that holds a row of the table."""
    for part in parts:
        at = int(np.searchsorted(part.rows, row))
        if at < len(part.rows) and part.rows[at] == row:
            return Place(part, at)
    raise IndexError(row)


def columns_of(parts: list[Part], index: pd.Index) -> pd.DataFrame:
    """Result columns of the table, rows in the table's order: grade, score, rank, group_size, reason, by_reference."""
    tables = [_columns(part, index[part.rows]) for part in parts]
    return tables[0] if len(tables) == 1 else pd.concat(tables).loc[index]


def regraded(part: Part, table: pd.DataFrame, policy: Policy, aside: Texts | None = None) -> Part:
    """The same part by the same rule, on another table of the same rows."""
    used = part.aside if aside is None else aside
    graded = grade_table(table, used, part.profile, part.group_by, policy)
    return replace(part, aside=used, graded=graded)


def _part(name: str, table: pd.DataFrame, rows: Ints, aside: Texts, profile: Profile, policy: Policy) -> Part:
    chosen = table if len(rows) == len(table) else table.iloc[rows]
    group_by = profile.groups[name]
    elsewhere = profile.source.elsewhere(chosen["district_code"].to_numpy(dtype=object))
    graded = grade_table(chosen, aside[rows], profile, group_by, policy)
    return Part(profile, group_by, rows, aside[rows], elsewhere, graded)


def _columns(part: Part, index: pd.Index) -> pd.DataFrame:
    graded = part.graded
    return pd.DataFrame(
        {
            "grade": pd.Series(graded.grade, index=index, dtype=object),
            "score": graded.score,
            "rank": pd.Series(graded.rank, index=index, dtype="Int64").mask(graded.rank == 0),
            "group_size": graded.size,
            "reason": pd.Series(graded.reason, index=index, dtype=object),
            "by_reference": part.elsewhere,
        },
        index=index,
    )
