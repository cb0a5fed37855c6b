"""The inputs of the assessment beyond the survey: dated records, guideline tables, ratios of annual figures, three years."""

import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from assessment.columns import TABLES
from assessment.frame import canonical
from parks.inventory.frames import assessment_frame
from parks.inventory.models.needs import ITEMS
from parks.inventory.services import refresh_summaries
from parks.inventory.sql import statement
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db

PARK_MU, PARCEL_MU = 15.0, 3.75
DAY = dt.date(2025, 7, 1)


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-6)


def row_of(table: str, pk: int, year: int | None = 2025, day: dt.date = DAY) -> Any:
    refresh_summaries()
    frame = canonical(assessment_frame(year, day=day))
    return getattr(frame, table).loc[pk]


def plain(value: Any) -> Any:
    return None if pd.isna(value) else value


def test_every_declared_column_is_delivered() -> None:
    """None is left to stand as unknown because the statement does not name it."""
    for name, columns in TABLES.items():
        with connection.cursor() as cursor:
            cursor.execute(statement(f"frame_{name}"), {"year": 2025, "day": DAY})
            delivered = [column.name for column in cursor.description]
        assert sorted(delivered) == sorted(["id", *(column.name for column in columns)])


YEAR = {
    "output_yuan": 40e6,
    "tax_yuan": 3e6,
    "value_added_yuan": 9e6,
    "employees": 60,
    "energy_tce": 300.0,
    "electricity_kwh": 1.5e6,
    "emission_equivalents": 450.0,
    "bonus_points": 3.0,
    "penalty_points": 1.5,
}
RATIOS = {
    "output_per_tce": 4_000 / 300,
    "value_added_per_tce": 3,
    "value_added_per_emission": 2,
    "labor_productivity": 15,
    "tax_per_kwh": 2,
}


def test_ratios_of_the_annual_figures_in_all_three_tables() -> None:
    tenancy = make.TenancyFactory(land_area_m2=1_500)
    make.ParkYearFactory(park=tenancy.parcel.park, **YEAR)
    make.ParcelYearFactory(parcel=tenancy.parcel, **YEAR)
    make.EnterpriseYearFactory(enterprise=tenancy.enterprise, **YEAR)
    places = {
        "parks": (tenancy.parcel.park_id, PARK_MU),
        "parcels": (tenancy.parcel_id, PARCEL_MU),
        "enterprises": (tenancy.enterprise_id, 2.25),
    }
    for table, (pk, mu) in places.items():
        row = row_of(table, pk)
        assert {name: row[name] for name in RATIOS} == {name: close(v) for name, v in RATIOS.items()}, table
        assert row.value_added_per_mu == close(900 / mu), table
        assert (row.bonus_points, row.penalty_points) == (3, 1.5)


@pytest.mark.parametrize(
    ("changed", "unknown"),
    [
        (
            {"value_added_yuan": None},
            {"value_added_per_tce", "value_added_per_emission", "labor_productivity"},
        ),
        ({"energy_tce": 0}, {"output_per_tce", "value_added_per_tce"}),
        ({"electricity_kwh": 0}, {"tax_per_kwh"}),
        ({"employees": None, "emission_equivalents": 0}, {"labor_productivity", "value_added_per_emission"}),
    ],
)
def test_a_ratio_without_either_part_is_unknown(changed: dict[str, Any], unknown: set[str]) -> None:
    parcel = make.ParcelFactory()
    make.ParcelYearFactory(parcel=parcel, **YEAR | changed)
    row = row_of("parcels", parcel.pk)
    assert {name for name in RATIOS if math.isnan(row[name])} == unknown


def test_a_loss_is_a_figure_and_nothing_earned_is_zero_per_anything() -> None:
    parcel = make.ParcelFactory()
    make.ParcelYearFactory(
        parcel=parcel, **YEAR | {"value_added_yuan": -9e6, "tax_yuan": 0, "electricity_kwh": 0}
    )
    row = row_of("parcels", parcel.pk)
    assert (row.value_added_per_tce, row.labor_productivity, row.tax_per_kwh) == (close(-3), close(-15), 0)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2023: 3.75e6, 2024: 7.5e6, 2025: 11.25e6}, 200),
        ({2023: 3.75e6, 2025: 11.25e6}, None),
        ({2023: None, 2024: 7.5e6, 2025: 11.25e6}, None),
        ({2022: 9e9, 2023: 0, 2024: 0, 2025: 11.25e6, 2026: 9e9}, 100),
    ],
)
def test_mean_of_the_three_years_to_the_evaluation_year(
    years: dict[int, float | None], expected: float | None
) -> None:
    parcel = make.ParcelFactory()
    for year, output in years.items():
        make.ParcelYearFactory(parcel=parcel, year=year, status="imputed", output_yuan=9e9)
        make.ParcelYearFactory(
            parcel=parcel, year=year, status="verified", output_yuan=output, tax_yuan=output
        )
    row = row_of("parcels", parcel.pk)
    found = [plain(row.mean3_output_per_mu), plain(row.mean3_tax_per_mu)]
    assert found == [None if expected is None else close(expected)] * 2


def test_the_latest_record_not_after_the_day_counts_and_of_a_day_the_surest() -> None:
    park = make.ParkFactory()
    for as_of, status, tax_class in [
        (dt.date(2024, 1, 1), "verified", "core"),
        (DAY, "imputed", "core"),
        (DAY, "verified", "other_towns"),
        (DAY, "reported", "core"),
        (DAY + dt.timedelta(days=1), "verified", "one_zone_many_parks"),
    ]:
        make.SituationFactory(park=park, as_of=as_of, status=status, tax_class=tax_class)
    days = [dt.date(2023, 12, 31), DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)]
    assert [plain(row_of("parks", park.pk, day=day).tax_class) for day in days] == [
        None,
        "core",
        "other_towns",
        "one_zone_many_parks",
    ]


def test_a_record_counts_as_a_whole() -> None:
    """What the latest one leaves empty is not taken from the one before."""
    park = make.ParkFactory()
    make.SituationFactory(park=park, as_of=dt.date(2024, 1, 1), tax_class="core", fire_accepted=True)
    make.SituationFactory(park=park, as_of=DAY, fire_accepted=False)
    row = row_of("parks", park.pk)
    assert (plain(row.tax_class), bool(row.fire_accepted)) == (None, False)


@pytest.mark.parametrize(
    ("tenure", "main_use", "expected"),
    [
        ("collective", "industrial", ("collective", "industrial", False)),
        ("state_collective_use", "warehouse", ("state_held_by_village", "logistics", False)),
        ("mixed", "industrial", (None, "industrial", True)),
    ],
)
def test_ownership_and_use_are_the_parks_own(tenure: str, main_use: str, expected: tuple) -> None:
    park = make.ParkFactory(tenure=tenure, main_use=main_use, started_year=1998)
    row = row_of("parks", park.pk)
    assert (plain(row.ownership), row.main_use, bool(row.mixed_tenure)) == expected
    assert row.operating_years == 27


def test_a_situation_in_its_units() -> None:
    park = make.ParkFactory()
    make.SituationFactory(
        park=park,
        renewal_start_year=2020,
        renewal_use="new_industry",
        renewal_status="under_way",
        land_route="to_state",
        assembly_cost_yuan_per_mu=1_600_000,
        industrial_land_price_yuan_per_mu=400_000,
        area_vacancy_share=0.5,
        rent_only=True,
        village_feasibility="between",
        village_land="mostly_state",
    )
    row = row_of("parks", park.pk)
    assert (row.renewal_start_year, row.renewal_use, row.renewal_status) == (
        2020,
        "new_industry",
        "under_way",
    )
    assert (row.assembly_cost_per_mu, row.industrial_land_price_per_mu) == (160, 40)
    assert (row.land_route, row.village_feasibility, row.village_land) == (
        "to_state",
        "between",
        "mostly_state",
    )
    assert (row.area_vacancy_share, bool(row.rent_only), plain(row.own_leasing)) == (0.5, True, None)


def test_needs_are_counted_where_the_survey_gives_no_number() -> None:
    states = dict(zip(ITEMS, ["met", "building", "partial", "none", *["met"] * 5], strict=True))
    counted, stated, partly = make.ParkFactory.create_batch(3)
    make.NeedsFactory(park=counted, **states)
    make.NeedsFactory(park=stated, **states)
    make.ConditionFactory(park=stated, unmet_needs=7)
    make.NeedsFactory(park=partly, **states | {"green": None})
    rows = [row_of("parks", park.pk) for park in (counted, stated, partly)]
    assert [plain(row.unmet_needs) for row in rows] == [1, 7, None]
    assert [rows[0][f"need_{item}"] for item in ITEMS] == list(states.values())


def test_a_scheme_in_its_units() -> None:
    park = make.ParkFactory()
    make.SchemeFactory(
        park=park,
        pilot=True,
        supervision_agreement=False,
        agreed_tax_yuan_per_mu=385_000,
        contiguous_m2=100_000 / 3,
        path="capacity_raise",
        irr=-0.02,
        handover_m2=100_000,
        rent_yuan_m2_month=35,
        investment_yuan_per_mu=6_000_000,
        output_yuan_per_mu=12_000_000,
        tax_yuan_per_mu=700_000,
    )
    row = row_of("parks", park.pk)
    assert (bool(row.pilot), bool(row.supervision_agreement), row.agreed_tax_per_mu) == (True, False, 38.5)
    assert (row.contiguous_mu, row.scheme_handover_ha, row.scheme_rent) == (close(50), 10, 35)
    assert (row.scheme_path, row.scheme_irr) == ("capacity_raise", -0.02)
    assert [row[f"scheme_{x}_per_mu"] for x in ("investment", "output", "tax")] == [600, 1_200, 70]
    assert plain(row.guideline_output_per_mu) is None


def test_the_latest_guideline_replaces_the_earlier_wholly() -> None:
    """The row that names the industry most exactly counts, as a whole; an industry the edition leaves out has no value."""
    first = make.GuidelineEditionFactory(valid_from=dt.date(2018, 1, 1))
    for code, output in [("C", 1e6), ("C18", 2e6), ("C1819", 3e6), ("C39", 4e6)]:
        make.IndustryGuidelineFactory(
            edition=first, industry=code, output_yuan_per_mu=output, tax_yuan_per_mu=1e5
        )
    second = make.GuidelineEditionFactory(valid_from=dt.date(2025, 1, 1))
    make.IndustryGuidelineFactory(edition=second, industry="C181", investment_yuan_per_mu=5e6)
    make.GuidelineEditionFactory(valid_from=DAY + dt.timedelta(days=1))
    parcels = {
        code: make.TenancyFactory(enterprise__industry=code).parcel_id
        for code in ("C1819", "C1820", "C1921", "C39", "G5920")
    }
    bare = make.ParcelFactory()

    def values(pk: int, day: dt.date) -> list[float | None]:
        row = row_of("parcels", pk, day=day)
        return [plain(row[f"guideline_{x}_per_mu"]) for x in ("output", "investment", "tax")]

    early = {code: values(pk, dt.date(2024, 12, 31)) for code, pk in parcels.items()}
    assert early == {
        "C1819": [300, None, 10],
        "C1820": [200, None, 10],
        "C1921": [100, None, 10],
        "C39": [400, None, 10],
        "G5920": [None] * 3,
    }
    late = {code: values(pk, DAY) for code, pk in parcels.items()}
    assert late == {"C1819": [None, 500, None]} | dict.fromkeys(
        ("C1820", "C1921", "C39", "G5920"), [None] * 3
    )
    assert values(bare.pk, DAY) == [None] * 3
    assert values(parcels["C1819"], DAY + dt.timedelta(days=1)) == [None] * 3


def test_the_guideline_of_a_park_is_that_of_its_schemes_industry() -> None:
    make.IndustryGuidelineFactory(industry="C39", output_yuan_per_mu=9e6, investment_yuan_per_mu=4e6)
    park = make.SchemeFactory(industry="C3982").park
    row = row_of("parks", park.pk)
    assert (row.guideline_output_per_mu, row.guideline_investment_per_mu) == (900, 400)


def test_the_largest_tenancy_of_the_day_is_a_parcels_main_enterprise() -> None:
    parcel = make.ParcelFactory()
    for industry, m2, since, valid in [
        ("C1810", 400, 2001, DateRange(dt.date(2020, 1, 1), None)),
        ("C3982", 600, 2024, DateRange(dt.date(2020, 1, 1), None)),
        ("C1921", 900, 1990, DateRange(dt.date(2020, 1, 1), dt.date(2025, 1, 1))),
    ]:
        enterprise = make.EnterpriseFactory(
            industry=industry, operating_since=since, public_utility=industry == "C3982"
        )
        make.TenancyFactory(parcel=parcel, enterprise=enterprise, land_area_m2=m2, valid=valid)
    row = row_of("parcels", parcel.pk)
    assert (row.operating_years, bool(row.public_utility)) == (1, True)


@pytest.mark.parametrize(
    ("utilities", "expected"),
    [([True, True], True), ([True, None], None), ([True, False], False), ([None, False], False), ([], None)],
)
def test_a_park_is_a_utility_only_if_all_in_it_are(
    utilities: list[bool | None], expected: bool | None
) -> None:
    park = make.ParkFactory()
    for public_utility in utilities:
        make.TenancyFactory(parcel__park=park, enterprise__public_utility=public_utility)
    assert plain(row_of("parks", park.pk).public_utility) == expected


@pytest.mark.parametrize(
    ("year", "since", "expected"), [(2025, 2023, 2), (2025, 2026, 0), (2025, None, None), (None, 2020, 5)]
)
def test_years_in_operation(year: int | None, since: int | None, expected: float | None) -> None:
    """To the evaluation year; without any, to the day."""
    tenancy = make.TenancyFactory(enterprise__operating_since=since, enterprise__above_scale=True)
    row = row_of("enterprises", tenancy.enterprise_id, year=year)
    assert plain(row.operating_years) == expected
    assert bool(row.above_scale)
