"""Dated records (现状记录): what was found out about a park or a parcel, as of a day, by whom and how surely.

The latest record not after the day of an assessment counts, as a whole; of several of one day the first in the order of
`FigureStatus`. What it leaves empty is unknown.
"""

from django.contrib.gis.db import models

from parks.inventory.models.checks import one_of
from parks.inventory.models.figures import FigureStatus
from parks.inventory.models.parcels import Parcel
from parks.inventory.models.parks import Park
from parks.inventory.models.sources import Source
from parks.inventory.querysets import OfParcelQuerySet, OfParkQuerySet


class DatedRecord(models.Model):
    """截至日期, 可信度, 来源."""

    as_of = models.DateField()
    status = models.CharField(max_length=8, choices=FigureStatus)
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        abstract = True


class ParkRecord(DatedRecord):
    park = models.ForeignKey(Park, models.CASCADE)

    objects = OfParkQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.park_id} {self.as_of}"


class ParcelRecord(DatedRecord):
    parcel = models.ForeignKey(Parcel, models.CASCADE)

    objects = OfParcelQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.as_of}"


def of_a_record(table: str, subject: str) -> list[models.BaseConstraint]:
    return [
        one_of(table, "status", FigureStatus.values),
        models.UniqueConstraint(fields=[subject, "as_of", "status"], name=f"{table}_one_per_day_and_status"),
    ]
