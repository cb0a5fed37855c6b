"""Scenarios (情景): weights that somebody tried and kept, with the run they rest on."""

from django.conf import settings
from django.db import models

from parks.appraisals.models import Appraisal


class Method(models.TextChoices):
    WEIGHTED_SUM = "weighted_sum", "加权求和"
    TOPSIS = "topsis", "逼近理想解排序法"


class Scenario(models.Model):
    """``weights`` names every indicator of the run; ``judgements`` are the matrices they came from, if any. A trial run may
    be cleared away in time: the scenario stays, without a run."""

    name = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    method = models.CharField(max_length=12, choices=Method, default=Method.WEIGHTED_SUM)
    weights = models.JSONField()
    judgements = models.JSONField(null=True, blank=True)
    appraisal = models.ForeignKey(Appraisal, models.SET_NULL, null=True, blank=True, related_name="scenarios")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="scenarios"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(method__in=Method.values), name="scenario_method_known"
            ),
            models.UniqueConstraint(fields=["created_by", "name"], name="scenario_name_once_a_user"),
        ]

    def __str__(self) -> str:
        return self.name
