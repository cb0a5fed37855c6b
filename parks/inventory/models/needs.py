"""Needs of enterprises, talent and vitality (需求清单, 陈伟等 表2): nine items of a park, 3 × 3."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import one_of
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParkRecord, of_a_record

ITEMS = (
    "product_range",
    "business_platform",
    "incubation",
    "daily_services",
    "diverse_housing",
    "schools_health_culture",
    "commuting",
    "open_space",
    "green",
)


class NeedState(models.TextChoices):
    MET = "met", "已满足 met"
    BUILDING = "building", "在建或待建 building"
    PARTIAL = "partial", "部分满足 partial"
    NONE = "none", "无 none"


@tracked()
class ParkNeeds(ParkRecord):
    """企业需求: 产品体系多元, 企业服务平台, 孵化体系. 人才需求: 生活服务配套, 多元居住, 教育医疗文化. 活力需求: 通勤便捷,
    公共空间, 绿化景观."""

    product_range = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    business_platform = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    incubation = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    daily_services = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    diverse_housing = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    schools_health_culture = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    commuting = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    open_space = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)
    green = models.CharField(max_length=8, choices=NeedState, null=True, blank=True)

    class Meta:
        verbose_name_plural = "park needs"
        constraints = [
            *of_a_record("needs", "park"),
            *(one_of("needs", item, NeedState.values) for item in ITEMS),
        ]
