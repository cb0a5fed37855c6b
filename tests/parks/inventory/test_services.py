"""Summaries by hand: a 100 m square park (10,000 m² = 15 亩) with two parcels."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from parks.inventory.models import DataRevision, Park, ParkSummary
from parks.inventory.services import bump_revision, current_revision, refresh_summaries, revision_now
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
    for valid in (DateRange(dt.date(2019, 1, 1), dt.date(2020, 1, 1)), DateRange(days_ahead(1), None)):
        make.TenancyFactory(parcel=partial, enterprise__industry="C1810", valid=valid)
    return park


def days_ahead(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_figures_of_a_park(park: Park) -> None:
    assert refresh_summaries([park.pk]) == 1
    s = ParkSummary.objects.get(pk=park.pk)
    assert s.area_m2 == pytest.approx(10_000, abs=0.05)
    assert s.gfa_m2 == 4_700  # the newest figure of each parcel and legality
    assert s.far == pytest.approx(0.47, abs=1e-5)
    assert s.gfa_coverage == pytest.approx(1.0)
    assert (s.year, s.output_yuan, s.tax_yuan) == (2025, 18_000_000, 840_000)  # verified before reported
    assert s.output_per_mu == pytest.approx(120, abs=1e-3)  # 1,800 万元 ÷ 15 亩
    assert s.tax_per_mu == pytest.approx(5.6, abs=1e-4)
    assert s.procedure_share == pytest.approx(0.6, abs=1e-5)  # (2,500 + 500) ÷ 5,000
    assert s.procedure == "partial"
    assert (s.parcel_count, s.enterprise_count) == (2, 2)  # neither the ended lease nor the one to come
    assert s.labor_intensive_share == pytest.approx(0.5)
    assert s.leading_industry_share == pytest.approx(0.5)
    assert s.imputed_share == pytest.approx(1 / 4)  # one of three building facts and one park year
    assert (s.boundary_kind, s.source_title) == ("surveyed", "2025 摸查")


def test_missing_stays_missing() -> None:
    park = make.ParkFactory()
    refresh_summaries()
    s = ParkSummary.objects.get(pk=park.pk)
    assert (s.gfa_m2, s.far, s.output_per_mu, s.procedure, s.labor_intensive_share) == (None,) * 5
    assert (s.parcel_count, s.enterprise_count, s.gfa_coverage) == (0, 0, 0)


def summary_with(*floor_areas: float | None, side: float = 50) -> ParkSummary:
    """Of a 100 m square with up to four parcels: their floor areas, None where none is stated."""
    park = make.ParkFactory(boundary__geometry=make.square(0))
    for place, gfa in enumerate(floor_areas):
        corner = {"east": 50.0 * (place % 2), "north": 50.0 * (place // 2)}
        parcel = make.ParcelFactory(park=park, geometry=make.square(0, side=side, **corner))
        if gfa is not None:
            make.BuildingAreaFactory(parcel=parcel, gfa_m2=gfa)
    refresh_summaries([park.pk])
    return ParkSummary.objects.get(pk=park.pk)


@pytest.mark.parametrize(
    ("floor_areas", "coverage", "far"),
    [
        ([3_000, 1_000, 500, 200], 1.0, 0.47),
        ([3_000, None, None, None], 0.25, None),  # not 0.3: three parcels may hold anything
        ([3_000, 1_000, 700, None], 0.75, None),
        ([4_000, 0, 0, 700], 1.0, 0.47),  # stated to be vacant
        ([0, 0, 0, 0], 1.0, 0.0),
        ([None, None, None, None], 0.0, None),
        ([4_700, 0], 1.0, 0.47),  # half of the park is in parcels: the rest may be roads
        ([4_700], 0.5, None),  # three of four parcels were never surveyed
    ],
)
def test_far_is_known_where_floor_areas_are(
    floor_areas: list[float | None], coverage: float, far: float | None
) -> None:
    s = summary_with(*floor_areas)
    assert s.gfa_coverage == pytest.approx(coverage, abs=1e-5)
    assert s.far == (far if far is None else pytest.approx(far, abs=1e-5))
    assert s.gfa_m2 == (None if far is None else pytest.approx(sum(filter(None, floor_areas))))


def test_far_holds_from_ninety_five_percent_of_the_land() -> None:
    park = make.ParkFactory(boundary__geometry=make.square(0))
    small = make.ParcelFactory(park=park, geometry=make.square(0, side=20, east=80))
    for side, far in ((85, None), (90, 0.3)):  # 7,225 and 8,100 of them and 400 m²: 94.8 % and 95.3 %
        park.parcels.exclude(pk=small.pk).delete()
        large = make.ParcelFactory(park=park, geometry=make.square(0, side=side, north=20))
        make.BuildingAreaFactory(parcel=large, gfa_m2=3_000)
        refresh_summaries([park.pk])
        assert ParkSummary.objects.get().far == (far if far is None else pytest.approx(far, abs=1e-5))


def test_the_surveyed_boundary_governs_then_the_approved() -> None:
    park = make.ParkFactory(boundary__kind="listed")
    make.BoundaryFactory(park=park, kind="approved", geometry=make.square(0, side=80))
    refresh_summaries()
    assert ParkSummary.objects.get().boundary_kind == "approved"
    make.BoundaryFactory(park=park, kind="surveyed", geometry=make.square(0, side=50))
    refresh_summaries()
    assert ParkSummary.objects.get().area_m2 == pytest.approx(2_500, abs=0.05)


def test_only_a_boundary_of_today_governs() -> None:
    park = make.ParkFactory(
        boundary__valid=DateRange(None, days_ahead(0)), boundary__geometry=make.square(0, side=20)
    )
    make.BoundaryFactory(park=park, valid=DateRange(days_ahead(1), None), geometry=make.square(0, side=30))
    listed = {"park": park, "kind": "listed"}
    make.BoundaryFactory(**listed, valid=DateRange(None, days_ahead(1)), geometry=make.square(0, side=40))
    make.BoundaryFactory(**listed, valid=DateRange(days_ahead(1), None), geometry=make.square(0, side=60))
    refresh_summaries()
    s = ParkSummary.objects.get()
    assert (s.boundary_kind, s.as_of) == ("listed", None)
    assert s.area_m2 == pytest.approx(1_600, abs=0.05)


def test_a_park_whose_boundaries_have_ended_has_no_figures() -> None:
    other, park = make.ParkFactory.create_batch(2)
    assert refresh_summaries() == 2
    park.boundaries.update(valid=DateRange(dt.date(2020, 1, 1), days_ahead(0)))
    assert refresh_summaries([park.pk]) == 0
    assert ParkSummary.objects.get().pk == other.pk


@pytest.mark.parametrize(
    ("procedure", "area", "share"),
    [
        ("complete", None, 1.0),
        ("complete", 2_000, 1.0),  # what the papers measured
        ("incomplete", None, 0.0),
        ("incomplete", 0.9, 0.0),
        ("partial", 500, 0.2),
        ("partial", 9_999, 1.0),
        ("partial", None, None),
    ],
)
def test_the_word_on_procedures_decides_and_the_area_splits_the_partial(
    procedure: str, area: float | None, share: float | None
) -> None:
    make.ParcelFactory(procedure=procedure, procedure_area_m2=area)
    refresh_summaries()
    found = ParkSummary.objects.get().procedure_share
    assert found == (share if share is None else pytest.approx(share, abs=1e-5))


def test_a_part_of_unknown_size_counts_neither_as_complete_nor_as_known() -> None:
    park = make.ParkFactory()
    for at, (procedure, area) in enumerate([("complete", None), ("incomplete", None), ("partial", None)]):
        shape = make.square(0, side=50, east=100 * at)
        make.ParcelFactory(park=park, procedure=procedure, procedure_area_m2=area, geometry=shape)

    refresh_summaries()

    assert ParkSummary.objects.get().procedure_share == pytest.approx(0.5, abs=1e-5)


def test_only_the_given_parks_are_derived() -> None:
    first, _second = make.ParkFactory.create_batch(2)
    assert refresh_summaries([first.pk]) == 1
    assert ParkSummary.objects.get().pk == first.pk
    assert refresh_summaries([]) == 0


def test_the_revision_moves_by_one() -> None:
    assert current_revision() == 0
    assert [bump_revision(), bump_revision(), current_revision()] == [1, 2, 2]


def test_the_same_number_in_an_emptied_database_is_another_revision() -> None:
    bump_revision()
    first = revision_now()
    DataRevision.objects.all().delete()
    bump_revision()
    assert revision_now().number == first.number == 1
    assert revision_now() != first


def test_a_number_reached_again_after_a_restore_is_another_revision() -> None:
    bump_revision()
    backup = DataRevision.objects.values().get()
    bump_revision()
    lost = revision_now()
    DataRevision.objects.update(**backup)
    bump_revision()
    assert revision_now().number == lost.number == 2
    assert revision_now() != lost
