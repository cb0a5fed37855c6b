"""Who is not scored in the land-efficiency evaluation, whatever the figures say: too small to be a park, or forced to D.

增城征求意见稿 二（一）2 forces the land of right holders (土地权属人) who did not upload or who falsified; which tables
that covers is policy (parcels only, so that an owner's default does not condemn the tenant). Whether data were uploaded
or falsified must be known to force a D: unknown is not held against anyone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.area_floor import below_floor
from assessment.policy.model import Policy

Texts = npt.NDArray[np.object_]

FORCED = ("not_uploaded", "falsified")


def set_aside(name: str, table: pd.DataFrame, policy: Policy) -> Texts:
    """Reason per row of that table (n,): below_threshold, falsified or not_uploaded; empty for who takes part."""
    reasons = np.full(len(table), "", dtype=np.object_)
    if name in policy.value("grade_forced_not_uploaded"):
        reasons[_known(table["uploaded"], False)] = "not_uploaded"
    if name in policy.value("grade_forced_falsified"):
        reasons[_known(table["falsified"], True)] = "falsified"
    if name == "parks":
        reasons[below_floor(table, policy)] = "below_threshold"
    return reasons


def _known(flags: pd.Series, value: bool) -> npt.NDArray[np.bool_]:
    return flags.eq(value).fillna(False).to_numpy(dtype=np.bool_)
