"""List, facets, selection and SQL written by hand for this test find the same parks, whatever the filters."""

from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from parks.inventory.models import Park
from tests.conftest import ClientOf
from tests.factories.city import random_city

pytestmark = pytest.mark.django_db

ODD_NAMES = ("Straße a_b园", "STRASSE A%B园", "i·İ·ı园", "ＡＢＣ园", "甲\\乙园", "two  spaces园", "'; --园")
STEP = 1e-7

FIND = """
    SELECT p.id
    FROM inventory_park p
    JOIN inventory_adminarea a ON a.code = p.area_id
    LEFT JOIN inventory_parksummary s ON s.park_id = p.id
    LEFT JOIN appraisals_parkresult r ON r.park_id = p.id
        AND r.appraisal_id = (SELECT id FROM appraisals_appraisal WHERE is_current)
    WHERE p.area_id LIKE '4401%%' AND {conditions}
    ORDER BY r.rank NULLS LAST, p.code
"""
CAPITALS = f"translate({{}}, '{ascii_lowercase}', '{ascii_uppercase}')"
HOLDS = f"position({CAPITALS.format('%(q)s')} IN {CAPITALS})"
CONDITIONS = {
    "district": "left(p.area_id, 6) = ANY (string_to_array(%(district)s, ','))",
    "town": "left(p.area_id, 9) = ANY (string_to_array(%(town)s, ','))",
    "grade": "coalesce(r.grade, 'none') = ANY (string_to_array(%(grade)s, ','))",
    "mode": "coalesce(r.mode, 'none') = ANY (string_to_array(%(mode)s, ','))",
    "procedure": "coalesce(s.procedure, 'none') = ANY (string_to_array(%(procedure)s, ','))",
    "tenure": "p.tenure = ANY (string_to_array(%(tenure)s, ','))",
    "area_mu_min": "s.area_m2 >= %(area_mu_min)s::float8 * (10000::float8 / 15)",
    "far_max": "s.far <= %(far_max)s::float8",
    "priority_min": "r.priority >= %(priority_min)s::float8",
    "metro_m_max": "s.metro_distance_m <= %(metro_m_max)s::float8",
    "ids": "p.id = ANY (string_to_array(%(ids)s, ',')::bigint[])",
    "q": " OR ".join(f"{HOLDS.format(column)} > 0" for column in ("p.name", "p.code", "a.name")),
    "bbox": """ST_XMax(s.geometry) >= split_part(%(bbox)s, ',', 1)::float8
        AND ST_YMax(s.geometry) >= split_part(%(bbox)s, ',', 2)::float8
        AND ST_XMin(s.geometry) <= split_part(%(bbox)s, ',', 3)::float8
        AND ST_YMin(s.geometry) <= split_part(%(bbox)s, ',', 4)::float8""",
}


def of_words(*words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, unique=True).map(",".join)


def of_numbers(low: float, high: float) -> st.SearchStrategy[str]:
    return st.floats(low, high).map(lambda number: f"{number:.3f}")


@st.composite
def texts(draw: st.DrawFn, names: list[str]) -> str:
    """Pieces of what is there in any case, pieces of two of them together, and what means something to LIKE."""
    name = draw(st.sampled_from(names))
    start = draw(st.integers(0, len(name) - 1))
    piece = name[start : start + draw(st.integers(1, 6))]
    around = draw(st.sampled_from(["{}", "{}\n{}", "%{}", "{}_", "\\{}", "{}%", " {} ", "\n{}"]))
    change = draw(st.sampled_from([str, str.upper, str.lower, str.swapcase, str.casefold]))
    return change(around.format(piece, piece))


@st.composite
def boxes(draw: st.DrawFn, edges: list[tuple[float, ...]]) -> str:
    """Each side at some park's edge, a little beside it, or far away."""

    def between(low: int, high: int) -> list[str]:
        ends = []
        for side in (low, high):
            near = draw(st.sampled_from(edges))[side] + draw(st.sampled_from([-20, -1, 0, 1, 20])) * STEP
            ends.append(round(draw(st.sampled_from([near, near, near, -0.01, 120.5])), 7))
        return [f"{end:.7f}" for end in sorted(ends)]

    (west, east), (south, north) = between(2, 0), between(3, 1)
    return f"{west},{min(south, '89', key=float)},{east},{min(north, '89', key=float)}"


@st.composite
def filters(draw: st.DrawFn, parks: list[Park], edges: list[tuple[float, ...]]) -> dict[str, str]:
    names = [text for park in parks for text in (park.name, park.code, park.area.name)]
    possible = {
        "district": of_words("440111", "440113", "440112"),
        "town": of_words("440111001", "440113002"),
        "grade": of_words("A", "B", "C", "D", "none"),
        "mode": of_words("micro", "keep", "comprehensive", "none", "cannot_assess"),
        "procedure": of_words("complete", "partial", "incomplete", "none"),
        "tenure": of_words("collective", "mixed"),
        "area_mu_min": of_numbers(0, 300),
        "far_max": of_numbers(0, 2),
        "priority_min": of_numbers(0, 100),
        "metro_m_max": of_numbers(0, 9_000),
        "ids": st.lists(st.sampled_from([park.pk for park in parks]), min_size=1).map(
            lambda ids: ",".join(map(str, ids))
        ),
        "q": texts(names),
        "bbox": boxes(edges),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(possible)), min_size=1, max_size=3))
    return {
        name: draw(possible[name])
        for name in sorted(chosen | draw(st.sampled_from([{"q"}, {"bbox"}, set()])))
    }


def by_hand(wanted: dict[str, str]) -> list[int]:
    conditions = " AND ".join(f"({CONDITIONS[name]})" for name in wanted)
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(conditions=conditions), {**wanted, "q": wanted.get("q", "").strip()})
        return [number for (number,) in cursor.fetchall()]


def answers(client: APIClient, wanted: dict[str, str]) -> Iterator[tuple[str, list[int]]]:
    listed = client.get("/api/v1/parks/", {**wanted, "page_size": 500}).json()
    yield "list", [row["id"] for row in listed["results"]]
    yield "facets", client.get("/api/v1/parks/facets/", {**wanted, "include": "ids"}).json()["ids"]
    made = client.post("/api/v1/selections/", {"filters": wanted}).json()
    yield "selection", client.get(f"/api/v1/selections/{made['id']}/ids/").json()
    yield (
        "its list",
        [
            row["id"]
            for row in client.get("/api/v1/parks/", {"selection": made["id"], "page_size": 500}).json()[
                "results"
            ]
        ],
    )
    again = client.post("/api/v1/selections/", {"filters": made["filters"]}).json()
    yield "what it wrote down", client.get(f"/api/v1/selections/{again['id']}/ids/").json()
    assert again["id"] == made["id"]


@pytest.fixture
def city(db: None) -> list[Park]:
    random_city()
    parks = list(Park.objects.select_related("area"))
    for park, name in zip(parks, ODD_NAMES, strict=False):
        park.name = name
        park.save()
    return parks


@pytest.fixture
def edges(city: list[Park]) -> list[tuple[float, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_XMin(geometry), ST_YMin(geometry), ST_XMax(geometry), ST_YMax(geometry)"
            " FROM inventory_parksummary ORDER BY park_id"
        )
        return cursor.fetchall()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_everybody_finds_the_same_parks(
    client_of: ClientOf, city: list[Park], edges: list[tuple[float, ...]], data: Any
) -> None:
    wanted = data.draw(filters(city, edges))
    expected = by_hand(wanted)
    for who, found in answers(client_of("planner"), wanted):
        assert found == expected, (who, wanted)


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("园\n440111-0001", "石马园", 0),
        ("strasse", "Straße园", 0),
        ("STRASSE", "strasse园", 1),
        ("a_b", "acb园", 0),
        ("100%", "100园", 0),
        ("ı", "I园", 0),
    ],
)
def test_text_is_looked_for_in_each_name_alone_and_as_it_is(
    client_of: ClientOf, query: str, name: str, expected: int
) -> None:
    random_city(parks=1)
    Park.objects.update(name=name, code="440111-0001")
    for who, found in answers(client_of("planner"), {"q": query}):
        assert len(found) == expected, who


@pytest.mark.parametrize(
    ("filters", "same"),
    [
        ({"district": "440111,"}, {"district": "440111"}),
        ({"district": ",", "grade": ",,"}, {}),
        ({"grade": ",A,,B,"}, {"grade": "A,B"}),
        ({"ids": "1,"}, {"ids": "1"}),
    ],
)
def test_nothing_between_commas_asks_nothing(
    client_of: ClientOf, filters: dict[str, str], same: dict[str, str]
) -> None:
    random_city()
    client = client_of("planner")
    expected = client.get("/api/v1/parks/facets/", {**same, "include": "ids"}).json()["ids"]
    for who, found in answers(client, filters):
        assert found == expected, who


@pytest.mark.parametrize("side", range(4))
@pytest.mark.parametrize(("apart", "expected"), [(-1e-7, 1), (0, 1), (2e-7, 0), (2e-6, 0), (1e-4, 0)])
def test_a_box_beside_a_park_does_not_meet_it(
    client_of: ClientOf, side: int, apart: float, expected: int
) -> None:
    """Single precision tells 113.32° from its next 0.8 m away."""
    random_city(parks=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_parksummary SET geometry = ST_GeomFromText(ST_AsText(geometry, 6), 4490)"
        )
    (park,) = Park.objects.select_related("summary")
    west, south, east, north = park.summary.geometry.extent
    boxes = [
        (west - 0.01, south, west - apart, north),
        (west, south - 0.01, east, south - apart),
        (east + apart, south, east + 0.01, north),
        (west, north + apart, east, north + 0.01),
    ]
    for who, found in answers(client_of("planner"), {"bbox": ",".join(map(repr, boxes[side]))}):
        assert len(found) == expected, who
