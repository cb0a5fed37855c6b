"""Sources (数据来源): where a value came from and when."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import one_of
from parks.inventory.models.references import referred


class SourceKind(models.TextChoices):
    SURVEY = "survey", "摸查 survey"
    REGISTRY = "registry", "登记 registry"
    TAX = "tax", "税务 tax"
    STATISTICS = "statistics", "统计 statistics"
    MANUAL = "manual", "人工 manual"
    SYNTHETIC = "synthetic", "演示 synthetic"


class Source(models.Model):
    """One survey, registry extract, tax return or statistics bulletin that facts are taken from."""

    kind = models.CharField(max_length=12, choices=SourceKind)
    title = models.CharField(max_length=200)
    dated = models.DateField()
    reference = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [one_of("source", "kind", SourceKind.values)]
        triggers = referred(
            "inventory_source", ("inventory_parcel", "source_id"), ("inventory_buildingarea", "source_id")
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.dated})"
