import datetime as dt
import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from pytest_django import DjangoAssertNumQueries

from assessment.columns import TABLES
from assessment.frame import canonical, frame_hash
from parks.inventory.frames import assessment_frame, evaluation_year, snapshot
from parks.inventory.models import AdminArea, Enterprise, ParkSummary
from parks.inventory.services import refresh_summaries
from tests.factories.inventory import (
    BuildingAreaFactory,
    ConditionFactory,
    EnterpriseFactory,
    EnterpriseYearFactory,
    ParcelFactory,
    ParcelYearFactory,
    ParkFactory,
    ParkYearFactory,
    TenancyFactory,
    square,
)

pytestmark = pytest.mark.django_db

PARK_HA = 1.0
PARK_MU = 15.0
PARCEL_MU = 3.75  # a square of 50 m
EXACT_TO_A_CM = 1e-6
"""Squares are drawn in metres of EPSG:4547 and stored as degrees; their area comes back to a few mm²."""


def close(value: float) -> object:
    return pytest.approx(value, rel=EXACT_TO_A_CM)


def test_empty_inventory_has_every_column() -> None:
    frame = assessment_frame()
    for name, table in frame.tables():
        assert set(table.columns) == {column.name for column in TABLES[name]}
        assert len(table) == 0
    canonical(frame)


def test_park_row_in_its_units() -> None:
    park = ParkFactory()
    ConditionFactory(park=park, as_of=dt.date(2024, 1, 1), vacancy_share=0.9)
    ConditionFactory(
        park=park,
        vacancy_share=0.25,
        industrial_nearby_m2=123_000,
        centre_distance_m=4_500,
        metro_distance_m=800,
        lease_years_left=7.5,
        sublease_tiers=2,
        hazard_count=3,
        on_platform=True,
        structurally_sound=False,
    )
    ParkYearFactory(
        park=park,
        output_yuan=30_000_000,
        tax_yuan=-150_000,
        energy_tce=200,
        rd_yuan=600_000,
        upgrade_yuan=750_000,
        recognitions=2,
    )
    BuildingAreaFactory(parcel=ParcelFactory(park=park, geometry=square(0, side=80)), gfa_m2=4_700)
    refresh_summaries()

    frame = assessment_frame()
    row = frame.parks.loc[park.pk]
    assert row.district_code == "440111"
    assert row.area_m2 == close(10_000)
    assert row.far == close(0.47)
    assert row.output_per_mu == close(3_000 / PARK_MU)
    assert row.tax_per_mu == close(-15 / PARK_MU)
    assert row.output_per_tce == close(15)
    assert row.rd_share == close(0.02)
    assert row.upgrade_per_mu == close(75 / PARK_MU)
    assert row.recognitions == 2
    assert row.vacancy_share == 0.25
    assert row.industrial_nearby_ha == close(12.3)
    assert row.centre_distance_km == close(4.5)
    assert row.metro_distance_m == 800
    assert (row.lease_years_left, row.sublease_tiers) == (7.5, 2)
    assert row.hazards_per_ha == close(3 / PARK_HA)
    assert row.on_platform == True  # noqa: E712
    assert row.structurally_sound == False  # noqa: E712
    assert row.uploaded == True  # noqa: E712
    assert frame.parks.in_urban_village_plan.isna().all()
    assert frame.parks[["tax_class", "pilot", "agreed_tax_per_mu"]].isna().all(axis=None)
    assert math.isnan(row.consent_share)
    canonical(frame)


def test_park_figures_equal_the_shown_ones() -> None:
    park = ParkFactory()
    ParkYearFactory(park=park, year=2024, output_yuan=9e9, tax_yuan=9e9)
    ParkYearFactory(park=park, year=2025, output_yuan=5e6, tax_yuan=2e5)
    refresh_summaries()
    shown = ParkSummary.objects.get(park=park)
    row = assessment_frame().parks.loc[park.pk]
    assert (row.area_m2, row.output_per_mu, row.tax_per_mu) == (
        shown.area_m2,
        shown.output_per_mu,
        shown.tax_per_mu,
    )
    earlier = assessment_frame(2024).parks.loc[park.pk]
    assert earlier.output_per_mu == close(900_000 / PARK_MU)


def test_park_without_boundary_stays_out_with_its_parcels() -> None:
    parcel = ParcelFactory(park=ParkFactory(boundary=None))
    TenancyFactory(parcel=parcel)
    refresh_summaries()
    assert [len(table) for _, table in assessment_frame().tables()] == [0, 0, 0]


def test_parcel_takes_the_best_status_of_the_year() -> None:
    parcel = ParcelFactory()
    ParcelYearFactory(parcel=parcel, year=2024, status="verified", output_yuan=1e9)
    ParcelYearFactory(parcel=parcel, year=2025, status="imputed", output_yuan=2e9)
    ParcelYearFactory(
        parcel=parcel,
        year=2025,
        status="reported",
        output_yuan=7_500_000,
        tax_yuan=375_000,
        upgrade_yuan=0,
        uploaded=False,
    )
    bare = ParcelFactory(park=parcel.park)
    refresh_summaries()

    table = assessment_frame().parcels
    row = table.loc[parcel.pk]
    assert (row.park_id, row.district_code) == (parcel.park_id, "440111")
    assert row.land_mu == close(PARCEL_MU)
    assert row.output_per_mu == close(750 / PARCEL_MU)
    assert row.tax_per_mu == close(37.5 / PARCEL_MU)
    assert row.upgrade_per_mu == 0
    assert math.isnan(row.output_per_tce)
    assert row.uploaded == False  # noqa: E712
    assert table.uploaded.isna().tolist() == [False, True]
    assert math.isnan(table.loc[bare.pk].output_per_mu)


@pytest.mark.parametrize(
    ("figures", "rd_share", "output_per_tce"),
    [
        ({}, None, None),
        ({"output_yuan": 1e6}, None, None),
        ({"rd_yuan": 1e4, "energy_tce": 5}, None, None),
        ({"output_yuan": 1e6, "rd_yuan": 0, "energy_tce": 0}, 0, None),
        ({"output_yuan": 1e6, "rd_yuan": 1e6, "energy_tce": 50}, 1, 2),
        ({"output_yuan": 1e6, "rd_yuan": 1_000_001, "energy_tce": 50}, None, 2),
        ({"output_yuan": 0, "rd_yuan": 0, "energy_tce": 0}, 0, 0),
        ({"output_yuan": 0, "rd_yuan": 1, "energy_tce": None}, None, 0),
    ],
)
def test_ratios_of_missing_and_of_no_output(
    figures: dict[str, float], rd_share: float | None, output_per_tce: float | None
) -> None:
    """Missing stays missing, R&D above output is no share of it; an idle place has no output per anything, which is
    known."""
    tenancy = TenancyFactory()
    ParkYearFactory(park=tenancy.parcel.park, **{"output_yuan": None, **figures})
    ParcelYearFactory(parcel=tenancy.parcel, **figures)
    EnterpriseYearFactory(enterprise=tenancy.enterprise, **figures)
    refresh_summaries()
    for name, table in assessment_frame().tables():
        found = [None if math.isnan(x) else x for x in (table.rd_share.iloc[0], table.output_per_tce.iloc[0])]
        assert found == [rd_share, output_per_tce], name


def test_verified_figures_come_before_reported_ones() -> None:
    parcel = ParcelFactory()
    ParcelYearFactory(parcel=parcel, status="reported", output_yuan=1e9)
    ParcelYearFactory(parcel=parcel, status="verified", output_yuan=7_500_000)
    refresh_summaries()
    assert assessment_frame().parcels.loc[parcel.pk].output_per_mu == close(200)


def test_enterprise_land_is_owned_plus_leased_less_let_out() -> None:
    home, elsewhere = ParcelFactory.create_batch(2)
    owner, tenant, subtenant = EnterpriseFactory.create_batch(3, industry="C3899")
    TenancyFactory(enterprise=owner, parcel=home, holding="owner", land_area_m2=2_400)
    TenancyFactory(enterprise=tenant, parcel=home, holding="tenant", land_area_m2=1_000)
    TenancyFactory(enterprise=subtenant, parcel=home, holding="subtenant", land_area_m2=400)
    TenancyFactory(enterprise=owner, parcel=elsewhere, holding="tenant", land_area_m2=600)
    EnterpriseYearFactory(enterprise=owner, output_yuan=6_000_000, tax_yuan=300_000, rd_yuan=3_000_000)
    refresh_summaries()

    table = assessment_frame().enterprises
    mu = 10_000 / 15
    assert table.land_mu.to_dict() == {
        owner.pk: close((2_400 + 600 - 1_000) / mu),
        tenant.pk: close((1_000 - 400) / mu),
        subtenant.pk: close(400 / mu),
    }
    row = table.loc[owner.pk]
    assert row.park_id == home.park_id
    assert row.industry == "C3899"
    assert row.output_per_mu == close(600 / 3)
    assert row.rd_share == close(0.5)


def test_tenancies_that_fit_the_parcel_say_what_each_uses() -> None:
    parcel = ParcelFactory()
    holdings = {"owner": 1_000, "tenant": 1_000, "subtenant": 500}
    for holding, land in holdings.items():
        TenancyFactory(parcel=parcel, holding=holding, land_area_m2=land)
    refresh_summaries()
    assert assessment_frame().enterprises.land_mu.tolist() == [
        close(land * 15 / 10_000) for land in holdings.values()
    ]


def test_enterprise_that_let_everything_has_no_figures_per_mu() -> None:
    parcel = ParcelFactory()
    owner = TenancyFactory(parcel=parcel, holding="owner", land_area_m2=1_500).enterprise
    TenancyFactory(parcel=parcel, holding="tenant", land_area_m2=1_500)
    EnterpriseYearFactory(enterprise=owner, output_yuan=1e6)
    refresh_summaries()
    row = assessment_frame().enterprises.loc[owner.pk]
    assert math.isnan(row.land_mu)
    assert math.isnan(row.output_per_mu)


def test_only_tenancies_of_the_day_count() -> None:
    parcel = ParcelFactory()
    past = TenancyFactory(parcel=parcel, valid=DateRange(dt.date(2019, 1, 1), dt.date(2021, 1, 1))).enterprise
    now = TenancyFactory(parcel=parcel, valid=DateRange(dt.date(2021, 1, 1), None)).enterprise
    refresh_summaries()
    assert assessment_frame().enterprises.index.tolist() == [now.pk]
    assert assessment_frame(day=dt.date(2020, 6, 1)).enterprises.index.tolist() == [past.pk]


def test_a_frame_is_four_statements_at_any_size(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in (1, 3):
        ParcelFactory()
        refresh_summaries()
        with django_assert_num_queries(6):  # the year, three tables, a savepoint and its release
            assessment_frame()


def test_all_figures_are_of_one_year() -> None:
    """A park that stopped reporting in 2023 is missing in 2025, not judged by 2023 among figures of 2025."""
    stopped, *others = ParkFactory.create_batch(3)
    ParkYearFactory(park=stopped, year=2023, output_yuan=9e9)
    for park in others:
        ParkYearFactory(park=park, year=2025, output_yuan=1.5e6)
    for park in (stopped, *others):
        tenancy = TenancyFactory(parcel__park=park)
        figures = {"year": 2023 if park == stopped else 2025, "output_yuan": 1e6}
        ParcelYearFactory(parcel=tenancy.parcel, **figures)
        EnterpriseYearFactory(enterprise=tenancy.enterprise, **figures)
    refresh_summaries()
    frame = assessment_frame()
    assert frame.year == 2025
    for name, table in frame.tables():
        assert table.output_per_mu.isna().tolist() == [True, False, False], name
        assert table.uploaded.isna().tolist() == [True, False, False], name
    assert frame.parks.output_per_mu.tolist()[1:] == [close(150 / PARK_MU)] * 2

    chosen = assessment_frame(2023)
    assert chosen.year == 2023
    assert chosen.parks.output_per_mu.isna().tolist() == [False, True, True]
    assert chosen.parks.output_per_mu.iloc[0] == close(900_000 / PARK_MU)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], None),
        ([[2025]], 2025),
        ([[2024], [2024], [2025]], 2024),  # a third have 2025
        ([[2024], [2024, 2025], [2025], [2024]], 2025),  # just half
        ([[2024], [2024, 2025], [2024], [2024]], 2024),
        ([[2025], [2025], [2025], [2031]], 2025),  # a slip of the pen moves nobody
        ([[2021], [2022], [2022], [2023], [2024]], 2022),  # no year has half: the one with most
        ([[2021], [2022], [2023]], 2023),  # and of these the latest
        ([[2025], [], [], []], 2025),  # who never had a figure does not hold the others back
    ],
)
def test_the_evaluation_year_is_the_latest_that_half_have(
    years: list[list[int]], expected: int | None
) -> None:
    for park, reported in zip(ParkFactory.create_batch(len(years)), years, strict=True):
        for year in reported:
            ParkYearFactory(park=park, year=year, status="reported")
            ParkYearFactory(park=park, year=year, status="imputed")
    refresh_summaries()
    assert evaluation_year() == expected
    assert assessment_frame().year == expected


def test_the_evaluation_year_weighs_parks_parcels_and_enterprises_alike() -> None:
    """Only those that are judged: a park without boundary and a firm that has moved away do not count."""
    tenancy = TenancyFactory()
    ParkYearFactory(park=tenancy.parcel.park, year=2024)
    ParcelYearFactory(parcel=tenancy.parcel, year=2024)
    EnterpriseYearFactory(enterprise=tenancy.enterprise, year=2025)
    unsurveyed = ParkFactory(boundary=None)
    ParkYearFactory(park=unsurveyed, year=2025)
    ParcelYearFactory(parcel=ParcelFactory(park=unsurveyed), year=2025)
    left = TenancyFactory(parcel=tenancy.parcel, valid=DateRange(dt.date(2019, 1, 1), dt.date(2021, 1, 1)))
    EnterpriseYearFactory(enterprise=left.enterprise, year=2025)
    refresh_summaries()
    assert evaluation_year() == 2024


@pytest.mark.django_db(transaction=True)
def test_snapshot_does_not_see_later_commits() -> None:
    area = AdminArea.objects.create(code="440111", level="district", name="白云区")
    other = connection.copy()
    try:
        with snapshot():
            before = list(AdminArea.objects.values_list("name", flat=True))
            with other.cursor() as cursor:
                cursor.execute("UPDATE inventory_adminarea SET name = '增城区' WHERE code = %s", [area.pk])
            assert list(AdminArea.objects.values_list("name", flat=True)) == before == ["白云区"]
        assert AdminArea.objects.get().name == "增城区"
        with snapshot(), pytest.raises(Exception, match="read-only"):
            AdminArea.objects.update(name="花都区")
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_over_two_connections_the_frame_is_that_of_one_moment() -> None:
    for _ in range(2):
        parcel = ParcelFactory()
        EnterpriseYearFactory(enterprise=TenancyFactory(parcel=parcel).enterprise)
    refresh_summaries()
    with transaction.atomic():
        over_one = frame_hash(assessment_frame())
    with snapshot():
        over_two = assessment_frame()
        # what is changed by somebody else meanwhile is not in it
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(_forget_everybody).result()
        assert frame_hash(assessment_frame()) == frame_hash(over_two)
    assert frame_hash(over_two) == over_one
    assert len(over_two.enterprises) == 2
    assert len(assessment_frame().enterprises) == 0


def _forget_everybody() -> None:
    Enterprise.objects.all().delete()
    connection.close()
