"""Candidates of pilot renewal (“工改工”试点): large enough in one piece, under agreement, and meeting the minimums of pilots.

增城征求意见稿 二（五）13: contiguous land of 50 亩 or more and a signed input–output agreement make a pilot; 二（六）17: plot
ratio 2.0, tax per mu by class, investment and output 70 % of the guideline (产业用地指南). All figures are the scheme's.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.building import Findings, Mask, Vocabulary, listed
from assessment.lists.checks import Check, Checked, evaluate
from assessment.lists.listing import CANNOT_ASSESS, Listed, ListRule, Results
from assessment.lists.tables import chosen, numbers
from assessment.lists.words import DRAFT, Word
from assessment.policy.model import Policy
from assessment.rules.gates import holds
from assessment.rules.tax_minimum import minimums_that_may_apply
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth

TAX = Check(
    "tax", "亩均税收达到试点下限", "tax per mu of a pilot", "scheme_tax_per_mu", ">=", "minimum_tax_per_mu"
)
GATES = (
    Check(
        "contiguous",
        "连片50亩以上",
        "50 mu or more in one piece",
        "contiguous_mu",
        ">=",
        "pilot_contiguous_min",
    ),
    Check(
        "agreement",
        "已签投入产出监管协议",
        "input–output agreement signed",
        "supervision_agreement",
        "is",
        "pilot_agreement_required",
    ),
    Check("far", "容积率不低于2.0", "plot ratio of 2.0 or more", "scheme_far", ">=", "minimum_far"),
    Check(
        "investment",
        "亩均投资不低于指南的70%",
        "investment of 70 % of the guideline or more",
        "scheme_investment_per_mu",
        ">=",
        "pilot_guideline_min",
        "guideline_investment_per_mu",
    ),
    Check(
        "output",
        "亩均产值不低于指南的70%",
        "output of 70 % of the guideline or more",
        "scheme_output_per_mu",
        ">=",
        "pilot_guideline_min",
        "guideline_output_per_mu",
    ),
)
CLASS_INPUTS = ("tax_class", "agreed_tax_per_mu")
VOCABULARY = Vocabulary(
    subject="parks",
    statuses=(
        Word("eligible", "符合试点条件", "eligible as a pilot"),
        Word("almost", "仅一项未达到或未知", "one gate is open or unknown"),
        Word("not_eligible", "不符合试点条件", "not eligible as a pilot"),
    ),
    reasons=(
        *(Word(f"fails_{gate.code}", f"未达到：{gate.zh}", f"fails: {gate.en}") for gate in (*GATES, TAX)),
        *(Word(f"unknown_{gate.code}", f"未知：{gate.zh}", f"unknown: {gate.en}") for gate in (*GATES, TAX)),
        Word("pilot_already", "已是试点项目", "a pilot already", source=""),
    ),
    effects=(
        Word("pilot", "直接纳入“工改工”试点项目", "becomes a pilot of industrial renewal", "二（五）13"),
        Word(
            "extra_floor_area",
            "增加的建筑面积不再补缴土地出让价款",
            "no land price for added floor area",
            "三（一）1",
        ),
        Word("split_transfer", "国有用地厂房可分割转让", "factories on state land may be split", "三（一）2"),
        Word("investment_reward", "改造主体投资奖励", "reward for the investment", "三（二）5"),
        Word("village_support", "村级工业园专项支持", "support for village industrial parks", "三（二）8"),
    ),
    inputs=(
        "contiguous_mu",
        "supervision_agreement",
        "tax_class",
        "agreed_tax_per_mu",
        "guideline_investment_per_mu",
        "guideline_output_per_mu",
        "pilot",
    ),
    checks=(*GATES, TAX),
    parameters=(),
    basis=DRAFT,
)


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """Statuses eligible (all gates), almost (all but one) and not_eligible (a gate fails); with two or more unknown and
    none failed nothing can be said."""
    parks = frame.parks
    gates = [*(evaluate(gate, parks, policy) for gate in _asked(policy)), _tax(parks, policy)]
    met = np.stack([gate.met for gate in gates])
    failed, unknown = (met == NO).sum(axis=0), (met == UNKNOWN).sum(axis=0)
    status = chosen(
        [failed + unknown == 0, failed + unknown == 1, failed > 0],
        ["eligible", "almost", "not_eligible"],
        CANNOT_ASSESS,
    )
    on = status != CANNOT_ASSESS
    pilot = parks["pilot"].fillna(False).to_numpy(dtype=np.bool_)
    return listed(
        parks,
        VOCABULARY,
        Findings(
            status=status,
            reasons={
                **{f"fails_{gate.check.code}": gate.met == NO for gate in gates},
                **{f"unknown_{gate.check.code}": gate.met == UNKNOWN for gate in gates},
                "pilot_already": on & pilot,
            },
            effects=dict.fromkeys([word.code for word in VOCABULARY.effects], status == "eligible"),
            checks=_all_checks(gates, len(parks)),
            missing=_missing(parks, gates),
        ),
        policy,
    )


def _asked(policy: Policy) -> list[Check]:
    return [gate for gate in GATES if gate.operator != "is" or policy.flag(gate.parameter)]


def _tax(parks: pd.DataFrame, policy: Policy) -> Checked:
    """Every candidate would be a pilot. Under the least minimum that may apply is a no, at the greatest a yes."""
    values = numbers(parks, TAX.column)
    would_be = parks.assign(pilot=pd.array([True] * len(parks), dtype="boolean"))
    least, most = minimums_that_may_apply(would_be, policy)
    met = np.where(
        holds(values, ">=", most) == YES, YES, np.where(holds(values, ">=", least) == NO, NO, UNKNOWN)
    )
    return Checked(TAX, values, np.where(least == most, least, np.nan), met.astype(np.int8))


def _all_checks(gates: list[Checked], count: int) -> list[Checked]:
    """In the legend's order; a gate that the policy does not ask for is open to everybody."""
    asked = {gate.check.code: gate for gate in gates}
    nothing = np.full(count, np.nan)
    free: Truth = np.full(count, YES, dtype=np.int8)
    return [asked.get(check.code, Checked(check, nothing, nothing, free)) for check in VOCABULARY.checks]


def _missing(parks: pd.DataFrame, gates: list[Checked]) -> dict[str, Mask]:
    missing: dict[str, Mask] = {}
    for gate in gates:
        for column in filter(None, (gate.check.column, gate.check.times)):
            missing[column] = (gate.met == UNKNOWN) & parks[column].isna().to_numpy()
    tax = gates[-1]
    between = (tax.met == UNKNOWN) & ~np.isnan(tax.values)
    return missing | {name: between & _unknown(parks, name) for name in CLASS_INPUTS}


def _unknown(parks: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
    return np.asarray(parks[column].isna())


RULE = ListRule("pilot_candidates", "parks", "试点候选名单", "Pilot candidates", judge)
