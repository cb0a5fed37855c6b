"""Candidates of the watch list (重点关注项目名单) among land granted since 2007: five signs, each to be confirmed by hand.

增城征求意见稿 二（四）9 names the signs and no thresholds: never performed, no production, intensity not reached, low
self-use, low output. The thresholds are assumptions of the policy; a sign makes a candidate, never an entry by itself.
"""

from __future__ import annotations

from assessment.frame import Frame
from assessment.lists.building import Findings, Vocabulary, listed
from assessment.lists.checks import Check, evaluate
from assessment.lists.listing import CANNOT_ASSESS, CLEAR, NOT_APPLICABLE, Listed, ListRule, Results
from assessment.lists.performance_words import SINCE
from assessment.lists.tables import chosen
from assessment.lists.words import DRAFT, Word
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, UNKNOWN, YES, all_of, any_of

SIGNS = (
    Check("never_performed", "长期未履行主体责任", "never performed", "ever_performed", "is_not"),
    Check("no_production", "未实际生产经营", "no production", "in_production", "is_not"),
    Check(
        "under_intensity",
        "未达到开发强度（以亩均投资衡量）",
        "intensity not reached (by investment per mu)",
        "investment_per_mu",
        "<",
        "watch_intensity_min",
        "guideline_investment_per_mu",
    ),
    Check("low_self_use", "自用率低", "low self-use", "self_use_share", "<", "watch_self_use_min"),
    Check(
        "low_output",
        "产出率低",
        "low output",
        "output_per_mu",
        "<",
        "watch_output_min",
        "guideline_output_per_mu",
    ),
)
EFFECTS = ("no_district_support", "control_transactions", "joint_supervision", "rectify")
VOCABULARY = Vocabulary(
    subject="parcels",
    statuses=(Word("candidate", "候选，待人工确认", "candidate, to be confirmed by hand"),),
    reasons=tuple(Word(sign.code, sign.zh, sign.en, "二（四）9") for sign in SIGNS),
    effects=(
        Word(
            "no_district_support",
            "确认列入后：不享受区级扶持政策",
            "once confirmed: no support by the district",
            "二（四）11",
        ),
        Word(
            "control_transactions",
            "确认列入后：严控股权变更、土地产权变更、厂房租赁",
            "once confirmed: changes of shares, title and leases strictly controlled",
            "二（四）11",
        ),
        Word(
            "joint_supervision",
            "确认列入后：安监、环保、消防、供电联合监管",
            "once confirmed: joint supervision of safety, environment, fire and power",
            "二（四）11",
        ),
        Word(
            "rectify",
            "确认列入后：提出明确的整改要求和处理意见",
            "once confirmed: rectification demanded",
            "二（四）10",
        ),
    ),
    inputs=("granted_year", "ever_performed", "in_production", "self_use_share"),
    checks=(SINCE, *SIGNS),
    parameters=(),
    basis=DRAFT,
)


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """One status, candidate; land granted before 2007 not applicable."""
    parcels = frame.parcels
    since = evaluate(SINCE, parcels, policy)
    signs = [evaluate(sign, parcels, policy) for sign in SIGNS]
    any_sign = any_of([sign.met for sign in signs])
    found = all_of([since.met, any_sign])
    status = chosen(
        [since.met == NO, found == NO, found == UNKNOWN], [NOT_APPLICABLE, CLEAR, CANNOT_ASSESS], "candidate"
    )
    on, open_now = status == "candidate", status == CANNOT_ASSESS
    missing = {SINCE.column: open_now & (since.met == UNKNOWN)}
    for sign, checked in zip(SIGNS, signs, strict=True):
        unsettled = open_now & (any_sign == UNKNOWN) & (checked.met == UNKNOWN)
        for column in filter(None, (sign.column, sign.times)):
            missing[column] = unsettled & parcels[column].isna().to_numpy()
    return listed(
        parcels,
        VOCABULARY,
        Findings(
            status=status,
            reasons={sign.check.code: on & (sign.met == YES) for sign in signs},
            effects=dict.fromkeys(EFFECTS, on),
            checks=[since, *signs],
            missing=missing,
        ),
        policy,
    )


RULE = ListRule("watch_list", "parcels", "重点关注项目候选名单", "Watch list candidates", judge)
