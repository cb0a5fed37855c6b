"""What a park is and how it stands (园区属性与现状): definition, phase, renewal type, diagnosis and deciders of a mode."""

from __future__ import annotations

from assessment.columns.column import amount, flag, share, word

DEFINITION = (
    word(
        "ownership", ("collective", "state_held_by_village", "state"), "土地所有权与使用权", "land ownership"
    ),
    word("main_use", ("industrial", "logistics", "other"), "现状主要用途", "main use"),
    flag("historic_industrial_use", "历史上用于工业或仓储", "once used for industry or storage"),
    amount("renewal_start_year", "calendar_year", "改造启动年份", "year renewal started"),
    word(
        "renewal_use",
        ("industrial", "new_industry", "creative", "other"),
        "改造后用途（工业、新型产业、创意、其他）",
        "use after renewal",
    ),
    word("renewal_status", ("none", "under_way", "done"), "改造进展", "progress of renewal"),
)

DECIDERS = (
    flag("rebuild_blocked", "短期内难以重建（规划、用地或意愿）", "rebuilding blocked in the short term"),
    flag("industry_chain", "已有产业链基础", "existing industry chain"),
    flag("skilled_operator", "有成熟运营商或P+EPC+O", "skilled operator or P+EPC+O"),
    word(
        "land_route",
        ("transfer", "to_state", "consolidation", "none"),
        "用地路径（流转、转国有、土地整理）",
        "land route",
    ),
    flag("mixed_with_old_village", "与旧村居混杂", "entangled with the old village"),
    flag("mixed_tenure", "权属混杂", "mixed tenure"),
    flag("housing_needed", "需平衡居住", "housing needed"),
)

DIAGNOSIS = (
    amount("assembly_cost_per_mu", "wan_yuan_per_mu", "土地整备成本", "cost of land assembly per mu"),
    amount(
        "industrial_land_price_per_mu", "wan_yuan_per_mu", "当地工业地价", "local price of industrial land"
    ),
    flag("rent_only", "集体权属只能出租，不能抵押或销售", "may only be let, neither mortgaged nor sold"),
    share("area_vacancy_share", "片区载体空置率", "vacancy of the area"),
    flag("relocation_plan", "清退前已有企业搬迁安置方案", "relocation plan before clearance"),
    flag("own_leasing", "自有招商渠道", "leasing channels of its own"),
    flag("fire_accepted", "已通过消防验收", "fire acceptance passed"),
    flag("permitted_rebuild", "改建已报批（非仅三资平台备案）", "rebuilding permitted, not only filed"),
)

JOBS_AND_HOUSING = (
    flag("onsite_housing", "改造范围内有居住配套", "housing on the site"),
    flag("cluster_housing", "产业片区内有居住配套", "housing in the industrial cluster"),
)

URBAN_VILLAGE = (
    flag("within_growth_boundary", "位于城镇开发边界内", "within the urban growth boundary"),
    word(
        "village_feasibility",
        ("feasible", "between", "infeasible"),
        "城中村拆除新建条件",
        "conditions for rebuilding the urban village",
    ),
    word(
        "village_land",
        ("all_state", "mostly_state", "unprocessed"),
        "城中村用地状况",
        "land of the urban village",
    ),
)

SITUATION = (*DEFINITION, *DECIDERS, *DIAGNOSIS, *JOBS_AND_HOUSING, *URBAN_VILLAGE)
