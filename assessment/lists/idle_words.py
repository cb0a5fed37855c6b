"""What the list of idle land (闲置) can say, and what it compares."""

from __future__ import annotations

from assessment.lists.building import Vocabulary
from assessment.lists.checks import Check
from assessment.lists.words import Word

MEASURES = "idle-land-measures"
PAID, FEE, RECOVER = "paid_recovery", "idle_fee", "may_recover"
FROZEN = ("no_new_land", "no_transfer", "no_lease", "no_mortgage")

CHECKS = (
    Check(
        "unstarted_years",
        "超过约定时间未动工满1年",
        "not started a year past the agreed day",
        "idle_years",
        ">=",
        "idle_unstarted_years_min",
    ),
    Check(
        "little_started",
        "动工面积不足三分之一",
        "less than a third of the area started",
        "started_share",
        "<",
        "idle_started_share_min",
    ),
    Check(
        "little_invested",
        "投资额不足25%",
        "less than 25 % invested",
        "invested_share",
        "<",
        "idle_invested_share_min",
    ),
    Check(
        "stopped_years",
        "中止开发满1年",
        "work stopped for a year",
        "stopped_years",
        ">=",
        "idle_stopped_years_min",
    ),
)
VOCABULARY = Vocabulary(
    subject="parcels",
    statuses=(
        Word("government_caused", "政府原因闲置", "idle, caused by the government"),
        Word("fee_due", "企业原因闲置，满1年", "idle by the enterprise, a year or more"),
        Word("recoverable", "企业原因闲置，满2年", "idle by the enterprise, two years or more"),
        Word(
            "stopped", "企业原因停建，处置方式待定", "work stopped by the enterprise, treatment to be decided"
        ),
        Word("cause_unknown", "闲置，原因方待认定", "idle, cause to be established"),
    ),
    reasons=(
        Word("not_started", "未动工开发满1年", "not started for a year", "第二条第一款", MEASURES),
        Word(
            "little_built",
            "已动工，面积不足三分之一或投资不足25%，中止开发满1年",
            "started, under a third built or under 25 % invested, stopped for a year",
            "第二条第二款",
            MEASURES,
        ),
        Word("hoarding", "恶意囤地、炒地", "hoarding of land", "二（二）5"),
    ),
    effects=(
        Word(
            PAID,
            "协议有偿收回，补偿不低于取得成本，综合考虑合理的直接损失，参考市场价格协商",
            "recovery against payment by agreement, not below the cost of acquisition, with regard to direct losses and the market price",
            "二（二）5",
        ),
        Word(
            FEE,
            "按土地出让或划拨价款的20%核收土地闲置费",
            "idle-land fee of 20 % of the land price",
            "第十四条（一）",
            MEASURES,
        ),
        Word(
            RECOVER, "可依法收回土地使用权", "the land-use right may be recovered", "第十四条（二）", MEASURES
        ),
        Word("no_new_land", "处理完毕前不受理新的用地申请", "no new land until settled", "二（二）5"),
        Word("no_transfer", "处理完毕前不得转让和变更登记", "no transfer until settled", "二（二）5"),
        Word("no_lease", "处理完毕前不得出租", "no lease until settled", "二（二）5"),
        Word("no_mortgage", "处理完毕前不得抵押", "no mortgage until settled", "二（二）5"),
    ),
    inputs=(
        "tenure",
        "idle_cause",
        "construction_started",
        "hoarding",
        "land_price_wan_yuan",
        "direct_loss_wan_yuan",
    ),
    checks=CHECKS,
    parameters=("idle_fee_years_min", "idle_recovery_years_min", "idle_fee_share", "idle_stopped_counts"),
    basis=MEASURES,
)
