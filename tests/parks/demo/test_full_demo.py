"""The full demonstration inventory in a real database, measured by SQL: counts, sums, ratios and the real parks."""

from collections.abc import Iterator
from io import StringIO
from time import process_time

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from assessment.appraise import appraise
from assessment.policy.load import load_policy
from parks.inventory.frames import assessment_frame, evaluation_year
from parks.inventory.models import Park, ParkBoundary, Source

pytestmark = pytest.mark.django_db

CITY_OUTPUT = 2.35e8
"""万元: 2022 规上工业总产值 2.35万亿 (陈伟等 §0)."""


@pytest.fixture(scope="module", autouse=True)
def full(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """Seconds of processor time that loading took."""
    with django_db_blocker.unblock(), transaction.atomic():
        start = process_time()
        call_command("load_demo", stdout=StringIO())
        yield process_time() - start
        transaction.set_rollback(True)


def row(sql: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def test_loading_takes_seconds(full: float) -> None:
    assert full < 30, "processor time, so that a busy machine does not fail the test"


def test_published_figures() -> None:
    parks, km2, smallest_m2, far, complete, firms, parcels = row("""
        SELECT count(*), sum(ST_Area(b.geometry::geography)) / 1e6, min(ST_Area(b.geometry::geography)),
            sum(s.gfa_m2) / sum(s.area_m2), sum(s.procedure_share * s.area_m2) / sum(s.area_m2),
            sum(s.enterprise_count), sum(s.parcel_count)
        FROM inventory_parksummary s
        JOIN inventory_parkboundary b ON b.park_id = s.park_id AND b.kind = 'surveyed'
    """)
    assert parks == 2705
    assert km2 == pytest.approx(132, rel=0.005)
    assert round(km2 * 100 / parks, 1) == 4.9
    assert smallest_m2 >= 5_000
    assert far == pytest.approx(0.47, abs=0.005)
    assert 1 - complete == pytest.approx(0.72, abs=0.01)
    assert 25_000 <= firms <= 45_000
    assert 30_000 <= parcels <= 60_000


def test_output_is_a_third_of_the_citys_and_tax_as_of_the_pilots() -> None:
    """The city's: 2.35万亿 over the parks' own land ÷ 30–32 %, by geodesy."""
    output, tax, km2 = row("""
        SELECT sum(s.output_yuan) / 1e4 / (sum(area) FILTER (WHERE s.output_yuan IS NOT NULL) * 15 / 1e4),
            sum(s.tax_yuan) / 1e4 / (sum(area) FILTER (WHERE s.tax_yuan IS NOT NULL) * 15 / 1e4), sum(area) / 1e6
        FROM inventory_parksummary s
        JOIN (SELECT park_id, ST_Area(geometry::geography) AS area FROM inventory_parkboundary WHERE kind = 'surveyed') b
            USING (park_id)
    """)
    low, high = (CITY_OUTPUT / (km2 * 1_500 / share) for share in (0.30, 0.32))
    assert low / 3 < output < high / 3
    assert (low, high) == (pytest.approx(356, rel=0.005), pytest.approx(380, rel=0.005))
    assert tax == pytest.approx(5.6, abs=0.2)


def test_real_parks_keep_their_published_figures() -> None:
    """The surveyed line is the one that counts; the list and the approval keep theirs, dated."""
    known = Park.objects.select_related("summary")
    fangma = known.get(name="放马村工业园", area="440115104217")
    shangjing = known.get(name="上境村工业园", area="440118107210")
    jiushuikeng = known.get(name="旧水坑工业园", area="440113016203")
    assert geodesic_ha(fangma) == {"surveyed": 12.31, "listed": 12.31}
    assert 0 < fangma.summary.output_per_mu < 14
    condition = fangma.conditions.get()
    assert (condition.consent_share, condition.planned_gfa_m2) == (0.9954, 300_000)
    assert geodesic_ha(shangjing) == {"surveyed": 52.56, "listed": 52.56}
    assert shangjing.summary.far == pytest.approx(0.34, abs=0.0005)
    assert shangjing.summary.enterprise_count == 26
    assert geodesic_ha(jiushuikeng) == {"surveyed": 75.7, "listed": 75.7, "approved": 45.63}
    assert jiushuikeng.conditions.get().planned_gfa_m2 == 1_067_100
    lines = {line.kind: line for line in ParkBoundary.objects.filter(park=jiushuikeng)}
    assert len({line.valid.lower for line in lines.values()}) == 3
    approved = lines["approved"].geometry
    assert lines["listed"].geometry.intersection(approved).area == pytest.approx(approved.area, rel=1e-5)
    assert jiushuikeng.summary.boundary_kind == "surveyed"


def geodesic_ha(park: Park) -> dict[str, float]:
    """Of every boundary, to a hundredth of a percent of the largest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, ST_Area(geometry::geography) / 1e4 FROM inventory_parkboundary WHERE park_id = %s",
            [park.pk],
        )
        return {kind: pytest.approx(area, rel=5e-4) for kind, area in cursor.fetchall()}


def test_modes_and_grades_occur() -> None:
    judged = appraise(assessment_frame(), load_policy(Source.objects.get().dated)).parks
    share = judged["mode"].value_counts(normalize=True)
    assert 0.01 <= share["whole_village"] <= 0.03
    assert 0.20 <= share["comprehensive"] <= 0.35
    assert 0.05 <= share["micro"] <= 0.10
    assert share["keep"] > 0.4
    assert 0.02 <= share["cannot_assess"] <= 0.10
    assert set(judged["grade"].dropna()) == {"A", "B", "C", "D"}
    assert 0.02 <= judged["grade"].isna().mean() <= 0.10
    assert 0.005 <= (~judged["ranked"]).mean() <= 0.03
    assert not judged["below_threshold"].any()


def test_the_evaluation_year_is_the_latest_of_the_demo() -> None:
    years = row("SELECT min(year), max(year) FROM inventory_parkyear")
    assert years == (2024, 2025)
    assert evaluation_year() == assessment_frame().year == 2025
