"""Guideline tables (产业用地指南): output, investment and tax per mu that an industry is to reach, edition by edition."""

from django.contrib.gis.db import models

from parks.inventory.models.checks import matches, not_negative
from parks.inventory.models.history import tracked
from parks.inventory.models.sources import Source

GUIDELINE_CODE = r"^[A-T](?:[0-9]{2,4})?$"
"""GB/T 4754: a section (门类), or two to four digits of it; the longest that fits an industry counts."""


@tracked()
class GuidelineEdition(models.Model):
    """An edition of the table. From `valid_from` on it replaces the earlier ones wholly: what it does not name has no value."""

    name = models.CharField(max_length=120, unique=True)
    valid_from = models.DateField(unique=True)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


@tracked()
class IndustryGuideline(models.Model):
    """行业指南值: 亩均产值, 亩均投资, 亩均税收 of an industry, in yuan."""

    edition = models.ForeignKey(GuidelineEdition, models.CASCADE, related_name="rows")
    industry = models.CharField(max_length=5)
    name = models.CharField(max_length=120, blank=True)
    output_yuan_per_mu = models.FloatField(null=True, blank=True)
    investment_yuan_per_mu = models.FloatField(null=True, blank=True)
    tax_yuan_per_mu = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["industry"]
        constraints = [
            matches("guideline", "industry", GUIDELINE_CODE),
            models.UniqueConstraint(fields=["edition", "industry"], name="guideline_one_per_industry"),
            *not_negative("guideline", "output_yuan_per_mu", "investment_yuan_per_mu", "tax_yuan_per_mu"),
        ]

    def __str__(self) -> str:
        return f"{self.industry} {self.edition_id}"
