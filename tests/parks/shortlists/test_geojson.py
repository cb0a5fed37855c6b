"""The GeoJSON file, read back as JSON and by another library."""

import json
from io import BytesIO
from typing import Any

import geopandas
import pytest
from shapely.geometry import shape

from parks.inventory.models import Park, ParkSummary
from parks.selections.models import Selection
from tests.conftest import ClientOf
from tests.factories.objections import DecidedFactory


@pytest.fixture
def content(client_of: ClientOf, selection: Selection) -> bytes:
    answer = client_of("planner").get(f"/api/v1/exports/{selection.pk}.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    return b"".join(answer.streaming_content)


@pytest.fixture
def document(content: bytes) -> dict[str, Any]:
    return json.loads(content)


def test_features_are_the_selection_in_its_order(document: dict[str, Any], selection: Selection) -> None:
    assert document["type"] == "FeatureCollection"
    assert [feature["id"] for feature in document["features"]] == selection.ids


def test_metadata_states_what_it_is(document: dict[str, Any], selection: Selection) -> None:
    stated = document["metadata"]
    assert stated["synthetic"] == "演示数据 · synthetic"
    assert (stated["selection"], stated["count"], stated["revision"]) == (selection.pk, 3, 0)
    assert (stated["policy_edition"], stated["year"]) == ("2022-01-01-test", 2025)
    assert "参照增城征求意见稿" in stated["grade_basis"]


def test_properties_are_the_stored_figures(document: dict[str, Any]) -> None:
    feature = document["features"][1]
    summary = ParkSummary.objects.get(park=feature["id"])
    properties = feature["properties"]
    assert properties["area_m2"] == pytest.approx(summary.area_m2)
    assert properties["district"] == {"code": "440111", "name": "白云区"}
    assert (properties["rank"], properties["mode"]) == (2, "micro")


def test_coordinates_have_seven_decimals_at_most(document: dict[str, Any]) -> None:
    (ring,) = document["features"][0]["geometry"]["coordinates"][0]
    assert all(round(number, 7) == number for point in ring for number in point)


def test_outer_rings_run_counter_clockwise(document: dict[str, Any]) -> None:
    for feature in document["features"]:
        for part in shape(feature["geometry"]).geoms:
            assert part.exterior.is_ccw


def test_another_program_reads_it(content: bytes) -> None:
    frame = geopandas.read_file(BytesIO(content))
    assert len(frame) == 3
    assert Park.objects.filter(code__in=frame["code"]).count() == 3
    assert frame.geometry.is_valid.all()


def test_objections_stand_beside_the_grade(client_of: ClientOf, selection: Selection) -> None:
    DecidedFactory(park_id=selection.ids[0], subject_id=selection.ids[0], subject_code="", subject_name="")
    content = b"".join(client_of("planner").get(f"/api/v1/exports/{selection.pk}.geojson").streaming_content)
    document = json.loads(content)
    said = [
        (each["properties"]["objection_status"], each["properties"]["objection_outcome"])
        for each in document["features"]
    ]
    assert said[0][0] == "decided"
    assert "理由：漏报企业已补报；" in said[0][1]
    assert said[1:] == [(None, None)] * 2
    assert document["metadata"]["objections"] == "0 个园区处理中，1 个园区已处理（按导出时）"
