"""Land efficiency (亩产效益) of parks, parcels and enterprises alike: the figures of the evaluation year."""

from __future__ import annotations

from assessment.columns.column import amount, flag, share

EFFICIENCY = (
    amount("output_per_mu", "wan_yuan_per_mu", "亩均产值", "output per mu"),
    amount("tax_per_mu", "wan_yuan_per_mu", "亩均税收", "tax per mu", minimum=None),
    amount("value_added_per_mu", "wan_yuan_per_mu", "亩均增加值", "value added per mu", minimum=None),
    amount("output_per_tce", "wan_yuan_per_tce", "单位能耗产值", "output per tonne of coal equivalent"),
    amount(
        "value_added_per_tce",
        "wan_yuan_per_tce",
        "单位能耗增加值",
        "value added per tonne of coal equivalent",
        minimum=None,
    ),
    amount(
        "value_added_per_emission",
        "wan_yuan_per_emission",
        "单位排放增加值",
        "value added per pollution equivalent",
        minimum=None,
    ),
    amount(
        "labor_productivity",
        "wan_yuan_per_person",
        "全员劳动生产率",
        "value added per employee",
        minimum=None,
    ),
    amount("tax_per_kwh", "yuan_per_kwh", "单位电耗税收", "tax per kWh", minimum=None),
    share("rd_share", "研发支出占比", "R&D share of output"),
    amount("upgrade_per_mu", "wan_yuan_per_mu", "亩均技改投资", "technical upgrading investment per mu"),
    amount("recognitions", "count", "各级各类认定", "recognitions"),
    flag("uploaded", "已主动上传数据", "data uploaded"),
    flag("falsified", "数据弄虚作假", "data falsified"),
    flag("public_utility", "公用事业（不宜评价）", "public utility (unsuitable to grade)"),
    amount("operating_years", "year", "投产年数", "years in operation"),
    amount("bonus_points", "points", "加分", "bonus points"),
    amount("penalty_points", "points", "减分", "penalty points"),
)
