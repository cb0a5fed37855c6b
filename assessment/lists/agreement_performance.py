"""Performance of agreements (履约情况) on land granted since 2007: output, tax and investment against what was agreed.

增城征求意见稿 二（四）9–11: an explicit term is missed under 80 % of it, an expected one under 50 %, and without a term the
mean output of the last three years under the guideline (产业用地指南). Approved relief lowers the target; relief that is not
recorded was not approved. What an agreement does not set is not asked, but one of its three figures must be known.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.building import Findings, Mask, listed
from assessment.lists.listing import CANNOT_ASSESS, CLEAR, NOT_APPLICABLE, Listed, ListRule, Results
from assessment.lists.performance_measures import MEASURES, Measures, measures_of
from assessment.lists.performance_words import VOCABULARY
from assessment.lists.tables import chosen, flag_of
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, all_of


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """Statuses rectification_due, rectified, termination_decision and to_inefficient_list; granted before 2007 not
    applicable."""
    parcels = frame.parcels
    measures = measures_of(parcels, policy)
    status = statuses(parcels, measures)
    on = (status != NOT_APPLICABLE) & (status != CLEAR) & (status != CANNOT_ASSESS)
    term = measures.term
    open_now = on & (status != "rectified")
    return listed(
        parcels,
        VOCABULARY,
        Findings(
            status=status,
            reasons={
                "explicit_term": on & term["explicit"],
                "expected_term": on & term["expected"],
                "under_guideline": on & term["none"],
                **{f"worst_{name}": on & (measures.worst == name) for name in MEASURES},
                "relieved": on & measures.relieved,
            },
            effects={
                "rectify": open_now,
                "termination_without_compensation": status == "termination_decision",
                "inefficient_list": status == "to_inefficient_list",
            },
            checks=[measures.since, *measures.checked],
            missing=_missing(parcels, measures, status),
        ),
        policy,
    )


def unrectified_without_agreement(parcels: pd.DataFrame, policy: Policy) -> Mask:
    """Whom article 11 sends to the inefficient list (n,)."""
    return np.asarray(statuses(parcels, measures_of(parcels, policy)) == "to_inefficient_list")


def statuses(parcels: pd.DataFrame, measures: Measures) -> npt.NDArray[np.object_]:
    """Status per parcel (n,); what misses its target and has not put it right falls to one of the two ends of article 11."""
    missed: Truth = all_of([measures.since.met, measures.missed])
    rectified = flag_of(parcels["rectified"])
    return chosen(
        [
            measures.since.met == NO,
            missed == NO,
            missed == UNKNOWN,
            rectified == YES,
            rectified == UNKNOWN,
            measures.term["explicit"] | measures.term["expected"],
        ],
        [NOT_APPLICABLE, CLEAR, CANNOT_ASSESS, "rectified", "rectification_due", "termination_decision"],
        "to_inefficient_list",
    )


def _missing(parcels: pd.DataFrame, measures: Measures, status: npt.NDArray[np.object_]) -> dict[str, Mask]:
    open_now = status == CANNOT_ASSESS
    unsettled = open_now & (measures.missed == UNKNOWN)
    gaps = {
        "granted_year": open_now & parcels["granted_year"].isna().to_numpy(),
        "agreement": unsettled & parcels["agreement"].isna().to_numpy(),
    }
    gaps |= {name: unsettled & mask for name, mask in measures.gaps.items()}
    gaps["rectified"] = (status == "rectification_due") & parcels["rectified"].isna().to_numpy()
    return gaps


RULE = ListRule("agreement_performance", "parcels", "履约监管名单", "Performance of agreements", judge)
