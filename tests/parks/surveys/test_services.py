"""From a file to its report: what lands in the staging tables, and what is refused."""

import io
import json

import numpy as np
import pytest
import shapely
from celery.exceptions import SoftTimeLimitExceeded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.surveys import services, tasks
from parks.surveys.columns import fields
from parks.surveys.errors import NotCheckableError
from parks.surveys.models import SurveyUpload
from tests.factories.inventory import ParcelFactory, ParkFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db


def test_a_blameless_file_is_checked_without_issues(park, checked, tmp_path):
    upload = checked(files.geopackage(tmp_path / "石马村.gpkg", files.frame(3)))

    assert (upload.status, upload.problem) == ("checked", None)
    assert list(upload.issues.values_list("row", "code", "message_zh")) == []
    assert upload.counts == {"total": 3, "new": 3, "update": 0, "unchanged": 0, "conflict": 0, "rejected": 0}
    assert list(upload.rows.values_list("row", "code", "park_id", "tenure", "outcome")) == [
        (n, files.CODE.format(n), park.pk, "collective", "new") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("epsg", [4490, 4326, 4547, 4546, 4526, 4525])
@pytest.mark.parametrize("kind", ["gpkg", "shp", "shp without prj"])
def test_every_accepted_crs_lands_at_the_same_place(epsg, kind, park, checked, tmp_path):
    table = files.frame(1).to_crs(epsg)
    if kind == "gpkg":
        path = files.geopackage(tmp_path / "a.gpkg", table)
    else:
        path = files.shapefile(tmp_path / "a.zip", table, without=(".prj",) if "without" in kind else ())

    upload = checked(path)

    row = upload.rows.get()
    expected = stored(files.box(0))
    assert row.geometry.equals_exact(expected, 1e-9) or row.geometry.sym_difference(expected).area < 1e-13
    assert (row.outcome, row.park_id) == ("new", park.pk)
    codes = set(upload.issues.values_list("code", flat=True))
    assert codes == ({"crs.undeclared"} if "without" in kind else set())


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK", "GB18030"])
@pytest.mark.parametrize("without", [(), (".cpg",)])
def test_shapefiles_of_every_encoding_arrive_unharmed(encoding, without, park, checked, tmp_path):
    table = files.frame(1, 坐落=["白云区太和镇石马村"])

    upload = checked(files.shapefile(tmp_path / "a.zip", table, encoding=encoding, without=without))

    assert list(
        upload.rows.values_list("code", "owner_name", "address", "tenure", "procedure", "certificate")
    ) == [
        (
            files.CODE.format(1),
            "石马村经济联社",
            "白云区太和镇石马村",
            "collective",
            "incomplete",
            "uncertified",
        )
    ]


def test_three_degrees_off_is_refused_until_the_clerk_names_the_system(park, checked, tmp_path):
    table = files.frame(1).to_crs(4546).set_crs(4547, allow_override=True)
    path = files.geopackage(tmp_path / "a.gpkg", table)

    refused, named = checked(path), checked(path, epsg=4546)

    assert (refused.status, refused.problem["code"]) == ("refused", "crs.contradiction")
    assert "EPSG:4546" in refused.problem["detail"]
    assert (named.status, [i["code"] for i in named.issues_by_code]) == ("checked", ["crs.chosen"])
    assert named.rows.get().park_id == park.pk


def test_a_layer_can_be_chosen(park, checked, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(1), layer="宗地")
    files.geopackage(path, files.frame(2), layer="其他")

    assert checked(path).problem["code"] == "layers.several"
    assert checked(path, layer="宗地").counts["total"] == 1


def test_outcomes_and_what_would_change(park, checked, tmp_path):
    for n, more in ((1, {}), (2, {"owner_name": "旧名"}), (3, {"geometry": stored(files.box(2, side=39))})):
        ParcelFactory(
            **{
                "code": files.CODE.format(n),
                "park": park,
                "geometry": stored(files.box(n - 1)),
                "owner_name": "石马村经济联社",
                **more,
            }
        )
    table = files.frame(5, 宗地代码=[files.CODE.format(n) for n in (1, 2, 3, 4)] + ["坏"])

    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))

    assert list(upload.rows.values_list("outcome", "reason", "changed")) == [
        ("unchanged", "", []),
        ("update", "", ["owner_name"]),
        ("update", "", ["geometry"]),
        ("new", "", []),
        ("rejected", "parcel-code.length", []),
    ]
    assert upload.counts == {"total": 5, "new": 1, "update": 2, "unchanged": 1, "conflict": 0, "rejected": 1}


def test_a_shape_that_only_starts_elsewhere_is_unchanged(park, checked, tmp_path):
    ParcelFactory(
        code=files.CODE.format(1), park=park, geometry=stored(files.box(0)), owner_name="石马村经济联社"
    )
    turned = shapely.Polygon(np.roll(shapely.get_coordinates(files.box(0))[:-1], 1, axis=0)[::-1])

    assert (
        checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, geometry=[turned]))).counts["unchanged"]
        == 1
    )


def test_a_check_runs_once(park, checked, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))

    services.check(upload.pk)

    assert upload.rows.count() == 2
    services.check(10**9)  # an upload that is gone


def test_what_a_dead_worker_left_is_checked_again_when_one_starts(park, clerk, monkeypatch, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(2))
    left = services.receive(clerk, path.name, files.stream(path))
    SurveyUpload.objects.filter(pk=left.pk).update(status="checking", attempts=1)
    monkeypatch.setattr(tasks.check_survey, "delay", tasks.check_survey)

    assert services.recover() == 1

    left.refresh_from_db()
    assert (left.status, left.attempts, left.rows.count()) == ("checked", 2, 2)


def test_a_file_that_kills_the_worker_is_given_up(clerk):
    left = services.receive(clerk, "a.gpkg", io.BytesIO(b"x"))
    SurveyUpload.objects.filter(pk=left.pk).update(status="checking", attempts=3)

    services.check(left.pk)

    left.refresh_from_db()
    assert (left.status, left.problem["code"]) == ("failed", "worker_lost")


@pytest.fixture
def worker(monkeypatch):
    """The task runs at once, in this process."""
    monkeypatch.setattr(tasks.check_survey, "delay", tasks.check_survey)


def again(upload, capture):
    with capture(execute=True):
        services.check_again(upload.pk)
    upload.refresh_from_db()


def test_checking_again_compares_with_what_is_stored_now(
    park, checked, worker, tmp_path, django_capture_on_commit_callbacks
):
    table = files.frame(2, 宗地代码=[files.CODE.format(1), files.CODE.format(1)[:-1] + "9"])
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0)), owner_name="旧名")
    upload.rows.filter(row=1).update(outcome="conflict")

    again(upload, django_capture_on_commit_callbacks)

    assert (upload.status, upload.counts["update"], upload.counts["conflict"]) == ("checked", 1, 0)
    assert list(upload.rows.values_list("row", "outcome", "changed")) == [
        (1, "update", ["owner_name"]),
        (2, "new", []),
    ]


def test_checking_again_replaces_the_report(
    park, checked, worker, tmp_path, django_capture_on_commit_callbacks
):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, 园区编号=["440111-9002"])))
    assert [issue["code"] for issue in upload.issues_by_code] == ["park.unknown"]
    ParkFactory(code="440111-9002")

    again(upload, django_capture_on_commit_callbacks)

    assert [issue["code"] for issue in upload.issues_by_code] == ["park.elsewhere"]
    assert list(upload.issues.values_list("code", flat=True)) == ["park.elsewhere"]


def test_checking_again_keeps_to_the_uploaders_scope_of_today(
    park, checked, clerk, worker, tmp_path, django_capture_on_commit_callbacks
):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))
    clerk.scope = ["440111114"]
    clerk.save()

    again(upload, django_capture_on_commit_callbacks)

    assert (upload.scope, upload.rows.get().reason) == (["440111114"], "park.outside-scope")


@pytest.mark.parametrize("status", ["received", "checking", "awaiting", "committing"])
def test_what_is_in_work_is_not_checked_again(status, clerk):
    upload = services.receive(clerk, "a.gpkg", io.BytesIO(b"x"))
    SurveyUpload.objects.filter(pk=upload.pk).update(status=status)

    with pytest.raises(NotCheckableError):
        services.check_again(upload.pk)


def test_between_two_checks_nothing_of_the_first_is_left(park, checked, tmp_path):
    """Until the worker has checked it again, an upload has no rows, no issues and no counts that could be believed."""
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, 宗地代码=["1"])))

    waiting = services.check_again(upload.pk)

    assert (waiting.status, waiting.counts, waiting.issues_by_code) == ("received", None, [])
    assert (waiting.rows.count(), waiting.issues.count()) == (0, 0)


def test_the_time_limit_is_said(clerk, monkeypatch):
    def late(*_, **__):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(services.checking, "check", late)
    upload = services.receive(clerk, "a.gpkg", io.BytesIO(b"x"))
    services.check(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, upload.problem["code"]) == ("failed", "time_limit")


CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30), st.dates().map(str), st.lists(st.integers(), max_size=2), st.just(files.CODE.format(1)),
)  # fmt: skip
HEADER = st.one_of(
    st.sampled_from([f.label for f in fields().values()]),
    st.sampled_from([f"{f.label}（亩）" for f in fields().values()]),
    st.text(max_size=12),
)
NUMBER = st.one_of(
    st.floats(113.2, 113.4), st.floats(23.1, 23.4), st.floats(-1e9, 1e9), st.integers(-(10**18), 10**18)
)
SHAPE = st.one_of(
    st.none(),
    st.builds(
        lambda ring: {"type": "Polygon", "coordinates": [ring]},
        st.lists(st.lists(NUMBER, min_size=2, max_size=3), max_size=6),
    ),
    st.builds(
        lambda ring: {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        st.lists(st.tuples(st.floats(113.31, 113.33), st.floats(23.31, 23.33)), min_size=3, max_size=6),
    ),
    st.builds(lambda p: {"type": "Point", "coordinates": p}, st.tuples(NUMBER, NUMBER)),
)
FEATURE = st.builds(
    lambda properties, geometry: {"type": "Feature", "properties": properties, "geometry": geometry},
    st.dictionaries(HEADER, CELL, max_size=6),
    SHAPE,
)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(features=st.lists(FEATURE, max_size=4))
def test_whatever_a_file_says_it_is_checked_or_refused(features, park, checked, tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")

    upload = checked(path)

    assert upload.status in ("checked", "refused"), upload.problem
