"""Parks (园区): land, economy, location, feasibility and safety; what they are, what they lack, what is planned."""

from __future__ import annotations

from assessment.columns.column import DISTRICT, Column, amount, flag, share, word
from assessment.columns.efficiency import EFFICIENCY
from assessment.columns.needs import NEEDS
from assessment.columns.scheme import SCHEME
from assessment.columns.situation import SITUATION

TAX_CLASSES = ("core", "one_zone_many_parks", "other_towns")

PARKS = (
    DISTRICT,
    Column("area_m2", "number", "m2", "用地面积", "land area", minimum=0.0, required=True),
    amount("far", "ratio", "容积率", "plot ratio (FAR)"),
    share("pre2000_lowrise_share", "2000年前或低层厂房占比", "pre-2000 or low-rise share"),
    amount("industrial_nearby_ha", "ha", "200米内工业用地", "industrial land within 200 m"),
    *EFFICIENCY,
    share("labor_intensive_share", "劳动密集型企业占比", "labor-intensive share"),
    share("vacancy_share", "空置率", "vacancy"),
    share("leading_industry_share", "主导产业占比", "leading-industry share"),
    amount("metro_distance_m", "m", "距地铁站", "distance to metro"),
    amount("centre_distance_km", "km", "距中心或重点平台", "distance to center or key platform"),
    share("in_block_share", "工业产业区块内占比", "share in industrial block"),
    share("planned_industrial_share", "规划工业用地占比", "share planned as industrial"),
    share("procedure_share", "已完善手续占比", "share with complete procedures"),
    amount("right_holder_count", "count", "权利人数量", "right holders"),
    share("consent_share", "改造意愿同意率", "consent to renewal"),
    amount("lease_years_left", "year", "剩余租期", "lease years left"),
    amount("sublease_tiers", "tier", "转租层级", "sublease tiers"),
    amount("hazards_per_ha", "per_ha", "消防与结构隐患密度", "fire and structural hazards per hectare"),
    amount("pollution_cases", "count", "环保案件", "pollution cases"),
    Column("unmet_needs", "number", "count", "未满足需求项", "unmet needs", minimum=0.0, maximum=9.0),
    flag("in_urban_village_plan", "纳入城中村改造计划", "in urban-village plan"),
    share("urban_village_overlap_share", "与城中村范围重叠占比", "overlap with urban village"),
    amount("planned_gfa_m2", "m2", "规划总建筑面积", "planned gross floor area"),
    amount("target_far", "ratio", "规划容积率", "target plot ratio"),
    flag("core_location", "核心区位", "core location"),
    flag("on_platform", "位于重点功能平台", "on key platform"),
    flag("structurally_sound", "建筑结构安全", "structurally sound"),
    word("tax_class", TAX_CLASSES, "开发区区位（核心区、一区多园、其他镇街）", "development-zone class"),
    flag("pilot", "“工改工”试点项目", "pilot project"),
    amount(
        "agreed_tax_per_mu", "wan_yuan_per_mu", "协议或专项政策约定的亩均税收", "tax per mu set by agreement"
    ),
    share("imputed_share", "推算数据占比", "imputed share"),
    *SITUATION,
    *NEEDS,
    *SCHEME,
)
