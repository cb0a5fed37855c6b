"""The figures of each park that map, table, chart and export all show, derived once, in one SQL statement."""

from django.contrib.gis.db import models

from parks.inventory.models.parcels import Procedure
from parks.inventory.models.parks import BoundaryKind, Park
from parks.inventory.querysets import OfParkQuerySet


class ParkSummary(models.Model):
    """Derived facts of a park. Land area is the governing boundary's: of those valid today the surveyed, else the
    approved, else the listed. FAR (容积率) is gross floor area over it; both are known only where `gfa_coverage`, the
    share of the land whose floor area is known, is high enough. 万元/亩 figures are of the latest year with figures."""

    park = models.OneToOneField(Park, models.CASCADE, primary_key=True, related_name="summary")
    boundary_kind = models.CharField(max_length=8, choices=BoundaryKind)
    geometry = models.MultiPolygonField(srid=4490)
    area_m2 = models.FloatField()
    gfa_coverage = models.FloatField(null=True)
    gfa_m2 = models.FloatField(null=True)
    far = models.FloatField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    output_yuan = models.FloatField(null=True)
    tax_yuan = models.FloatField(null=True)
    output_per_mu = models.FloatField(null=True)
    tax_per_mu = models.FloatField(null=True)
    procedure_share = models.FloatField(null=True)
    procedure = models.CharField(max_length=10, choices=Procedure, null=True)
    labor_intensive_share = models.FloatField(null=True)
    leading_industry_share = models.FloatField(null=True)
    metro_distance_m = models.FloatField(null=True)
    parcel_count = models.PositiveIntegerField()
    enterprise_count = models.PositiveIntegerField()
    imputed_share = models.FloatField(null=True)
    as_of = models.DateField(null=True)
    source_title = models.CharField(max_length=200, blank=True)

    objects = OfParkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["area_m2"]), models.Index(fields=["far"])]

    def __str__(self) -> str:
        return f"{self.park_id}"
