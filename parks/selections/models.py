"""Selections (筛选结果): a filter, the data it was run on, and exactly the parks it found."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from parks.appraisals.models import Appraisal


class Selection(models.Model):
    """Never changes once made. Its id follows from filters, revision, appraisal and scope: the same question about the
    same data has the same id. `ids` are in order of rank, `total` counts the parks in the scope."""

    id = models.CharField(max_length=16, primary_key=True)
    filters = models.JSONField()
    ids = ArrayField(models.BigIntegerField())
    count = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="selections")
    scope = ArrayField(models.CharField(max_length=12))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="selections"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    count=models.Func("ids", function="cardinality", output_field=models.IntegerField())
                ),
                name="selection_counts_its_ids",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.count})"
