"""Renewal schemes (改造方案): what is planned for a park, for vertical factories (工业上楼) and pilots (试点)."""

from django.contrib.gis.db import models

from parks.inventory.codes import INDUSTRY_CODE, validate_industry_code
from parks.inventory.models.checks import at_least, matches, not_negative, one_of, share
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParkRecord, of_a_record


class SchemePath(models.TextChoices):
    """工业上楼实施路径."""

    URBAN_RENEWAL = "urban_renewal", "城市更新 urban renewal"
    CAPACITY_RAISE = "capacity_raise", "产业提容 capacity raise"
    NEW_SUPPLY_LISTING = "new_supply_listing", "新供应（挂牌） new supply by listing"
    NEW_SUPPLY_AGREEMENT = "new_supply_agreement", "新供应（协议） new supply by agreement"
    LAND_PREPARATION = "land_preparation", "土地整备 land preparation"


@tracked()
class RenewalScheme(ParkRecord):
    """改造方案: 试点, 约定税收, 产业 (GB/T 4754), 路径, 收益率, 自持, 租金, 宿舍, 容积率, 年期, 建筑面积, 适宜性, 连片面积."""

    pilot = models.BooleanField(null=True, blank=True)
    supervision_agreement = models.BooleanField(null=True, blank=True)
    agreed_tax_yuan_per_mu = models.FloatField(null=True, blank=True)
    industry = models.CharField(max_length=5, validators=[validate_industry_code], null=True, blank=True)
    contiguous_m2 = models.FloatField(null=True, blank=True)
    investment_yuan_per_mu = models.FloatField(null=True, blank=True)
    output_yuan_per_mu = models.FloatField(null=True, blank=True)
    tax_yuan_per_mu = models.FloatField(null=True, blank=True)
    path = models.CharField(max_length=20, choices=SchemePath, null=True, blank=True)
    irr = models.FloatField(null=True, blank=True)
    self_hold_share = models.FloatField(null=True, blank=True)
    rent_yuan_m2_month = models.FloatField(null=True, blank=True)
    rent_growth = models.FloatField(null=True, blank=True)
    dormitory_share = models.FloatField(null=True, blank=True)
    far = models.FloatField(null=True, blank=True)
    term_years = models.FloatField(null=True, blank=True)
    factory_gfa_m2 = models.FloatField(null=True, blank=True)
    factory_share = models.FloatField(null=True, blank=True)
    existing_factory_gfa_m2 = models.FloatField(null=True, blank=True)
    housing_share = models.FloatField(null=True, blank=True)
    schools_provided = models.BooleanField(null=True, blank=True)
    handover_m2 = models.FloatField(null=True, blank=True)
    listed_industry = models.BooleanField(null=True, blank=True)
    suits_light_load = models.BooleanField(null=True, blank=True)
    suits_small_volume = models.BooleanField(null=True, blank=True)
    suits_advanced_process = models.BooleanField(null=True, blank=True)
    suits_low_pollution = models.BooleanField(null=True, blank=True)
    suits_rd_coupling = models.BooleanField(null=True, blank=True)
    land_scarce = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            *of_a_record("scheme", "park"),
            matches("scheme", "industry", INDUSTRY_CODE),
            one_of("scheme", "path", SchemePath.values),
            *share("scheme", "self_hold_share", "dormitory_share", "factory_share", "housing_share"),
            *not_negative(
                "scheme",
                "agreed_tax_yuan_per_mu",
                "contiguous_m2",
                "investment_yuan_per_mu",
                "output_yuan_per_mu",
                "tax_yuan_per_mu",
                "rent_yuan_m2_month",
                "far",
                "term_years",
                "factory_gfa_m2",
                "existing_factory_gfa_m2",
                "handover_m2",
            ),
            at_least("scheme", "irr", -1),
            at_least("scheme", "rent_growth", -1),
        ]
