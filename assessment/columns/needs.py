"""Needs of enterprises, talent and vitality (需求清单, 陈伟等 表2): nine items of a park, 3 × 3."""

from __future__ import annotations

from assessment.columns.column import word

STATES = ("met", "building", "partial", "none")
"""√ 已满足, 在建或待建, 部分满足（完善中）, 无."""

NEEDS = (
    word("need_product_range", STATES, "产品体系多元", "range of premises"),
    word("need_business_platform", STATES, "企业服务平台", "business-service platform"),
    word("need_incubation", STATES, "孵化体系", "incubation"),
    word("need_daily_services", STATES, "生活服务配套", "daily services"),
    word("need_diverse_housing", STATES, "多元居住", "diverse housing"),
    word("need_schools_health_culture", STATES, "教育医疗文化", "schools, health, culture"),
    word("need_commuting", STATES, "通勤便捷", "commuting"),
    word("need_open_space", STATES, "公共空间", "open space"),
    word("need_green", STATES, "绿化景观", "green space"),
)
