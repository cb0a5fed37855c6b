"""A small inventory inside 白云区: each park is a 100 m square of EPSG:4547 beside the last one."""

import datetime as dt

import factory
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.backends.postgresql.psycopg_any import DateRange
from stdnum.cn import uscc

from parks.inventory.models import (
    AdminArea,
    Agreement,
    BuildingArea,
    Enterprise,
    EnterpriseYear,
    GuidelineEdition,
    IdleLand,
    IndustryGuideline,
    Inefficiency,
    Parcel,
    ParcelYear,
    Park,
    ParkBoundary,
    ParkCondition,
    ParkNeeds,
    ParkSituation,
    ParkYear,
    RenewalScheme,
    Source,
    Tenancy,
)

EASTING, NORTHING = 430_000.0, 2_580_000.0
"""EPSG:4547 metres of the first square's corner: 113.32°E 23.32°N, in 白云区."""


def square(n: int, *, side: float = 100.0, east: float = 0.0, north: float = 0.0) -> MultiPolygon:
    """The n-th square east of the first, as it is stored (EPSG:4490)."""
    x, y = EASTING + n * 200.0 + east, NORTHING + north
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
    geometry = MultiPolygon(Polygon(ring), srid=4547)
    geometry.transform(4490)
    return geometry


def valid_uscc(n: int) -> str:
    body = f"91440101{n:09d}"
    return body + uscc.calc_check_digit(body)


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    class Meta:
        model = Source
        django_get_or_create = ("title",)

    kind = "survey"
    title = "2025 摸查"
    dated = dt.date(2025, 6, 30)


class CityFactory(factory.django.DjangoModelFactory[AdminArea]):
    class Meta:
        model = AdminArea
        django_get_or_create = ("code",)

    code, level, name = "4401", "city", "广州市"


class DistrictFactory(CityFactory):
    code, level, name = "440111", "district", "白云区"
    parent = factory.SubFactory(CityFactory)


class TownFactory(CityFactory):
    code, level, name = "440111113", "town", "太和镇"
    parent = factory.SubFactory(DistrictFactory)


class VillageFactory(CityFactory):
    code, level, name = "440111113201", "village", "石马村"
    parent = factory.SubFactory(TownFactory)


class ParkFactory(factory.django.DjangoModelFactory[Park]):
    class Meta:
        model = Park
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"440111-{n % 10_000:04d}")
    name = factory.Sequence(lambda n: f"石马第{n}工业园")
    area = factory.SubFactory(VillageFactory)
    tenure = "collective"
    boundary = factory.RelatedFactory("tests.factories.inventory.BoundaryFactory", "park")


class BoundaryFactory(factory.django.DjangoModelFactory[ParkBoundary]):
    class Meta:
        model = ParkBoundary

    park = factory.SubFactory(ParkFactory, boundary=None)
    kind = "surveyed"
    valid = DateRange(dt.date(2025, 6, 30), None)
    source = factory.SubFactory(SourceFactory)
    geometry = factory.Sequence(lambda n: square(n))


class ConditionFactory(factory.django.DjangoModelFactory[ParkCondition]):
    class Meta:
        model = ParkCondition

    park = factory.SubFactory(ParkFactory)
    as_of = dt.date(2025, 6, 30)
    status = "reported"
    source = factory.SubFactory(SourceFactory)


class ParcelFactory(factory.django.DjangoModelFactory[Parcel]):
    class Meta:
        model = Parcel

    code = factory.Sequence(lambda n: f"440111001001JC{n % 100_000:05d}")
    park = factory.SubFactory(ParkFactory)
    tenure = "collective"
    procedure = "incomplete"
    certificate = "uncertified"
    land_use = "0601"
    source = factory.SubFactory(SourceFactory)
    geometry = factory.Sequence(lambda n: square(n, side=50))


class BuildingAreaFactory(factory.django.DjangoModelFactory[BuildingArea]):
    class Meta:
        model = BuildingArea

    parcel = factory.SubFactory(ParcelFactory)
    legality = "legal"
    as_of = dt.date(2025, 6, 30)
    gfa_m2 = 1_000.0
    status = "reported"
    source = factory.SubFactory(SourceFactory)


class EnterpriseFactory(factory.django.DjangoModelFactory[Enterprise]):
    class Meta:
        model = Enterprise

    uscc = factory.Sequence(valid_uscc)
    name = factory.Sequence(lambda n: f"石马制衣{n}厂")
    industry = "C1810"


class TenancyFactory(factory.django.DjangoModelFactory[Tenancy]):
    class Meta:
        model = Tenancy

    enterprise = factory.SubFactory(EnterpriseFactory)
    parcel = factory.SubFactory(ParcelFactory)
    holding = "tenant"
    land_area_m2 = 500.0
    valid = DateRange(dt.date(2020, 1, 1), None)


class _YearFactory(factory.django.DjangoModelFactory[ParkYear]):
    class Meta:
        abstract = True

    year = 2025
    status = "reported"
    source = factory.SubFactory(SourceFactory)


class ParkYearFactory(_YearFactory):
    class Meta:
        model = ParkYear

    park = factory.SubFactory(ParkFactory)
    output_yuan = 10_000_000.0
    tax_yuan = 500_000.0


class ParcelYearFactory(_YearFactory):
    class Meta:
        model = ParcelYear

    parcel = factory.SubFactory(ParcelFactory)


class EnterpriseYearFactory(_YearFactory):
    class Meta:
        model = EnterpriseYear

    enterprise = factory.SubFactory(EnterpriseFactory)


class _RecordFactory(factory.django.DjangoModelFactory[ParkSituation]):
    class Meta:
        abstract = True

    as_of = dt.date(2025, 6, 30)
    status = "reported"
    source = factory.SubFactory(SourceFactory)


class SituationFactory(_RecordFactory):
    class Meta:
        model = ParkSituation

    park = factory.SubFactory(ParkFactory)


class NeedsFactory(_RecordFactory):
    class Meta:
        model = ParkNeeds

    park = factory.SubFactory(ParkFactory)


class SchemeFactory(_RecordFactory):
    class Meta:
        model = RenewalScheme

    park = factory.SubFactory(ParkFactory)


class AgreementFactory(_RecordFactory):
    class Meta:
        model = Agreement

    parcel = factory.SubFactory(ParcelFactory)


class IdleLandFactory(_RecordFactory):
    class Meta:
        model = IdleLand

    parcel = factory.SubFactory(ParcelFactory)


class InefficiencyFactory(_RecordFactory):
    class Meta:
        model = Inefficiency

    parcel = factory.SubFactory(ParcelFactory)


class GuidelineEditionFactory(factory.django.DjangoModelFactory[GuidelineEdition]):
    class Meta:
        model = GuidelineEdition

    name = factory.Sequence(lambda n: f"第{n}版")
    valid_from = factory.Sequence(lambda n: dt.date(2018, 1, 1) + dt.timedelta(days=n))
    source = factory.SubFactory(SourceFactory)


class IndustryGuidelineFactory(factory.django.DjangoModelFactory[IndustryGuideline]):
    class Meta:
        model = IndustryGuideline

    edition = factory.SubFactory(GuidelineEditionFactory)
    industry = "C18"
