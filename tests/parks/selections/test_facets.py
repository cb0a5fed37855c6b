"""Facets against SQL written by hand for this test, for random filters."""

import random
from typing import Any

import pytest
from django.db import connection

from parks.selections.facets import BINS, facets
from parks.selections.filters import ParkFilter
from parks.selections.masks import CRITERIA
from tests.factories.city import random_city

pytestmark = pytest.mark.django_db

FROM = """
    FROM inventory_park p
    LEFT JOIN inventory_adminarea a ON a.code = p.area_id
    LEFT JOIN inventory_parksummary s ON s.park_id = p.id
    LEFT JOIN appraisals_parkresult r ON r.park_id = p.id
        AND r.appraisal_id = (SELECT id FROM appraisals_appraisal WHERE is_current)
"""
MEASURES = {
    "area_mu": "s.area_m2 * 15 / 10000",
    "far": "s.far",
    "output_per_mu": "s.output_per_mu",
    "tax_per_mu": "s.tax_per_mu",
    "procedure_share": "s.procedure_share",
    "priority": "r.priority",
}
WORDS = {"tenure": "p.tenure", "procedure": "s.procedure", "grade": "r.grade", "mode": "r.mode"}
AREAS = {"district": 6, "town": 9, "village": 12}


def condition(name: str, value: str) -> str:
    """One filter as SQL."""
    if name in AREAS:
        return f"left(p.area_id, {AREAS[name]}) = ANY (string_to_array('{value}', ','))"
    if name in WORDS:
        return f"coalesce({WORDS[name]}, 'none') = ANY (string_to_array('{value}', ','))"
    if name == "q":
        return f"(p.name LIKE '%%{value}%%' OR p.code LIKE '%%{value}%%' OR a.name LIKE '%%{value}%%')"
    if name == "metro_m_max":
        return f"s.metro_distance_m <= {value}"
    if name == "bbox":
        return f"s.geometry && ST_MakeEnvelope({value}, 4490)"
    measure, _, bound = name.rpartition("_")
    return f"{MEASURES[measure]} {'>=' if bound == 'min' else '<='} {value}"


def query(
    select: str, filters: dict[str, str], *, lifted: str = "", scope: str = "4401", group: str = ""
) -> list[Any]:
    conditions = [condition(name, value) for name, value in filters.items() if name not in lifted.split(",")]
    where = " AND ".join([f"p.area_id LIKE '{scope}%%'", *conditions])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {select} {FROM} WHERE {where} {group}", [])
        return cursor.fetchall()


def random_filters(chance: random.Random) -> dict[str, str]:
    possible = {
        "district": chance.choice(["440111", "440113", "440111,440113"]),
        "town": chance.choice(["440111001", "440113002,440111001"]),
        "village": "440111001201,440113002202",
        "tenure": chance.choice(["collective", "mixed,collective"]),
        "procedure": chance.choice(["partial", "incomplete,none"]),
        "grade": chance.choice(["A,B", "C,D,none", "none"]),
        "mode": chance.choice(["micro,keep", "none,cannot_assess", "comprehensive"]),
        "q": chance.choice(["石马", "第1", "4401"]),
        "bbox": "113.25,23.1,113.4,23.28",
        "metro_m_max": str(chance.randint(1_000, 9_000)),
        **{f"{name}_min": str(round(BINS[name][-1] * chance.uniform(0, 0.3), 3)) for name in MEASURES},
        **{f"{name}_max": str(round(BINS[name][-1] * chance.uniform(0.4, 1), 3)) for name in MEASURES},
    }
    return {name: possible[name] for name in chance.sample(sorted(possible), chance.randint(1, 4))}


@pytest.mark.parametrize("seed", range(10))
def test_facets_equal_sql_for_random_filters(seed: int) -> None:
    random_city(seed=seed)
    filters = random_filters(random.Random(seed))
    found = facets(["4401"], filters, include_ids=True)
    assert found["total"] == query("count(*)", {})[0][0]
    assert found["count"] == query("count(*)", filters)[0][0]
    assert found["ids"] == [i for (i,) in query("p.id", filters, group="ORDER BY r.rank NULLS LAST, p.code")]
    check_figures(found, filters)
    check_counts(found, filters)


def check_figures(found: dict[str, Any], filters: dict[str, str]) -> None:
    area, gfa, far, output, share = query(
        """coalesce(sum(s.area_m2 * 15 / 10000), 0), coalesce(sum(s.gfa_m2), 0),
        sum(s.gfa_m2) / sum(s.area_m2) FILTER (WHERE s.gfa_m2 IS NOT NULL),
        sum(s.output_per_mu * s.area_m2) / sum(s.area_m2) FILTER (WHERE s.output_per_mu IS NOT NULL),
        sum(s.procedure_share * s.area_m2) / sum(s.area_m2) FILTER (WHERE s.procedure_share IS NOT NULL)""",
        filters,
    )[0]
    assert found["area_mu"] == pytest.approx(area)
    assert found["gfa_m2"] == pytest.approx(gfa)
    for name, expected in (("far", far), ("output_per_mu", output), ("procedure_share", share)):
        assert found[name] == (expected if expected is None else pytest.approx(expected))


def check_counts(found: dict[str, Any], filters: dict[str, str]) -> None:
    """Each facet with its own filter lifted; histograms with open ends."""
    facets_in_sql = {name: f"coalesce({column}, 'none')" for name, column in WORDS.items()}
    facets_in_sql |= {"district": "left(p.area_id, 6)", "town": "left(p.area_id, 9)"}
    for name, column in facets_in_sql.items():
        expected = dict(query(f"{column}, count(*)", filters, lifted=name, group=f"GROUP BY {column}"))
        assert {label: count for label, count in found["by"][name].items() if count} == expected
    for name, column in MEASURES.items():
        edges = ", ".join(map(str, BINS[name][1:-1]))
        bin_of = f"width_bucket({column}, ARRAY[{edges}]::float8[])"
        lifted = f"{name}_min,{name}_max"
        rows = query(f"{bin_of}, count(*)", filters, lifted=lifted, group=f"GROUP BY {bin_of}")
        expected = {place: count for place, count in rows if place is not None}
        counts = found["histograms"][name]["counts"]
        assert {place: count for place, count in enumerate(counts) if count} == expected


def test_scope_bounds_total_and_counts() -> None:
    random_city()
    found = facets(["440113"], {"grade": "A"})
    assert found["total"] == query("count(*)", {}, scope="440113")[0][0]
    assert set(found["by"]["district"]) == {"440113"}
    assert facets([], {})["total"] == 0


def test_every_filter_has_a_mask() -> None:
    assert set(ParkFilter.base_filters) <= set(CRITERIA)


def test_no_parks_at_all() -> None:
    found = facets(["4401"], {})
    assert found["count"] == found["total"] == 0
    assert found["far"] is None
