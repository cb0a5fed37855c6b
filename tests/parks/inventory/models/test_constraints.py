"""The database itself refuses what cannot be, whoever writes it."""

import datetime as dt

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from parks.inventory.models import AdminArea, BuildingArea, Enterprise, Parcel, Park, ParkYear
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


def refused(name: str, write) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_area_code_fits_its_level() -> None:
    refused("area_level_fits_code", lambda: AdminArea.objects.create(code="440111", level="town", name="x"))


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("code", "440111-1", "park_code_format"),
        ("tenure", "private", "park_tenure_known"),
        ("main_use", "housing", "park_main_use_known"),
        ("started_year", 1899, "park_started_year_plausible"),
    ],
)
def test_park_facts(field: str, value, constraint: str) -> None:
    park = make.ParkFactory()
    refused(constraint, lambda: Park.objects.filter(pk=park.pk).update(**{field: value}))


def test_two_boundaries_of_a_kind_never_overlap_in_time() -> None:
    park = make.ParkFactory(boundary__valid=DateRange(dt.date(2020, 1, 1), dt.date(2024, 1, 1)))
    make.BoundaryFactory(park=park, valid=DateRange(dt.date(2024, 1, 1), None))
    make.BoundaryFactory(park=park, kind="listed", valid=DateRange(dt.date(2021, 1, 1), None))
    refused(
        "boundary_one_per_kind_and_day",
        lambda: make.BoundaryFactory(park=park, valid=DateRange(dt.date(2023, 12, 31), None)),
    )


def test_an_invalid_geometry_is_refused() -> None:
    parcel = make.ParcelFactory()
    bow_tie = GEOSGeometry("SRID=4490;MULTIPOLYGON(((113 23,113.1 23.1,113.1 23,113 23.1,113 23)))")
    refused("parcel_geometry_valid", lambda: Parcel.objects.filter(pk=parcel.pk).update(geometry=bow_tie))


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("code", "440111012003HB00031", "parcel_code_format"),
        ("code", "440111012003GA00031", "parcel_code_format"),
        ("code", "440111012003ZA00031", "parcel_code_format"),
        ("tenure", "state", "parcel_tenure_fits_code"),
        ("code", "440111012003GB00031", "parcel_tenure_fits_code"),
        ("code", "440111012003ZB00031", "parcel_tenure_fits_code"),
        ("procedure", "some", "parcel_procedure_known"),
        ("declared_area_m2", -1, "parcel_declared_area_m2_not_negative"),
    ],
)
def test_parcel_facts(field: str, value, constraint: str) -> None:
    parcel = make.ParcelFactory()
    refused(constraint, lambda: Parcel.objects.filter(pk=parcel.pk).update(**{field: value}))


@pytest.mark.parametrize(
    ("code", "tenure"),
    [
        ("440111012003GB00031", "state"),
        ("440111012003JA00031", "collective"),
        ("440111012003ZW00031", "undetermined"),
    ],
)
def test_parcel_codes_of_every_tenure(code: str, tenure: str) -> None:
    make.ParcelFactory(code=code, tenure=tenure)


@pytest.mark.parametrize(
    ("procedure", "area", "fits"),
    [
        ("complete", 0, False),
        ("complete", 1, False),
        ("complete", 1.01, True),
        ("complete", None, True),
        ("incomplete", 0, True),
        ("incomplete", 1, True),
        ("incomplete", 1.01, False),
        ("incomplete", None, True),
        ("partial", 0, True),
        ("partial", 9_999, True),
    ],
)
def test_completed_area_fits_the_word_on_procedures(procedure: str, area: float | None, fits: bool) -> None:
    def write() -> None:
        make.ParcelFactory(procedure=procedure, procedure_area_m2=area)

    if fits:
        write()
    else:
        refused("parcel_procedure_area_fits", write)


@pytest.mark.parametrize("parent", ["440113", "440111113201", "440111113"])
def test_an_area_lies_inside_its_parent(parent: str) -> None:
    make.VillageFactory()
    make.DistrictFactory(code="440113", name="番禺区")
    town = AdminArea.objects.filter(pk="440111113")
    refused("area_code_inside_parents", lambda: town.update(parent_id=parent))


def test_a_period_holds_a_day() -> None:
    empty = DateRange(dt.date(2024, 1, 1), dt.date(2024, 1, 1))
    refused("boundary_valid_not_empty", lambda: make.ParkFactory(boundary__valid=empty))
    refused("tenancy_valid_not_empty", lambda: make.TenancyFactory(valid=empty))


def test_building_area_is_not_negative() -> None:
    building = make.BuildingAreaFactory()
    refused(
        "building_gfa_m2_not_negative",
        lambda: BuildingArea.objects.filter(pk=building.pk).update(gfa_m2=-0.01),
    )


def test_enterprise_codes_have_their_form() -> None:
    firm = make.EnterpriseFactory()
    refused("enterprise_uscc_format", lambda: Enterprise.objects.filter(pk=firm.pk).update(uscc="I" * 18))
    refused("enterprise_industry_format", lambda: Enterprise.objects.filter(pk=firm.pk).update(industry="18"))


def test_an_enterprise_leases_a_parcel_once_at_a_time() -> None:
    lease = make.TenancyFactory(valid=DateRange(dt.date(2020, 1, 1), dt.date(2025, 1, 1)))
    again = {"enterprise": lease.enterprise, "parcel": lease.parcel}
    make.TenancyFactory(**again, valid=DateRange(dt.date(2025, 1, 1), None))
    refused(
        "tenancy_once_at_a_time",
        lambda: make.TenancyFactory(**again, valid=DateRange(dt.date(2024, 1, 1), dt.date(2024, 6, 1))),
    )


def test_one_figure_per_park_year_and_status() -> None:
    figures = make.ParkYearFactory()
    make.ParkYearFactory(park=figures.park, status="verified")
    refused("park_year_one_per_status", lambda: make.ParkYearFactory(park=figures.park))
    refused(
        "park_year_output_yuan_not_negative",
        lambda: ParkYear.objects.filter(pk=figures.pk).update(output_yuan=-1),
    )


def test_shares_are_fractions() -> None:
    refused("condition_consent_share_share", lambda: make.ConditionFactory(consent_share=1.01))
    refused("condition_unmet_needs_of_nine", lambda: make.ConditionFactory(unmet_needs=10))


def test_area_is_measured_by_the_database() -> None:
    """A 50 m square of EPSG:4547 is 2,500 m² once stored as CGCS2000 degrees."""
    parcel = make.ParcelFactory()
    parcel.refresh_from_db()
    assert parcel.area_m2 == pytest.approx(2_500, abs=0.01)
