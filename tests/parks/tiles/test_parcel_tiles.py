"""Parcels as vector tiles, read back by GDAL and compared with the database."""

import gzip
from pathlib import Path

import brotli
import geopandas as gpd
import pyogrio
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parks.appraisals.models import ParcelResult
from parks.inventory.models import Parcel, Park
from tests.factories.appraisals import AppraisalFactory
from tests.factories.inventory import ParcelFactory, ParkFactory, square
from tests.parks.tiles.conftest import Get
from tests.parks.tiles.places import tile_at

pytestmark = pytest.mark.django_db


def address(get: Get, persona: str, z: int, x: int, y: int) -> str:
    pattern: str = get(persona, "/tiles/parcels.json").json()["tiles"][0]
    return pattern.format(z=z, x=x, y=y)


def tile_of(parcel: Parcel, z: int) -> tuple[int, int, int]:
    center = parcel.geometry.centroid
    return tile_at(center.x, center.y, z)


def decoded(content: bytes, z: int, x: int, y: int, folder: Path) -> gpd.GeoDataFrame:
    """GDAL's MVT driver takes the place of the tile from the names of file and folders; EPSG:3857."""
    path = folder / str(z) / str(x) / f"{y}.mvt"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return pyogrio.read_dataframe(path, layer="parcels", CLIP="NO")


def in_tile(z: int, x: int, y: int) -> dict[int, float]:
    """Id → EPSG:3857 area of the parcels that meet the tile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, ST_Area(geometry_3857) FROM inventory_parcel"
            " WHERE ST_Intersects(geometry_3857, ST_TileEnvelope(%s, %s, %s))",
            [z, x, y],
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("z", [14, 16])
def test_a_tile_holds_the_parcels_that_meet_it(get, planner, settled, tmp_path, z):
    park = ParkFactory()
    parcels = [ParcelFactory(park=park, geometry=square(n, side=60, north=n * 150)) for n in range(6)]
    settled()
    place = tile_of(parcels[2], z)
    response = get("planner", address(get, "planner", *place))
    found = decoded(response.content, *place, tmp_path)
    expected = in_tile(*place)
    assert expected
    assert set(expected) <= set(found["id"])
    inside = found[found["id"].isin(expected)]
    for _, row in inside.iterrows():
        assert row.code == Parcel.objects.get(pk=row.id).code
        assert row.park_id == park.pk
    whole = found[found["id"] == parcels[2].pk].geometry.iloc[0]
    truth = Parcel.objects.get(pk=parcels[2].pk)
    grid_step = 40_075_016.686 / 2**z / 4096
    center = truth.geometry.centroid.transform(3857, clone=True)
    assert abs(whole.centroid.x - center.x) <= grid_step
    assert abs(whole.centroid.y - center.y) <= grid_step


def test_a_parcel_carries_its_grade_of_the_current_appraisal(get, planner, settled, tmp_path):
    parcels = [ParcelFactory(geometry=square(n, side=60), procedure="partial") for n in range(2)]
    old, current = AppraisalFactory(is_current=False), AppraisalFactory()
    for appraisal, grade in ((old, "D"), (current, "A")):
        ParcelResult.objects.create(appraisal=appraisal, parcel=parcels[0], grade=grade, reason="ranked")
    settled()
    place = tile_of(parcels[0], 14)
    found = decoded(get("planner", address(get, "planner", *place)).content, *place, tmp_path)
    grades = found.set_index("id")["grade"]
    assert grades[parcels[0].pk] == "A"
    assert grades.isna()[parcels[1].pk]
    assert set(found["procedure"]) == {"partial"}
    assert set(found["tenure"]) == {"collective"}


def test_parcels_outside_the_scope_are_not_in_the_tile(get, official, planner, elsewhere, settled, tmp_path):
    mine = ParcelFactory(geometry=square(0, side=60))
    theirs = ParcelFactory(park=elsewhere, geometry=square(0, side=60, north=100))
    settled()
    place = tile_of(mine, 14)
    seen = {
        persona: set(
            decoded(get(persona, address(get, persona, *place)).content, *place, tmp_path / persona)["id"]
        )
        for persona in ("official", "planner")
    }
    assert seen == {"official": {mine.pk}, "planner": {mine.pk, theirs.pk}}


def test_below_z14_small_parcels_are_left_out_and_large_ones_kept(get, planner, settled, tmp_path):
    small = ParcelFactory(geometry=square(0, side=15))
    large = ParcelFactory(geometry=square(1, side=200))
    settled()
    place = tile_of(large, 12)
    found = decoded(get("planner", address(get, "planner", *place)).content, *place, tmp_path)
    assert set(found["id"]) == {large.pk}
    assert tile_of(small, 12) == place


def test_a_tile_without_parcels_is_an_empty_answer(get, planner, settled):
    settled()
    response = get("planner", address(get, "planner", *tile_at(113.3, 23.2, 14)))
    assert (response.status_code, response.content) == (204, b"")


def test_the_address_with_the_present_token_may_be_kept_for_ever(get, planner, settled):
    parcel = ParcelFactory()
    settled()
    tile = address(get, "planner", *tile_of(parcel, 14))
    plain = get("planner", tile)
    assert plain["Cache-Control"] == "private, max-age=31536000, immutable"
    assert plain["Content-Type"] == "application/vnd.mapbox-vector-tile"
    by_gzip, by_brotli = (
        get("planner", tile, accept_encoding=name) for name in ("gzip", "gzip, deflate, br")
    )
    assert (by_gzip["Content-Encoding"], by_brotli["Content-Encoding"]) == ("gzip", "br")
    assert gzip.decompress(by_gzip.content) == brotli.decompress(by_brotli.content) == plain.content


def test_a_plain_revision_is_answered_but_not_kept(get, planner, settled):
    parcel = ParcelFactory()
    revision = settled()
    z, x, y = tile_of(parcel, 14)
    response = get("planner", f"/tiles/parcels/{revision}/{z}/{x}/{y}.mvt")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_an_address_of_an_old_revision_is_gone(get, planner, settled):
    parcel = ParcelFactory()
    settled()
    old = address(get, "planner", *tile_of(parcel, 14))
    settled()
    response = get("planner", old)
    assert (response.status_code, response.json()["code"]) == (404, "stale_token")
    assert response["Content-Type"] == "application/problem+json"


def test_the_address_of_another_scope_is_refused(get, official, planner, settled):
    parcel = ParcelFactory()
    settled()
    theirs = address(get, "planner", *tile_of(parcel, 14))
    assert get("official", theirs).json()["code"] == "stale_token"


def test_a_new_appraisal_moves_the_addresses(get, planner, settled):
    settled()
    before = get("planner", "/tiles/parcels.json").json()["tiles"]
    AppraisalFactory()
    assert get("planner", "/tiles/parcels.json").json()["tiles"] != before


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("9/1/1", "outside_zoom"),
        ("17/1/1", "outside_zoom"),
        ("14/16384/1", "outside_grid"),
        ("14/1/16384", "outside_grid"),
        ("14/-1/1", "outside_grid"),
        ("14/1.5/1", "outside_grid"),
        ("x/1/1", "outside_grid"),
        ("14/１/1", "outside_grid"),
        ("99/1/1", "outside_grid"),
        ("14/123456789012345678901234567890/1", "outside_grid"),
    ],
)
def test_addresses_that_do_not_exist(get, planner, settled, place, code):
    revision = settled()
    response = get("planner", f"/tiles/parcels/{revision}/{place}.mvt")
    assert (response.status_code, response.json()["code"]) == (404, code)


@pytest.mark.parametrize("token", ["0", "99", "-1", "1-", "a", "1'--", "9" * 30])
def test_tokens_that_were_never_given(get, planner, settled, token):
    settled()
    response = get("planner", f"/tiles/parcels/{token}/14/1/1.mvt")
    assert (response.status_code, response.json()["code"]) == (404, "stale_token")


def test_only_known_layers(get, planner):
    assert get("planner", "/tiles/roads.json").json()["code"] == "no_such_layer"
    assert get("planner", "/tiles/roads/1/14/1/1.mvt").json()["code"] == "no_such_layer"


def test_one_query_per_tile(get, planner, settled):
    park = ParkFactory()
    for n in range(3):
        ParcelFactory(park=park, geometry=square(n, side=60))
    settled()
    tile = address(get, "planner", *tile_of(Parcel.objects.first(), 14))
    with CaptureQueriesContext(connection) as queries:
        assert get("planner", tile).status_code == 200
    assert len(queries) == 1


def test_the_description_names_bounds_and_fields(get, planner, settled):
    park = ParkFactory()
    settled()
    described = get("planner", "/tiles/parcels.json").json()
    west, south, east, north = Park.objects.get(pk=park.pk).summary.geometry.extent
    assert described["tilejson"] == "3.0.0"
    assert described["bounds"] == pytest.approx([west, south, east, north], abs=1e-5)
    assert set(described["vector_layers"][0]["fields"]) == {
        "id",
        "code",
        "park_id",
        "tenure",
        "procedure",
        "grade",
    }


def test_a_description_without_parks_has_no_bounds(get, planner):
    assert "bounds" not in get("planner", "/tiles/parcels.json").json()
