"""What the list of inefficient land (低效用地) can say."""

from __future__ import annotations

from assessment.lists.building import Vocabulary
from assessment.lists.words import DRAFT, Word

GROUNDS = ("strategic_project", "chain_leader", "penalty_paid", "government_confirmed")
EXITS = ("buy_back", "industrial_renewal", "joint_development")
ALWAYS = (
    "publish",
    "notify_banks",
    "credit_platform",
    "no_subsidies",
    "differential_prices",
    "joint_enforcement",
    "first_for_peak_shaving",
)
ILLEGAL = ("correct_use", "no_transfer", "no_mortgage")

VOCABULARY = Vocabulary(
    subject="parcels",
    statuses=(
        Word("listed", "列入低效用地名单", "on the list of inefficient land"),
        Word(
            "exemption_undocumented",
            "列入；主张豁免但无文件或审核人",
            "on the list; exemption claimed without document or reviewer",
        ),
        Word("exempt", "有据豁免，不列入", "exempt with document and reviewer"),
    ),
    reasons=(
        Word("grade_d", "亩产效益综合评价列入D档", "grade D of the land-efficiency evaluation", "二（三）6"),
        Word("government_designated", "经区政府认定", "designated by the district government", "二（三）6"),
        Word(
            "not_rectified",
            "履约未达标，逾期未整改且无协议约定",
            "performance missed, not rectified, no agreement",
            "二（四）11",
        ),
        Word("illegal_use", "违法违规改变用途或违法建设", "illegal change of use or building", "二（三）7"),
        Word(
            "strategic_project",
            "承担国家和省市区重大战略的项目",
            "project of national, provincial or city strategy",
            "二（三）6",
        ),
        Word("chain_leader", "链主企业、龙头企业", "chain leader or leading enterprise", "二（三）6"),
        Word("penalty_paid", "已缴纳税收差额或违约金", "tax shortfall or penalty paid", "二（三）6"),
        Word(
            "government_confirmed",
            "经区政府确认可不列入",
            "confirmed by the district government",
            "二（三）6",
        ),
        Word("buy_back", "退出：协商按原用途收回", "exit: bought back at the original use", "二（三）8"),
        Word("industrial_renewal", "退出：实施“工改工”", "exit: industrial renewal", "二（三）8"),
        Word(
            "joint_development",
            "退出：与区属国企或社会资本合作开发",
            "exit: joint development",
            "二（三）8",
        ),
    ),
    effects=(
        Word("publish", "每年对外公布名单", "published every year", "二（三）7"),
        Word("notify_banks", "定向发给金融机构", "sent to financial institutions", "二（三）7"),
        Word(
            "credit_platform", "在公共信用平台特别提示", "marked on the public credit platform", "二（三）7"
        ),
        Word("no_subsidies", "不享受技改、财税、金融扶持", "no subsidies", "二（三）7"),
        Word(
            "differential_prices",
            "用水、用电、用能价格差别化，安监、环保差别化",
            "differential prices of water and energy, closer supervision",
            "二（三）7",
        ),
        Word(
            "joint_enforcement",
            "对涉及的违法违规行为联合执法",
            "joint enforcement against violations",
            "二（三）7",
        ),
        Word(
            "first_for_peak_shaving", "错峰用电首要对象", "first for peak-shaving of electricity", "二（三）7"
        ),
        Word(
            "correct_use",
            "责令限期改正，恢复工业用途",
            "ordered to restore the industrial use",
            "二（三）7",
        ),
        Word("no_transfer", "整改期间不得转让", "no transfer while rectifying", "二（三）7"),
        Word("no_mortgage", "整改期间不得抵押", "no mortgage while rectifying", "二（三）7"),
    ),
    inputs=("government_designated", "exemption", "exemption_documented", "illegal_use", "exit", "land_mu"),
    checks=(),
    parameters=("grade_d_share",),
    basis=DRAFT,
)
