"""Parcels (宗地): land efficiency, agreements (监管协议), idle land (闲置) and the inefficient list (低效用地)."""

from __future__ import annotations

from assessment.columns.column import DISTRICT, Column, amount, flag, share, word
from assessment.columns.efficiency import EFFICIENCY

PLACE = (
    Column("park_id", "reference", "id", "所属园区", "park", required=True),
    DISTRICT,
    amount("land_mu", "mu", "用地面积", "land area"),
)

LAND = (
    Column("town_code", "code", "code", "镇街代码", "town code"),
    word("tenure", ("state", "collective", "undetermined"), "土地权属", "land tenure"),
    flag("in_block", "位于工业产业区块内", "in industrial block"),
    amount("granted_year", "calendar_year", "供地年份", "year of grant"),
)

AGREEMENT = (
    word("agreement", ("explicit", "expected", "none"), "产出约定（明确、预期、无）", "agreed output"),
    amount("agreed_output_per_mu", "wan_yuan_per_mu", "约定亩均产值", "agreed output per mu"),
    amount("agreed_tax_per_mu", "wan_yuan_per_mu", "约定亩均税收", "agreed tax per mu"),
    amount("agreed_investment_per_mu", "wan_yuan_per_mu", "约定亩均投资", "agreed investment per mu"),
    amount("investment_per_mu", "wan_yuan_per_mu", "实际亩均投资", "investment per mu"),
    share("relief_share", "经批准调低后的约定比例", "share of the target left after approved relief"),
    flag("rectified", "已按期整改", "rectified in time"),
    amount(
        "mean3_output_per_mu", "wan_yuan_per_mu", "近三年平均亩均产值", "output per mu, mean of three years"
    ),
    amount(
        "mean3_tax_per_mu",
        "wan_yuan_per_mu",
        "近三年平均亩均税收",
        "tax per mu, mean of three years",
        minimum=None,
    ),
    amount("guideline_output_per_mu", "wan_yuan_per_mu", "产业用地指南亩均产值", "guideline output per mu"),
    amount("guideline_tax_per_mu", "wan_yuan_per_mu", "产业用地指南亩均税收", "guideline tax per mu"),
    amount(
        "guideline_investment_per_mu",
        "wan_yuan_per_mu",
        "产业用地指南亩均投资",
        "guideline investment per mu",
    ),
    flag("ever_performed", "曾经履约", "performed at some time"),
    flag("in_production", "正在生产", "in production"),
    share("self_use_share", "自用比例", "share used by the holder"),
)

IDLE = (
    word("idle_cause", ("government", "enterprise"), "闲置原因方", "cause of idleness"),
    amount("idle_years", "year", "逾期未动工年数", "years past the agreed start"),
    flag("construction_started", "已动工", "construction started"),
    share("started_share", "已动工面积占比", "share of the area started"),
    share("invested_share", "已投资占比", "share of the investment made"),
    amount("stopped_years", "year", "停建年数", "years since work stopped"),
    flag("hoarding", "囤地炒地", "hoarding"),
    amount("land_price_wan_yuan", "wan_yuan", "土地出让或划拨价款", "land price"),
    amount("direct_loss_wan_yuan", "wan_yuan", "合理的直接损失", "direct losses"),
)

INEFFICIENT = (
    flag("government_designated", "区政府认定低效", "designated inefficient by the district government"),
    word(
        "exemption",
        ("strategic_project", "chain_leader", "penalty_paid", "government_confirmed", "none"),
        "豁免事由",
        "ground of exemption",
    ),
    flag("exemption_documented", "豁免有文件及审核人", "exemption has document and reviewer"),
    flag("illegal_use", "违法用地或违法使用", "illegal use"),
    word(
        "exit",
        ("buy_back", "industrial_renewal", "joint_development", "none"),
        "退出方式（收回、工改工、合作开发）",
        "exit",
    ),
)

PARCELS = (*PLACE, *EFFICIENCY, *LAND, *AGREEMENT, *IDLE, *INEFFICIENT)
