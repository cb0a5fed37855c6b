"""How an urban village is renewed (城中村改造类别): rebuilt, upgraded, or some of both.

Feasible ⇒ 拆除新建; infeasible ⇒ 整治提升, which nobody may be forced out of; between ⇒ 拆整结合. Only villages in the plan and
inside the urban growth boundary (城镇开发边界) of a very large city, which Guangzhou is.
Source: 工业上楼与城中村改造 §2 (seed 001).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.rules.three_valued import NO, UNKNOWN, Truth, all_of

REBUILD, UPGRADE, MIXED = "rebuild", "upgrade", "mixed"
NO_VILLAGE, CANNOT_ASSESS = "not_applicable", "cannot_assess"
CATEGORY_OF = {"feasible": REBUILD, "infeasible": UPGRADE, "between": MIXED}
SCOPE = ("in_urban_village_plan", "within_growth_boundary")
FEASIBILITY = "village_feasibility"


@dataclass(frozen=True)
class Categories:
    """Per park (n,): a category, not_applicable outside the scope, or cannot_assess; and which input keeps it open."""

    category: npt.NDArray[np.object_]
    missing: Mapping[str, npt.NDArray[np.bool_]]


def categories(parks: pd.DataFrame) -> Categories:
    """The category of every park's urban village."""
    scope: Truth = all_of([_flag(parks[name]) for name in SCOPE])
    feasibility = parks[FEASIBILITY]
    unknown = (scope == UNKNOWN) | feasibility.isna().to_numpy()
    named = feasibility.map(CATEGORY_OF).to_numpy(dtype=np.object_)
    category = np.where(scope == NO, NO_VILLAGE, np.where(unknown, CANNOT_ASSESS, named)).astype(np.object_)
    open_now = category == CANNOT_ASSESS
    gaps = {name: open_now & parks[name].isna().to_numpy() for name in (*SCOPE, FEASIBILITY)}
    return Categories(category, gaps)


def _flag(column: pd.Series) -> Truth:
    return np.asarray(column.astype("Int8").fillna(int(UNKNOWN)).to_numpy(dtype=np.int8))
