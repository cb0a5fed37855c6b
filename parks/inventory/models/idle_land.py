"""Idle land (闲置土地) among the parcels: of state land only; recorded as dates, so that it grows older by itself."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import not_negative, one_of, only_with, share
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParcelRecord, of_a_record


class IdleCause(models.TextChoices):
    """闲置原因方."""

    GOVERNMENT = "government", "政府 government"
    ENTERPRISE = "enterprise", "企业 enterprise"


@tracked()
class IdleLand(ParcelRecord):
    """约定动工日期, 是否动工, 已动工面积与已投资占比, 停建, 囤地炒地, 出让或划拨价款, 直接损失."""

    cause = models.CharField(max_length=10, choices=IdleCause, null=True, blank=True)
    agreed_start = models.DateField(null=True, blank=True)
    construction_started = models.BooleanField(null=True, blank=True)
    started_share = models.FloatField(null=True, blank=True)
    invested_share = models.FloatField(null=True, blank=True)
    work_stopped = models.BooleanField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    hoarding = models.BooleanField(null=True, blank=True)
    land_price_yuan = models.FloatField(null=True, blank=True)
    direct_loss_yuan = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "idle land"
        constraints = [
            *of_a_record("idle", "parcel"),
            one_of("idle", "cause", IdleCause.values),
            *share("idle", "started_share", "invested_share"),
            *not_negative("idle", "land_price_yuan", "direct_loss_yuan"),
            only_with("idle", "stopped_on", work_stopped=True),
        ]
