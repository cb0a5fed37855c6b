"""Who is not scored in the land-efficiency evaluation, whatever the figures say: too small to be a park, forced to D,
or unsuitable to grade (不宜评价, T).

增城征求意见稿 二（一）2 forces the land of right holders (土地权属人) who did not upload or who falsified; which tables
that covers is policy (parcels only, so that an owner's default does not condemn the tenant). T, after 淮安, is for public
utilities and for who is in operation under two years. Falsified data is D whatever is claimed, T included; who is T was
never asked for data, so that not uploading is no default. Every ground must be known: unknown is held neither against
nor for anyone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.area_floor import DECIMALS, below_floor
from assessment.policy.model import Policy

Texts = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]

FORCED = ("not_uploaded", "falsified")
UNSUITABLE = ("public_utility", "new_operation")


def set_aside(name: str, table: pd.DataFrame, policy: Policy) -> Texts:
    """Reason per row of that table (n,), the last that applies of: not_uploaded, new_operation, public_utility,
    falsified, below_threshold; empty for who takes part."""
    reasons = np.full(len(table), "", dtype=np.object_)
    if name in policy.value("grade_forced_not_uploaded"):
        reasons[_known(table["uploaded"], False)] = "not_uploaded"
    reasons[_new(table, policy)] = "new_operation"
    if name in _tables(policy, "grade_unsuitable_utility"):
        reasons[_known(table["public_utility"], True)] = "public_utility"
    if name in policy.value("grade_forced_falsified"):
        reasons[_known(table["falsified"], True)] = "falsified"
    if name == "parks":
        reasons[below_floor(table, policy)] = "below_threshold"
    return reasons


def _new(table: pd.DataFrame, policy: Policy) -> Mask:
    """In operation for less than the policy asks; 不到 does not include the number, and unknown is not new."""
    years = table["operating_years"].to_numpy(dtype=np.float64)
    return np.asarray(np.round(years - _years(policy), DECIMALS) < 0)


def _tables(policy: Policy, name: str) -> list[str]:
    # a policy stored before there was a class T has none
    return list(policy.value(name)) if name in policy.parameters else []


def _years(policy: Policy) -> float:
    return policy.number("grade_unsuitable_years") if "grade_unsuitable_years" in policy.parameters else 0.0


def _known(flags: pd.Series, value: bool) -> Mask:
    return flags.eq(value).fillna(False).to_numpy(dtype=np.bool_)
