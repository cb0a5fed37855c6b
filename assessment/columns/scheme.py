"""The renewal scheme of a park (改造方案): what is planned, for vertical factories (工业上楼) and pilots (试点)."""

from __future__ import annotations

from assessment.columns.column import amount, flag, share, word

PATHS = (
    "urban_renewal",
    "capacity_raise",
    "new_supply_listing",
    "new_supply_agreement",
    "land_preparation",
)
"""城市更新, 产业提容, 新供应（挂牌）, 新供应（协议）, 土地整备."""

SCHEME = (
    word("scheme_path", PATHS, "工业上楼实施路径", "path of the vertical factory"),
    amount(
        "scheme_irr", "fraction", "项目内部收益率（融资前）", "project IRR before financing", minimum=-1.0
    ),
    share("scheme_self_hold_share", "自持比例", "share held by the developer"),
    amount("scheme_rent", "yuan_per_m2_month", "加权平均租金", "mean rent, weighted by floor area"),
    amount("scheme_rent_growth", "fraction", "租金年涨幅", "rent growth per year", minimum=-1.0),
    share("scheme_dormitory_share", "配套宿舍占厂房建筑面积", "dormitories to planned factory floor area"),
    amount("scheme_far", "ratio", "方案容积率", "plot ratio of the scheme"),
    amount("scheme_term_years", "year", "土地使用年期", "land-use term"),
    amount("scheme_factory_gfa_m2", "m2", "规划厂房建筑面积", "planned factory floor area"),
    share("scheme_factory_share", "厂房占规划建筑面积", "factories to planned floor area"),
    amount("existing_factory_gfa_m2", "m2", "现状厂房建筑面积", "existing factory floor area"),
    share("scheme_housing_share", "住宅占规划建筑面积", "housing to planned floor area"),
    flag("scheme_schools_provided", "按标准配建学校", "schools to standard"),
    amount("scheme_handover_ha", "ha", "移交政府用地", "land handed to government"),
    flag("scheme_listed_industry", "属“20+8”产业", "industry within 20+8"),
    flag("suits_light_load", "荷载轻", "light load"),
    flag("suits_small_volume", "体积小", "small volume"),
    flag("suits_advanced_process", "工艺先进", "advanced process"),
    flag("suits_low_pollution", "低能耗低污染", "low energy and pollution"),
    flag("suits_rd_coupling", "研发生产耦合", "R&D coupled with production"),
    flag("land_scarce", "所在区域土地稀缺", "land is scarce in the region"),
    flag("supervision_agreement", "已签投入产出监管协议", "input–output agreement signed"),
    amount("contiguous_mu", "mu", "连片面积", "contiguous area"),
    amount("scheme_investment_per_mu", "wan_yuan_per_mu", "方案亩均投资", "planned investment per mu"),
    amount("scheme_output_per_mu", "wan_yuan_per_mu", "方案亩均产值", "planned output per mu"),
    amount("scheme_tax_per_mu", "wan_yuan_per_mu", "方案亩均税收", "planned tax per mu"),
    amount("guideline_output_per_mu", "wan_yuan_per_mu", "产业用地指南亩均产值", "guideline output per mu"),
    amount(
        "guideline_investment_per_mu",
        "wan_yuan_per_mu",
        "产业用地指南亩均投资",
        "guideline investment per mu",
    ),
)
