"""Inefficient land (低效用地): designation, grounds of exemption (豁免) and ways out (退出)."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import one_of
from parks.inventory.models.history import tracked
from parks.inventory.models.records import ParcelRecord, of_a_record


class Exemption(models.TextChoices):
    """豁免事由 (增城征求意见稿 二.6)."""

    STRATEGIC_PROJECT = "strategic_project", "战略性项目 strategic project"
    CHAIN_LEADER = "chain_leader", "链主或龙头 chain leader"
    PENALTY_PAID = "penalty_paid", "已补差或缴违约金 penalty paid"
    GOVERNMENT_CONFIRMED = "government_confirmed", "区政府认定 confirmed by the government"
    NONE = "none", "无 none"


class Exit(models.TextChoices):
    """退出方式."""

    BUY_BACK = "buy_back", "收回 buy-back"
    INDUSTRIAL_RENEWAL = "industrial_renewal", "工改工 industrial renewal"
    JOINT_DEVELOPMENT = "joint_development", "合作开发 joint development"
    NONE = "none", "无 none"


@tracked()
class Inefficiency(ParcelRecord):
    """低效认定. An exemption counts as documented with document, reviewer (审核人) and day of review, all three."""

    designated = models.BooleanField(null=True, blank=True)
    exemption = models.CharField(max_length=20, choices=Exemption, null=True, blank=True)
    exemption_document = models.CharField(max_length=200, blank=True)
    reviewer = models.CharField(max_length=60, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    illegal_use = models.BooleanField(null=True, blank=True)
    exit = models.CharField(max_length=18, choices=Exit, null=True, blank=True)

    class Meta:
        verbose_name_plural = "inefficiencies"
        constraints = [
            *of_a_record("inefficiency", "parcel"),
            one_of("inefficiency", "exemption", Exemption.values),
            one_of("inefficiency", "exit", Exit.values),
        ]
