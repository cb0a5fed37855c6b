"""Parcels (宗地) and the building areas on them (建筑面积) by legality."""

from functools import reduce
from operator import or_

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Area, Transform
from django.contrib.postgres.indexes import GistIndex

from parks.inventory.codes import PARCEL_CODE, TENURE_OF_PARCEL_CODE, validate_parcel_code
from parks.inventory.models.checks import matches, not_negative, one_of, year_between
from parks.inventory.models.figures import FigureStatus
from parks.inventory.models.history import tracked
from parks.inventory.models.parks import Park
from parks.inventory.models.references import referred, refers
from parks.inventory.models.sources import Source
from parks.inventory.querysets import OfParcelQuerySet, OfParkQuerySet


class ParcelTenure(models.TextChoices):
    COLLECTIVE = "collective", "集体 collective"
    STATE = "state", "国有 state"
    UNDETERMINED = "undetermined", "未定 undetermined"


class Procedure(models.TextChoices):
    COMPLETE = "complete", "已完善 complete"
    PARTIAL = "partial", "部分完善 partial"
    INCOMPLETE = "incomplete", "未完善 incomplete"


class Certificate(models.TextChoices):
    CERTIFIED = "certified", "有证 certified"
    UNCERTIFIED = "uncertified", "无证 uncertified"


class Legality(models.TextChoices):
    LEGAL = "legal", "合法 legal"
    ILLEGAL_PRE2009 = "illegal_pre2009", "2009 前无证 illegal before 2009"
    ILLEGAL_POST2009 = "illegal_post2009", "2009 后无证 illegal after 2009"


PROCEDURE_TOLERANCE_M2 = 1.0
"""What papers and measurement may differ by where nothing, or everything, is completed."""

_TENURE_FITS_CODE = models.CheckConstraint(
    condition=reduce(
        or_,
        (
            models.Q(tenure=tenure, code__regex=f"^.{{12}}{letter}")
            for letter, tenure in TENURE_OF_PARCEL_CODE.items()
        ),
    ),
    name="parcel_tenure_fits_code",
    violation_error_message="权属与宗地代码第 13 位不符：G 国有，J 集体，Z 未定。",
)
_AREA_FITS_PROCEDURE = models.CheckConstraint(
    condition=models.Q(procedure_area_m2__isnull=True)
    | models.Q(procedure=Procedure.PARTIAL)
    | models.Q(procedure=Procedure.COMPLETE, procedure_area_m2__gt=PROCEDURE_TOLERANCE_M2)
    | models.Q(procedure=Procedure.INCOMPLETE, procedure_area_m2__lte=PROCEDURE_TOLERANCE_M2),
    name="parcel_procedure_area_fits",
    violation_error_message="用地手续与已完善手续面积不符：已完善时面积不为 0，未完善时面积为 0 或留空。",
)


@tracked(exclude=("geometry_3857", "area_m2"), geometry=True)
class Parcel(models.Model):
    """宗地: `area_m2` is measured from the geometry, `declared_area_m2` is what the papers say. `in_block`: 位于工业产业区块内;
    `granted_year`: 供地年份."""

    code = models.CharField(max_length=19, unique=True, validators=[validate_parcel_code])
    park = models.ForeignKey(Park, models.PROTECT, related_name="parcels", db_constraint=False)
    tenure = models.CharField(max_length=12, choices=ParcelTenure)
    procedure = models.CharField(max_length=10, choices=Procedure)
    procedure_area_m2 = models.FloatField(null=True, blank=True)
    certificate = models.CharField(max_length=11, choices=Certificate)
    land_use = models.CharField(max_length=8, blank=True)
    declared_area_m2 = models.FloatField(null=True, blank=True)
    owner_name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    surveyed_on = models.DateField(null=True, blank=True)
    in_block = models.BooleanField(null=True, blank=True)
    granted_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, db_constraint=False)
    is_synthetic = models.BooleanField(default=False)
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
        ordering = ["code"]
        constraints = [
            matches("parcel", "code", PARCEL_CODE),
            one_of("parcel", "tenure", ParcelTenure.values),
            one_of("parcel", "procedure", Procedure.values),
            one_of("parcel", "certificate", Certificate.values),
            *not_negative("parcel", "procedure_area_m2", "declared_area_m2"),
            year_between("parcel", "granted_year", 1949),
            _TENURE_FITS_CODE,
            _AREA_FITS_PROCEDURE,
            models.CheckConstraint(condition=models.Q(geometry__isvalid=True), name="parcel_geometry_valid"),
        ]
        indexes = [GistIndex(fields=["geometry_3857"], name="parcel_geometry_3857")]
        triggers = [
            *refers(park_id="inventory_park", source_id="inventory_source"),
            *referred("inventory_parcel", ("inventory_buildingarea", "parcel_id")),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class BuildingArea(models.Model):
    """Gross floor area (建筑面积) on a parcel, of one legality, as of a date."""

    parcel = models.ForeignKey(
        Parcel, models.CASCADE, related_name="building_areas", db_constraint=False, db_index=False
    )
    legality = models.CharField(max_length=16, choices=Legality)
    as_of = models.DateField()
    gfa_m2 = models.FloatField()
    footprint_m2 = models.FloatField(null=True, blank=True)
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=FigureStatus)
    source = models.ForeignKey(Source, models.PROTECT, db_constraint=False)

    objects = OfParcelQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("building", "legality", Legality.values),
            one_of("building", "status", FigureStatus.values),
            *not_negative("building", "gfa_m2", "footprint_m2"),
            models.UniqueConstraint(
                fields=["parcel", "legality", "as_of"], name="building_one_per_legality_and_day"
            ),
        ]
        triggers = refers(parcel_id="inventory_parcel", source_id="inventory_source")

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.legality} {self.gfa_m2} m²"
