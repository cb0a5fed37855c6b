"""Administrative areas (行政区划): city, district, town, village; keyed by their statistical code."""

from django.contrib.gis.db import models

from parks.inventory.codes import AREA_CODE
from parks.inventory.models.checks import matches
from parks.inventory.querysets import AreaQuerySet


class AdminArea(models.Model):
    """区 (6 digits, GB/T 2260), 镇街 (9) or 村社 (12); a child's code starts with its parent's."""

    class Level(models.TextChoices):
        CITY = "city", "市 city"
        DISTRICT = "district", "区 district"
        TOWN = "town", "镇街 town"
        VILLAGE = "village", "村社 village"

    LENGTH = {Level.CITY: 4, Level.DISTRICT: 6, Level.TOWN: 9, Level.VILLAGE: 12}

    code = models.CharField(max_length=12, primary_key=True)
    level = models.CharField(max_length=8, choices=Level)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    boundary = models.MultiPolygonField(srid=4490, null=True, blank=True)
    position = models.PointField(srid=4490, null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            matches("area", "code", AREA_CODE),
            models.CheckConstraint(
                name="area_level_fits_code",
                condition=models.Q(level="city", code__regex=r"^[0-9]{4}$")
                | models.Q(level="district", code__regex=r"^[0-9]{6}$")
                | models.Q(level="town", code__regex=r"^[0-9]{9}$")
                | models.Q(level="village", code__regex=r"^[0-9]{12}$"),
            ),
            models.CheckConstraint(
                name="area_code_inside_parents",
                condition=models.Q(parent__isnull=True)
                | (models.Q(code__startswith=models.F("parent_id")) & ~models.Q(code=models.F("parent_id"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
