"""What the list of performance (履约) can say, and what it compares."""

from __future__ import annotations

from assessment.lists.building import Vocabulary
from assessment.lists.checks import Check
from assessment.lists.words import DRAFT, Word

SINCE = Check(
    "granted_since",
    "2007年以来供地",
    "granted since 2007",
    "granted_year",
    ">=",
    "performance_since_year",
)
MEASURE_CHECKS = (
    Check("output", "亩均产值低于下限", "output per mu under the limit", "output_per_mu", "<"),
    Check("tax", "亩均税收低于下限", "tax per mu under the limit", "tax_per_mu", "<"),
    Check("investment", "亩均投资低于下限", "investment per mu under the limit", "investment_per_mu", "<"),
)
VOCABULARY = Vocabulary(
    subject="parcels",
    statuses=(
        Word("rectification_due", "未达约定，须整改", "target missed, rectification due"),
        Word("rectified", "未达约定，已按期整改", "target missed, rectified in time"),
        Word(
            "termination_decision",
            "逾期未整改，有协议约定：报区政府决议",
            "not rectified, under an agreement: the district government decides",
        ),
        Word(
            "to_inefficient_list",
            "逾期未整改，无协议约定：纳入低效用地",
            "not rectified, no agreement: goes to the inefficient list",
        ),
    ),
    reasons=(
        Word("explicit_term", "有明确约定，未达到约定的80%", "explicit term, under 80 % of it", "二（四）10"),
        Word("expected_term", "有预期约定，未达到预期的50%", "expected term, under 50 % of it", "二（四）10"),
        Word(
            "under_guideline",
            "无约定，近三年土地产出率均值低于指南指标值",
            "no term, mean of three years under the guideline",
            "二（四）10",
        ),
        Word("worst_output", "差距最大的是产值", "furthest off: output", source=""),
        Word("worst_tax", "差距最大的是税收", "furthest off: tax", source=""),
        Word("worst_investment", "差距最大的是投资", "furthest off: investment", source=""),
        Word("relieved", "经批准调低当年要求", "target lowered by approved relief", "二（四）11"),
    ),
    effects=(
        Word(
            "rectify",
            "提出明确的整改要求和处理意见，督促执行",
            "rectification demanded and supervised",
            "二（四）10",
        ),
        Word(
            "termination_without_compensation",
            "由区政府决议是否按约定解除出让合同，无偿收回土地使用权",
            "the district government decides whether to end the grant and recover the land without compensation",
            "二（四）11",
        ),
        Word(
            "inefficient_list",
            "纳入低效工业用地名单",
            "taken onto the list of inefficient land",
            "二（四）11",
        ),
    ),
    inputs=(
        "agreement",
        "relief_share",
        "rectified",
        "agreed_output_per_mu",
        "agreed_tax_per_mu",
        "agreed_investment_per_mu",
        "guideline_output_per_mu",
        "mean3_output_per_mu",
    ),
    checks=(SINCE, *MEASURE_CHECKS),
    parameters=(
        "performance_explicit_min",
        "performance_expected_min",
        "performance_guideline_all_measures",
    ),
    basis=DRAFT,
)
