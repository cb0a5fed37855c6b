"""The parks of a scope as one document, decoded as a browser would and compared with the database."""

import gzip

import brotli
import orjson
import pytest
import shapely
from django.contrib.gis.geos import MultiPolygon
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyproj import Transformer

from parks.appraisals.models import Appraisal
from parks.inventory.models import DataRevision, Park
from parks.inventory.services import bump_revision
from parks.selections.state import DataMovedError
from parks.tiles import parks_payload, views
from parks.tiles.access import Visitor
from parks.tiles.tokens import current
from tests.factories.appraisals import AppraisalFactory, ParkResultFactory
from tests.factories.inventory import (
    BoundaryFactory,
    BuildingAreaFactory,
    DistrictFactory,
    ParcelFactory,
    ParkFactory,
    ParkYearFactory,
    square,
)

pytestmark = pytest.mark.django_db
TO_METRES = Transformer.from_crs(4490, 4547, always_xy=True)


def payload(get, persona="planner"):
    return orjson.loads(get(persona, get(persona, "/tiles/parks.json").json()["url"]).content)


def outline(document, index):
    """The rings of a park, summed up and put together by the even-odd rule."""
    geometry = document["geometry"]
    shape = shapely.Polygon()
    for ring in geometry["rings"][index]:
        x = y = 0
        corners = []
        for dx, dy in zip(ring[::2], ring[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append(
                (geometry["origin"][0] + x / geometry["scale"], geometry["origin"][1] + y / geometry["scale"])
            )
        shape = shape ^ shapely.Polygon(corners)
    return shape


def metres(shape):
    return shapely.transform(shape, TO_METRES.transform, interleaved=False)


def stored(park):
    return shapely.from_wkb(bytes(Park.objects.get(pk=park.pk).summary.geometry.wkb))


def test_outlines_lie_within_two_metres_of_the_stored_ones(get, planner, settled):
    ring_road = square(5, side=300) - square(5, side=80, east=100, north=100)
    ring_road = ring_road.buffer(0.0003).simplify(0.000001)
    parks = [ParkFactory(), ParkFactory(boundary=None), ParkFactory(boundary=None)]
    hole = square(7, side=300).difference(square(7, side=80, east=100, north=100))
    BoundaryFactory(park=parks[1], geometry=MultiPolygon(hole, srid=4490))
    BoundaryFactory(park=parks[2], geometry=MultiPolygon(ring_road, *square(20), srid=4490))
    settled()
    document = payload(get)
    for park in parks:
        index = document["columns"]["id"].index(park.pk)
        ours, truth = metres(outline(document, index)), metres(stored(park))
        assert shapely.hausdorff_distance(ours.boundary, truth.boundary) < 2.5
        assert ours.symmetric_difference(truth).area < 2 * truth.length


def test_columns_are_the_summary_rounded(get, planner, settled):
    park = ParkFactory(code="440111-0007", name="石马工业园")
    parcel = ParcelFactory(park=park, procedure="complete", geometry=square(0, side=80))
    BuildingAreaFactory(parcel=parcel, gfa_m2=12_345.678)
    ParkYearFactory(park=park, output_yuan=23_456_789, tax_yuan=1_234_567)
    ParkResultFactory(park=park, rank=1, priority=56.789, grade="C", mode="keep", completeness=0.876)
    settled()
    summary = Park.objects.get(pk=park.pk).summary
    document = payload(get)
    row = {name: values[0] for name, values in document["columns"].items()}
    assert row == {
        "id": park.pk,
        "code": "440111-0007",
        "name": "石马工业园",
        "area": "440111113201",
        "tenure": "collective",
        "procedure": "complete",
        "area_m2": round(summary.area_m2),
        "gfa_m2": 12_346,
        "far": round(12_345.678 / summary.area_m2, 6),
        "output_per_mu": round(2_345.6789 / (summary.area_m2 * 15 / 10_000), 5),
        "tax_per_mu": round(123.4567 / (summary.area_m2 * 15 / 10_000), 6),
        "procedure_share": 1.0,
        "grade": "C",
        "grade_score": 61.5,
        "mode": "keep",
        "need": 40.0,
        "opportunity": 60.0,
        "priority": 56.789,
        "rank": 1,
        "completeness": 0.876,
    }
    assert document["areas"] == {
        "4401": "广州市",
        "440111": "白云区",
        "440111113": "太和镇",
        "440111113201": "石马村",
    }
    assert document["policy_edition"] == "2022-01-01-test"
    assert document["count"] == 1
    assert document["synthetic"] is False


def test_what_is_unknown_is_null(get, planner, settled):
    ParkFactory()
    ParkFactory(boundary=None)
    settled()
    document = payload(get)
    columns = document["columns"]
    assert (
        columns["gfa_m2"] == columns["grade"] == columns["rank"] == columns["output_per_mu"] == [None, None]
    )
    assert document["appraisal"] is document["policy_edition"] is None
    assert [len(rings) for rings in document["geometry"]["rings"]] == [1, 0]


def test_the_most_urgent_comes_first_and_the_unranked_last(get, planner, settled):
    appraisal = AppraisalFactory()
    parks = [ParkFactory(code=f"440111-000{n}") for n in range(4)]
    for park, rank in zip(parks, [3, None, 1, None], strict=True):
        ParkResultFactory(appraisal=appraisal, park=park, rank=rank)
    settled()
    assert payload(get)["columns"]["rank"] == [1, 3, None, None]
    assert payload(get)["columns"]["code"] == ["440111-0002", "440111-0000", "440111-0001", "440111-0003"]


def test_only_the_results_of_the_current_appraisal_count(get, planner, settled):
    park = ParkFactory()
    ParkResultFactory(park=park, appraisal=AppraisalFactory(is_current=False), grade="A")
    ParkResultFactory(park=park, grade="D")
    settled()
    assert payload(get)["columns"]["grade"] == ["D"]


def test_a_scope_sees_its_own_parks_only(get, official, planner, elsewhere, settled):
    mine = ParkFactory()
    settled()
    assert payload(get, "official")["columns"]["id"] == [mine.pk]
    assert "黄埔区" not in str(payload(get, "official"))
    assert set(payload(get, "planner")["columns"]["id"]) == {mine.pk, elsewhere.pk}


def test_no_address_of_another_scope_opens(get, official, planner, elsewhere, settled):
    settled()
    theirs = get("planner", "/tiles/parks.json").json()["url"]
    assert get("planner", theirs).status_code == 200
    response = get("official", theirs)
    assert (response.status_code, response.json()["code"]) == (404, "stale_token")


def test_an_empty_scope_sees_nothing(get, planner, settled):
    ParkFactory()
    settled()
    planner.scope = []
    planner.save()
    assert get("planner", "/tiles/parks.json").json()["count"] == 0
    document = payload(get)
    assert (document["count"], document["columns"]["id"], document["geometry"]["rings"]) == (0, [], [])


def test_the_short_answer_tells_where_the_parks_are(get, planner, settled):
    ParkFactory()
    revision = settled()
    appraisal = AppraisalFactory()
    short = get("planner", "/tiles/parks.json").json()
    assert short["url"] == f"/tiles/parks/{short['token']}.json"
    assert get("planner", short["url"]).status_code == 200
    assert (short["revision"], short["appraisal"], short["count"]) == (revision, appraisal.pk, 1)


def test_a_compressed_answer_is_the_same_document(get, planner, settled):
    ParkFactory()
    settled()
    url = get("planner", "/tiles/parks.json").json()["url"]
    plain = get("planner", url).content
    by_brotli, by_gzip = (get("planner", url, accept_encoding=name) for name in ("gzip, deflate, br", "gzip"))
    assert brotli.decompress(by_brotli.content) == gzip.decompress(by_gzip.content) == plain
    assert (by_brotli["Content-Encoding"], by_gzip["Content-Encoding"]) == ("br", "gzip")
    assert by_brotli["Vary"] == "Accept-Encoding"


def test_the_same_token_is_not_sent_twice(get, planner, settled):
    ParkFactory()
    revision = settled()
    url = get("planner", "/tiles/parks.json").json()["url"]
    first = get("planner", url)
    assert first["Cache-Control"] == "private, max-age=31536000, immutable"
    again = get("planner", url, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    by_revision = get("planner", f"/tiles/parks/{revision}.json", if_none_match=first["ETag"])
    assert (by_revision.status_code, by_revision["Cache-Control"]) == (304, "private, no-cache")


def test_a_change_moves_the_address(get, planner, settled):
    ParkFactory()
    settled()
    old = get("planner", "/tiles/parks.json").json()["url"]
    ParkFactory()
    settled()
    assert get("planner", old).status_code == 404
    assert payload(get)["count"] == 2


def token_for(user):
    return current(Visitor(user.pk, tuple(user.scope), user.password, session=None))


@pytest.mark.parametrize("change", ["emptied", "appraised again"])
def test_the_same_numbers_over_other_data_have_another_address(get, planner, settled, change):
    """After a restore the counters start again from where the backup was: browsers keep the old tiles for a year."""
    ParkFactory()
    appraisal = AppraisalFactory(result_hash="a" * 64)
    settled()
    before = get("planner", "/tiles/parks.json").json()
    tiles_before = get("planner", "/tiles/parcels.json").json()["tiles"]
    if change == "emptied":
        DataRevision.objects.all().delete()
        settled()
    else:
        Appraisal.objects.filter(pk=appraisal.pk).update(result_hash="b" * 64)
    after = get("planner", "/tiles/parks.json").json()
    assert (after["revision"], after["appraisal"]) == (before["revision"], before["appraisal"])
    assert after["url"] != before["url"]
    assert get("planner", "/tiles/parcels.json").json()["tiles"] != tiles_before
    assert get("planner", before["url"]).status_code == 404


def test_nothing_newer_is_kept_under_an_older_token(planner, settled):
    ParkFactory()
    settled()
    older = token_for(planner)
    ParkFactory()
    settled()
    with pytest.raises(DataMovedError):
        parks_payload.build(older)
    assert orjson.loads(parks_payload.build(token_for(planner)))["count"] == 2


def test_a_commit_between_token_and_rows_is_noticed(get, planner, settled, monkeypatch):
    """Somebody commits after the token was read and before the rows are."""
    ParkFactory()
    settled()
    url = get("planner", "/tiles/parks.json").json()["url"]
    revision = url.split("/")[-1].split("-")[0]
    build = parks_payload.build

    def overtaken(token):
        monkeypatch.setattr(parks_payload, "build", build)
        bump_revision()
        return build(token)

    monkeypatch.setattr(parks_payload, "build", overtaken)
    assert get("planner", url).json()["code"] == "stale_token"
    assert not [key for key in views.shelf.recent if key.startswith(f"parks-{revision}-")]
    assert payload(get)["revision"] == int(revision) + 1


@pytest.mark.parametrize("parks", [1, 3])
def test_queries(get, planner, settled, parks):
    for _ in range(parks):
        ParkFactory()
    settled()
    url = get("planner", "/tiles/parks.json").json()["url"]
    with CaptureQueriesContext(connection) as cold:
        get("planner", url)
    with CaptureQueriesContext(connection) as cached:
        get("planner", url)
    assert (len(cold), len(cached)) == (7, 1)  # cold: the snapshot and its state beside parks and areas


def test_districts_are_outlined_for_everybody(get, official, settled):
    DistrictFactory(boundary=square(0, side=20_000))
    DistrictFactory(code="440112", name="黄埔区", boundary=square(100, side=20_000))
    settled()
    response = get("official", "/tiles/districts.json")
    features = response.json()["features"]
    assert [feature["properties"] for feature in features] == [
        {"code": "440111", "name": "白云区"},
        {"code": "440112", "name": "黄埔区"},
    ]
    for feature, truth in zip(features, [square(0, side=20_000), square(100, side=20_000)], strict=True):
        drawn = metres(shapely.from_geojson(orjson.dumps(feature["geometry"])))
        assert drawn.area == pytest.approx(4e8, rel=0.01)
        assert drawn.symmetric_difference(metres(shapely.from_wkb(bytes(truth.wkb)))).area < 4e6
    again = get("official", "/tiles/districts.json", if_none_match=response["ETag"])
    assert (again.status_code, again.content) == (304, b"")
