"""Summaries by hand: a 100 m square park (10,000 m² = 15 亩) with two parcels."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from parks.inventory.models import Park, ParkSummary
from parks.inventory.services import bump_revision, current_revision, refresh_summaries
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def park() -> Park:
    park = make.ParkFactory(boundary__geometry=make.square(0))
    complete = make.ParcelFactory(park=park, procedure="complete", geometry=make.square(0, side=50))
    partial = make.ParcelFactory(
        park=park, procedure="partial", procedure_area_m2=500, geometry=make.square(0, side=50, east=50)
    )
    make.BuildingAreaFactory(parcel=complete, gfa_m2=9_999, as_of=dt.date(2020, 1, 1))
    make.BuildingAreaFactory(parcel=complete, gfa_m2=3_000)
    make.BuildingAreaFactory(parcel=partial, gfa_m2=1_000, status="imputed")
    make.BuildingAreaFactory(parcel=partial, gfa_m2=700, legality="illegal_post2009")
    make.ParkYearFactory(park=park, year=2024, output_yuan=1)
    make.ParkYearFactory(park=park, output_yuan=1, tax_yuan=1)
    make.ParkYearFactory(park=park, status="verified", output_yuan=18_000_000, tax_yuan=840_000)
    make.TenancyFactory(parcel=complete, enterprise__industry="C1810")
    make.TenancyFactory(parcel=partial, enterprise__industry="C3922", enterprise__leading_industry=True)
    gone = DateRange(dt.date(2019, 1, 1), dt.date(2020, 1, 1))
    make.TenancyFactory(parcel=partial, enterprise__industry="C1810", valid=gone)
    return park


def test_figures_of_a_park(park: Park) -> None:
    assert refresh_summaries([park.pk]) == 1
    s = ParkSummary.objects.get(pk=park.pk)
    assert s.area_m2 == pytest.approx(10_000, abs=0.05)
    assert s.gfa_m2 == 4_700  # the newest figure of each parcel and legality
    assert s.far == pytest.approx(0.47, abs=1e-5)
    assert (s.year, s.output_yuan, s.tax_yuan) == (2025, 18_000_000, 840_000)  # verified before reported
    assert s.output_per_mu == pytest.approx(120, abs=1e-3)  # 1,800 万元 ÷ 15 亩
    assert s.tax_per_mu == pytest.approx(5.6, abs=1e-4)
    assert s.procedure_share == pytest.approx(0.6, abs=1e-5)  # (2,500 + 500) ÷ 5,000
    assert s.procedure == "partial"
    assert (s.parcel_count, s.enterprise_count) == (2, 2)  # the ended lease does not count
    assert s.labor_intensive_share == pytest.approx(0.5)
    assert s.leading_industry_share == pytest.approx(0.5)
    assert s.imputed_share == pytest.approx(1 / 4)  # one of three building facts and one park year
    assert (s.boundary_kind, s.source_title) == ("surveyed", "2025 摸查")


def test_missing_stays_missing() -> None:
    park = make.ParkFactory()
    refresh_summaries()
    s = ParkSummary.objects.get(pk=park.pk)
    assert (s.gfa_m2, s.far, s.output_per_mu, s.procedure, s.labor_intensive_share) == (None,) * 5
    assert (s.parcel_count, s.enterprise_count) == (0, 0)


def test_the_surveyed_boundary_governs_then_the_approved() -> None:
    park = make.ParkFactory(boundary__kind="listed")
    make.BoundaryFactory(park=park, kind="approved", geometry=make.square(0, side=80))
    refresh_summaries()
    assert ParkSummary.objects.get().boundary_kind == "approved"
    make.BoundaryFactory(park=park, kind="surveyed", geometry=make.square(0, side=50))
    refresh_summaries()
    assert ParkSummary.objects.get().area_m2 == pytest.approx(2_500, abs=0.05)


def test_only_the_given_parks_are_derived() -> None:
    first, _second = make.ParkFactory.create_batch(2)
    assert refresh_summaries([first.pk]) == 1
    assert ParkSummary.objects.get().pk == first.pk
    assert refresh_summaries([]) == 0


def test_the_revision_moves_by_one() -> None:
    assert current_revision() == 0
    assert [bump_revision(), bump_revision(), current_revision()] == [1, 2, 2]
