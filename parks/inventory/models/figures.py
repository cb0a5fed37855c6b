"""Annual figures (年度数据) per park, parcel and enterprise: each row says its year, source and status."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import not_negative, one_of
from parks.inventory.models.history import tracked
from parks.inventory.models.sources import Source
from parks.inventory.querysets import OfEnterpriseQuerySet, OfParcelQuerySet, OfParkQuerySet


class FigureStatus(models.TextChoices):
    """Of several rows for one year the first in this order counts."""

    VERIFIED = "verified", "已核 verified"
    REPORTED = "reported", "申报 reported"
    IMPUTED = "imputed", "推算 imputed"


class AnnualFigures(models.Model):
    """产值, 税收, 增加值, 用工, 能耗, 电耗, 排放当量, 研发, 技改, 投资, 加分与减分 of one year; a missing figure is null, never zero."""

    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=FigureStatus)
    source = models.ForeignKey(Source, models.PROTECT)
    output_yuan = models.FloatField(null=True, blank=True)
    tax_yuan = models.FloatField(null=True, blank=True)
    value_added_yuan = models.FloatField(null=True, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    energy_tce = models.FloatField(null=True, blank=True)
    electricity_kwh = models.FloatField(null=True, blank=True)
    emission_equivalents = models.FloatField(null=True, blank=True)
    rd_yuan = models.FloatField(null=True, blank=True)
    upgrade_yuan = models.FloatField(null=True, blank=True)
    investment_yuan = models.FloatField(null=True, blank=True)
    recognitions = models.PositiveSmallIntegerField(null=True, blank=True)
    bonus_points = models.FloatField(null=True, blank=True)
    penalty_points = models.FloatField(null=True, blank=True)
    uploaded = models.BooleanField(default=True)
    falsified = models.BooleanField(default=False)

    class Meta:
        abstract = True


def _constraints(subject: str) -> list[models.BaseConstraint]:
    table = f"{subject}_year"
    return [
        one_of(table, "status", FigureStatus.values),
        models.UniqueConstraint(fields=[subject, "year", "status"], name=f"{table}_one_per_status"),
        models.CheckConstraint(condition=models.Q(year__range=(1978, 2100)), name=f"{table}_plausible"),
        *not_negative(
            table,
            "output_yuan",
            "energy_tce",
            "electricity_kwh",
            "emission_equivalents",
            "rd_yuan",
            "upgrade_yuan",
            "investment_yuan",
            "bonus_points",
            "penalty_points",
        ),
    ]


@tracked()
class ParkYear(AnnualFigures):
    park = models.ForeignKey("inventory.Park", models.CASCADE, related_name="years")

    objects = OfParkQuerySet.as_manager()

    class Meta:
        constraints = _constraints("park")


@tracked()
class ParcelYear(AnnualFigures):
    parcel = models.ForeignKey("inventory.Parcel", models.CASCADE, related_name="years")

    objects = OfParcelQuerySet.as_manager()

    class Meta:
        constraints = _constraints("parcel")


@tracked()
class EnterpriseYear(AnnualFigures):
    enterprise = models.ForeignKey("inventory.Enterprise", models.CASCADE, related_name="years")

    objects = OfEnterpriseQuerySet.as_manager()

    class Meta:
        constraints = _constraints("enterprise")
