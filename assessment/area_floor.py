"""Which rows are village industrial parks at all (面积下限): what is smaller is kept on record and held against nobody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.policy.model import Policy

DECIMALS = 9  # so that arithmetic dust does not decide a value that equals its threshold


def below_floor(parks: pd.DataFrame, policy: Policy) -> npt.NDArray[np.bool_]:
    """Where a park's land area is under the floor (n,); 以上 includes the number. Source: 陈伟等, §1.1.1."""
    gap = parks["area_m2"].to_numpy(dtype=np.float64) - policy.number("park_area_min")
    return np.asarray(np.round(gap, DECIMALS) < 0)
