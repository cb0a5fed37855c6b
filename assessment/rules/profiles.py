"""A land-efficiency profile (亩产效益评价体系) ready for use: indicators, weights, baselines, cap, shares, groups.

What a profile leaves open is as in the parameters ``grade_…`` and ``grading_groups``, so that a borrowed scoring family
still runs under the quotas in force here unless it publishes its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.policy.grading_profiles import CHOICE, chosen, parameter_of
from assessment.policy.model import Parameter, Policy, Source
from assessment.rules.quotas import SHARES, Shares

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Json = dict[str, Any]

CANNOT, MEAN, CAPPED_MEAN = 0, 1, 2
FILLS = {"cannot_assess": CANNOT, "group_mean": MEAN, "capped_group_mean": CAPPED_MEAN}


@dataclass(frozen=True)
class Profile:
    """Indicators in order. ``fill`` (k,): CANNOT, MEAN or CAPPED_MEAN, what an unknown value does.

    fixed : (k,) published baselines; None where the baseline is ``multiple`` × group mean. cap : None for none.
    ground : the parameter that the profile is written in. own : which of shares, cap and multiple are the profile's.
    """

    name: str
    source: Source
    ground: Parameter
    rows: list[Json]
    columns: tuple[str, ...]
    weights: Floats
    fill: Ints
    fixed: Floats | None
    multiple: float
    cap: float | None
    shares: Shares
    groups: Mapping[str, list[str]]
    own: frozenset[str]


def profiles_of(policy: Policy, table: str) -> dict[str, Profile]:
    """The profiles selected for that table, by scale (empty: for all its rows)."""
    return {
        scale: profile_from(policy, content) for scale, content in chosen(policy.value(CHOICE), table).items()
    }


def profile_from(policy: Policy, content: str | Json) -> Profile:
    """A profile by name, or from its content in place."""
    ground = policy.parameter(parameter_of(content) if isinstance(content, str) else CHOICE)
    value: Json = ground.value if isinstance(content, str) else content
    rows = value["indicators"]
    fixed = [row["baseline"] for row in rows if "baseline" in row]
    shares = value.get("shares") or {name: policy.number(f"grade_{name}_share") for name in SHARES}
    return Profile(
        name=content if isinstance(content, str) else value["profile"],
        source=policy.sources[value["profile"]],
        ground=ground,
        rows=rows,
        columns=tuple(row["column"] for row in rows),
        weights=np.array([row["weight"] for row in rows], dtype=np.float64),
        fill=np.array([FILLS[row["missing"]] for row in rows], dtype=np.int64),
        fixed=np.array(fixed, dtype=np.float64) if fixed else None,
        multiple=float(value.get("multiple", policy.number("grade_baseline_multiple"))),
        cap=value["cap"] if "cap" in value else policy.number("grade_ratio_cap"),
        shares=Shares(**{name: float(shares[name]) for name in SHARES}),
        groups=value.get("groups", policy.value("grading_groups")),
        own=frozenset({"shares", "cap", "multiple"} & set(value)),
    )


def thresholds_of(profile: Profile, policy: Policy) -> list[Json]:
    """Shares, cap and multiple with their ground: the profile's own, or the parameter it leaves them to."""
    baseline = (
        [] if profile.fixed is not None else [("multiple", "grade_baseline_multiple", profile.multiple)]
    )
    parts = [("shares", f"grade_{name}_share", getattr(profile.shares, name)) for name in SHARES]
    parts += [("cap", "grade_ratio_cap", profile.cap), *baseline]
    return [_threshold(profile, policy.parameter(name), part, value) for part, name, value in parts]


def _threshold(profile: Profile, parameter: Parameter, part: str, value: float | None) -> Json:
    shown = parameter.as_dict()
    if part not in profile.own:
        return shown
    ground = profile.ground.as_dict()
    kept = ("source", "article", "note", "effective", "overridden")
    return {**shown, **{key: ground[key] for key in kept}, "value": value}
