"""Idle industrial land (闲置工业用地): state land not started a year past the agreed day, or started, little built and stopped.

Sources: 闲置土地处置办法 第二条 (what is idle), 第十四条 (fee, recovery); 增城征求意见稿 二（二）5 (recovery against payment,
fee, recovery, freeze). State land only: collective land is none of the list's business. Fee and recovery are written for
land that was not started (未动工开发); whether they hold for land on which work stopped is a switch of the policy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.building import Findings, Mask, listed
from assessment.lists.checks import Checked, evaluate
from assessment.lists.idle_words import CHECKS, FEE, FROZEN, PAID, RECOVER, VOCABULARY
from assessment.lists.listing import CANNOT_ASSESS, CLEAR, NOT_APPLICABLE, Listed, ListRule, Results
from assessment.lists.tables import chosen, flag_of, numbers, word_of
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, all_of, any_of, negation


@dataclass(frozen=True)
class Idle:
    """The two kinds of idleness, whether the land is idle at all, and for how long (years, 0 where unknown)."""

    not_started: Truth
    little_built: Truth
    idle: Truth
    years: npt.NDArray[np.float64]


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """Statuses government_caused, fee_due, recoverable, stopped and cause_unknown; collective land not applicable."""
    parcels = frame.parcels
    checks = [evaluate(check, parcels, policy) for check in CHECKS]
    found = _idle(parcels, checks, policy)
    status = _status(parcels, found, policy)
    on = (found.idle == YES) & (status != NOT_APPLICABLE)
    enterprise = (status == "fee_due") | (status == "recoverable")
    hoarding = on & (flag_of(parcels["hoarding"]) == YES)
    effects = {
        PAID: status == "government_caused",
        FEE: enterprise,
        RECOVER: status == "recoverable",
        **dict.fromkeys(FROZEN, hoarding),
    }
    price = numbers(parcels, "land_price_wan_yuan")
    return listed(
        parcels,
        VOCABULARY,
        Findings(
            status=status,
            reasons={
                "not_started": on & (found.not_started == YES),
                "little_built": on & (found.little_built == YES),
                "hoarding": hoarding,
            },
            effects=effects,
            checks=checks,
            missing=_missing(parcels, found, status),
            amounts={
                PAID: price + numbers(parcels, "direct_loss_wan_yuan"),
                FEE: price * policy.number("idle_fee_share"),
            },
        ),
        policy,
    )


def _idle(parcels: pd.DataFrame, checks: list[Checked], policy: Policy) -> Idle:
    unstarted, area, invested, stopped = (checked.met for checked in checks)
    started = flag_of(parcels["construction_started"])
    not_started = all_of([negation(started), unstarted])
    little_built = all_of([started, any_of([area, invested]), stopped])
    state = word_of(parcels["tenure"], "state")
    state[(parcels["tenure"] == "undetermined").to_numpy(dtype=np.bool_)] = UNKNOWN
    years = np.where(not_started == YES, numbers(parcels, "idle_years"), 0.0)
    if policy.flag("idle_stopped_counts"):
        years = np.where(little_built == YES, numbers(parcels, "stopped_years"), years)
    return Idle(not_started, little_built, all_of([state, any_of([not_started, little_built])]), years)


def _status(parcels: pd.DataFrame, found: Idle, policy: Policy) -> npt.NDArray[np.object_]:
    collective = (parcels["tenure"] == "collective").to_numpy(dtype=np.bool_)
    government = word_of(parcels["idle_cause"], "government")
    due = np.round(found.years - policy.number("idle_fee_years_min"), 9) >= 0
    late = np.round(found.years - policy.number("idle_recovery_years_min"), 9) >= 0
    return chosen(
        [
            collective,
            found.idle == NO,
            found.idle == UNKNOWN,
            government == YES,
            government == UNKNOWN,
            late,
            due,
        ],
        [
            NOT_APPLICABLE,
            CLEAR,
            CANNOT_ASSESS,
            "government_caused",
            "cause_unknown",
            "recoverable",
            "fee_due",
        ],
        "stopped",
    )


def _missing(parcels: pd.DataFrame, found: Idle, status: npt.NDArray[np.object_]) -> dict[str, Mask]:
    """Inputs that would decide: those of either kind of idleness that is open, then the tenure, then the cause."""
    unknown = {name: parcels[name].isna().to_numpy() for name in (*VOCABULARY.inputs, *_columns())}
    open_idle = status == CANNOT_ASSESS
    first, second = open_idle & (found.not_started == UNKNOWN), open_idle & (found.little_built == UNKNOWN)
    priced = (status == "fee_due") | (status == "recoverable") | (status == "government_caused")
    undetermined = (parcels["tenure"] == "undetermined").to_numpy(dtype=np.bool_)
    asked = {
        "tenure": open_idle,
        "construction_started": first | second,
        "idle_years": first,
        "started_share": second,
        "invested_share": second,
        "stopped_years": second,
        "idle_cause": status == "cause_unknown",
        "land_price_wan_yuan": priced,
        "direct_loss_wan_yuan": status == "government_caused",
    }
    unknown["tenure"] = unknown["tenure"] | undetermined
    return {name: mask & unknown[name] for name, mask in asked.items()}


def _columns() -> list[str]:
    return [check.column for check in CHECKS]


RULE = ListRule("idle_land", "parcels", "闲置工业用地名单", "Idle industrial land", judge)
