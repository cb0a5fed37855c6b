"""How a park stands (园区属性与现状): definition, renewal so far, deciders of a mode, diagnosis, housing, urban village."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import not_negative, one_of, share, year_between
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParkRecord, of_a_record


class RenewalUse(models.TextChoices):
    """改造后用途: 工改工, 工改新, 工改创 follow from it."""

    INDUSTRIAL = "industrial", "工业 industrial"
    NEW_INDUSTRY = "new_industry", "新型产业 new industry"
    CREATIVE = "creative", "创意 creative"
    OTHER = "other", "其他 other"


class RenewalStatus(models.TextChoices):
    NONE = "none", "未改造 none"
    UNDER_WAY = "under_way", "改造中 under way"
    DONE = "done", "已改造 done"


class LandRoute(models.TextChoices):
    """用地路径 of a comprehensive renovation."""

    TRANSFER = "transfer", "流转 transfer"
    TO_STATE = "to_state", "转国有 to state land"
    CONSOLIDATION = "consolidation", "土地整理 consolidation"
    NONE = "none", "无 none"


class VillageFeasibility(models.TextChoices):
    """城中村拆除新建条件."""

    FEASIBLE = "feasible", "具备 feasible"
    BETWEEN = "between", "介于两者之间 between"
    INFEASIBLE = "infeasible", "不具备 infeasible"


class VillageLand(models.TextChoices):
    """城中村用地状况."""

    ALL_STATE = "all_state", "全部国有 all state"
    MOSTLY_STATE = "mostly_state", "大部分国有 mostly state"
    UNPROCESSED = "unprocessed", "未办手续 unprocessed"


class TaxClass(models.TextChoices):
    """开发区区位 (增城征求意见稿 17): which minimum of tax per mu applies."""

    CORE = "core", "核心区 core"
    ONE_ZONE_MANY_PARKS = "one_zone_many_parks", "一区多园 one zone, many parks"
    OTHER_TOWNS = "other_towns", "其他镇街 other towns"


@tracked()
class ParkSituation(ParkRecord):
    """园区属性与现状. What the park itself says, ownership and main use, stays there and is not repeated here."""

    historic_industrial_use = models.BooleanField(null=True, blank=True)
    renewal_start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    renewal_use = models.CharField(max_length=12, choices=RenewalUse, null=True, blank=True)
    renewal_status = models.CharField(max_length=9, choices=RenewalStatus, null=True, blank=True)
    rebuild_blocked = models.BooleanField(null=True, blank=True)
    industry_chain = models.BooleanField(null=True, blank=True)
    skilled_operator = models.BooleanField(null=True, blank=True)
    land_route = models.CharField(max_length=13, choices=LandRoute, null=True, blank=True)
    mixed_with_old_village = models.BooleanField(null=True, blank=True)
    housing_needed = models.BooleanField(null=True, blank=True)
    assembly_cost_yuan_per_mu = models.FloatField(null=True, blank=True)
    industrial_land_price_yuan_per_mu = models.FloatField(null=True, blank=True)
    rent_only = models.BooleanField(null=True, blank=True)
    area_vacancy_share = models.FloatField(null=True, blank=True)
    relocation_plan = models.BooleanField(null=True, blank=True)
    own_leasing = models.BooleanField(null=True, blank=True)
    fire_accepted = models.BooleanField(null=True, blank=True)
    permitted_rebuild = models.BooleanField(null=True, blank=True)
    onsite_housing = models.BooleanField(null=True, blank=True)
    cluster_housing = models.BooleanField(null=True, blank=True)
    within_growth_boundary = models.BooleanField(null=True, blank=True)
    village_feasibility = models.CharField(max_length=10, choices=VillageFeasibility, null=True, blank=True)
    village_land = models.CharField(max_length=12, choices=VillageLand, null=True, blank=True)
    tax_class = models.CharField(max_length=19, choices=TaxClass, null=True, blank=True)

    class Meta:
        constraints = [
            *of_a_record("situation", "park"),
            one_of("situation", "renewal_use", RenewalUse.values),
            one_of("situation", "renewal_status", RenewalStatus.values),
            one_of("situation", "land_route", LandRoute.values),
            one_of("situation", "village_feasibility", VillageFeasibility.values),
            one_of("situation", "village_land", VillageLand.values),
            one_of("situation", "tax_class", TaxClass.values),
            *share("situation", "area_vacancy_share"),
            *not_negative("situation", "assembly_cost_yuan_per_mu", "industrial_land_price_yuan_per_mu"),
            year_between("situation", "renewal_start_year", 1978),
        ]
