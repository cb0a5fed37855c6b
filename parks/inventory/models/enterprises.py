"""Enterprises (企业) and where they sit: tenancies (租赁, 使用)."""

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators

from parks.inventory.codes import INDUSTRY_CODE, USCC, validate_industry_code, validate_uscc
from parks.inventory.models.checks import matches, not_empty, not_negative, one_of, year_between
from parks.inventory.models.history import tracked
from parks.inventory.models.parcels import Parcel
from parks.inventory.querysets import EnterpriseQuerySet, TenancyQuerySet


class Holding(models.TextChoices):
    OWNER = "owner", "自有 owner"
    TENANT = "tenant", "承租 tenant"
    SUBTENANT = "subtenant", "转租 subtenant"


@tracked()
class Enterprise(models.Model):
    """An enterprise, keyed by 统一社会信用代码; `industry` is a GB/T 4754 code, `operating_since` the year of 投产, and a
    public utility (公用事业) is unsuitable to grade."""

    uscc = models.CharField(max_length=18, unique=True, validators=[validate_uscc])
    name = models.CharField(max_length=120)
    industry = models.CharField(max_length=5, validators=[validate_industry_code])
    above_scale = models.BooleanField(default=False)
    leading_industry = models.BooleanField(default=False)
    operating_since = models.PositiveSmallIntegerField(null=True, blank=True)
    public_utility = models.BooleanField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        ordering = ["uscc"]
        constraints = [
            matches("enterprise", "uscc", USCC),
            matches("enterprise", "industry", INDUSTRY_CODE),
            year_between("enterprise", "operating_since", 1900),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.uscc}"


@tracked()
class Tenancy(models.Model):
    """An enterprise uses part of a parcel over a period; a second lease of the same starts after the first ends."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="tenancies")
    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="tenancies")
    holding = models.CharField(max_length=9, choices=Holding)
    land_area_m2 = models.FloatField()
    floor_area_m2 = models.FloatField(null=True, blank=True)
    rent_yuan_m2_month = models.FloatField(null=True, blank=True)
    valid = DateRangeField()

    objects = TenancyQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("tenancy", "holding", Holding.values),
            not_empty("tenancy", "valid"),
            *not_negative("tenancy", "land_area_m2", "floor_area_m2", "rent_yuan_m2_month"),
            ExclusionConstraint(
                name="tenancy_once_at_a_time",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    ("parcel", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} on {self.parcel_id}"
