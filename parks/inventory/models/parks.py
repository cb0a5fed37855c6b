"""Parks (村镇工业集聚区, 村级工业园) and their dated boundaries (界线)."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Area, Transform
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex

from parks.inventory.codes import PARK_CODE
from parks.inventory.models.areas import AdminArea
from parks.inventory.models.checks import matches, not_empty, one_of
from parks.inventory.models.history import tracked
from parks.inventory.models.references import referred
from parks.inventory.models.sources import Source
from parks.inventory.querysets import OfParkQuerySet, ParkQuerySet


class ParkTenure(models.TextChoices):
    COLLECTIVE = "collective", "集体土地 collective"
    STATE_COLLECTIVE_USE = "state_collective_use", "国有、使用权属村集体 state land used by the collective"
    MIXED = "mixed", "混合 mixed"


class MainUse(models.TextChoices):
    INDUSTRIAL = "industrial", "工业 industrial"
    WAREHOUSE = "warehouse", "仓储物流 warehouse"


class BoundaryKind(models.TextChoices):
    SURVEYED = "surveyed", "勘测 surveyed"
    LISTED = "listed", "名录 listed"
    APPROVED = "approved", "批复 approved"


@tracked()
class Park(models.Model):
    """A village industrial park: ≥ 5,000 m², collective land or collective use right, industrial or storage use."""

    code = models.CharField(max_length=11, unique=True)
    name = models.CharField(max_length=100)
    area = models.ForeignKey(AdminArea, models.PROTECT, related_name="parks")
    tenure = models.CharField(max_length=20, choices=ParkTenure)
    main_use = models.CharField(max_length=12, choices=MainUse, default=MainUse.INDUSTRIAL)
    started_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = ParkQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            matches("park", "code", PARK_CODE),
            one_of("park", "tenure", ParkTenure.values),
            one_of("park", "main_use", MainUse.values),
            models.CheckConstraint(
                condition=models.Q(started_year__isnull=True) | models.Q(started_year__range=(1949, 2100)),
                name="park_started_year_plausible",
            ),
        ]
        triggers = referred("inventory_park", ("inventory_parcel", "park_id"))

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


@tracked(exclude=("geometry_3857", "area_m2"), geometry=True)
class ParkBoundary(models.Model):
    """One boundary of a park, of one kind, valid over a period; two of a kind never overlap in time."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="boundaries")
    kind = models.CharField(max_length=8, choices=BoundaryKind)
    valid = DateRangeField()
    source = models.ForeignKey(Source, models.PROTECT)
    geometry = models.MultiPolygonField(srid=4490)
    geometry_3857 = models.GeneratedField(
        expression=Transform("geometry", 3857),
        output_field=models.MultiPolygonField(srid=3857),
        db_persist=True,
    )
    area_m2 = models.GeneratedField(
        expression=Area(Transform("geometry", 4547)), output_field=models.FloatField(), db_persist=True
    )

    objects = OfParkQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("boundary", "kind", BoundaryKind.values),
            not_empty("boundary", "valid"),
            ExclusionConstraint(
                name="boundary_one_per_kind_and_day",
                expressions=[
                    ("park", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(geometry__isvalid=True), name="boundary_geometry_valid"
            ),
        ]
        indexes = [GistIndex(fields=["geometry_3857"], name="boundary_geometry_3857")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.park_id} {self.valid}"
