"""Commit: everything or nothing, with history, and never over somebody else's change."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from parks.inventory.models import BuildingArea, Parcel, Source
from parks.inventory.services import current_revision
from parks.surveys import merge, sql
from parks.surveys.commit import commit
from parks.surveys.errors import (
    ChangedSinceCheckedError,
    MustFixError,
    NotCheckedError,
    ReasonNeededError,
    ScopeNarrowedError,
)
from parks.surveys.signals import survey_committed
from tests.factories.inventory import BuildingAreaFactory, ParcelFactory, SourceFactory
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(park, checked, tmp_path):
    return checked(files.geopackage(tmp_path / "first.gpkg", files.frame(2)))


def test_new_parcels_and_their_building_areas_are_stored(park, checked, clerk, tmp_path):
    table = files.frame(
        2,
        **{
            "面积(亩)": [2.4, 2.4],
            "合法建筑面积(㎡)": [800.0, None],
            "测量日期": ["2025-06-30", "2025-07-01"],
            "坐落": ["石马村1号", "石马村2号"],
        },
    )
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))

    receipt = commit(upload.pk, clerk, "").receipt

    parcel = Parcel.objects.get(code=files.CODE.format(1))
    assert (parcel.park, parcel.tenure, parcel.procedure, parcel.certificate) == (
        park,
        "collective",
        "incomplete",
        "uncertified",
    )
    assert (parcel.address, parcel.surveyed_on, parcel.is_synthetic) == (
        "石马村1号",
        dt.date(2025, 6, 30),
        False,
    )
    assert parcel.declared_area_m2 == pytest.approx(1600)
    assert parcel.area_m2 == pytest.approx(1600, rel=1e-6)
    assert (parcel.source.kind, parcel.source.reference) == (
        "survey",
        f"survey:{upload.pk} sha256:{upload.sha256}",
    )
    building = BuildingArea.objects.get()
    assert (building.parcel, building.legality, building.gfa_m2, building.as_of) == (
        parcel,
        "legal",
        800.0,
        dt.date(2025, 6, 30),
    )
    assert receipt["counts"] == {
        "total": 2,
        "new": 2,
        "update": 0,
        "unchanged": 0,
        "conflict": 0,
        "rejected": 0,
    }
    assert (receipt["revision"], receipt["sha256"], receipt["committed_by"]) == (1, upload.sha256, "clerk")
    park.summary.refresh_from_db()
    assert (park.summary.parcel_count, park.summary.gfa_m2) == (
        2,
        None,
    )  # floor area is known of one parcel only
    assert park.summary.gfa_coverage == pytest.approx(1_600 / 500_000, rel=1e-3)


def test_history_names_the_batch_and_the_user(first, clerk):
    commit(first.pk, clerk)

    with connection.cursor() as cursor:
        cursor.execute(
            "select e.pgh_label, e.code, c.metadata->>'survey', c.metadata->>'user' from inventory_parcelevent e"
            " join pghistory_context c on c.id = e.pgh_context_id order by e.code"
        )
        events = cursor.fetchall()
    assert events == [("insert", files.CODE.format(n), str(first.pk), str(clerk.pk)) for n in (1, 2)]


def test_an_update_changes_what_the_file_says_and_nothing_else(park, checked, clerk, tmp_path):
    parcel = ParcelFactory(
        code=files.CODE.format(1),
        park=park,
        geometry=stored(files.box(0)),
        owner_name="旧名",
        address="旧址",
        procedure="partial",
    )
    BuildingAreaFactory(parcel=parcel, gfa_m2=500.0, as_of=dt.date(2018, 1, 1))
    table = files.frame(1, 权利人=["新名"], 用地手续=[None], **{"合法建筑面积(㎡)": [500.0]})
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    assert list(upload.rows.values_list("outcome", "changed")) == [("update", ["owner_name"])]

    commit(upload.pk, clerk)

    parcel.refresh_from_db()
    assert (parcel.owner_name, parcel.address, parcel.procedure) == ("新名", "旧址", "partial")
    assert list(BuildingArea.objects.values_list("gfa_m2", flat=True)) == [500.0]


def built(parcel, **facts):
    return BuildingAreaFactory(parcel=parcel, **{"gfa_m2": 500.0, "as_of": dt.date(2025, 6, 30), **facts})


def latest():
    """What every reader takes: the newest fact of the only parcel."""
    fact = BuildingArea.objects.order_by("-as_of").first()
    return fact and (fact.as_of, fact.gfa_m2, fact.footprint_m2, fact.storeys, fact.built_year, fact.status)


@pytest.fixture
def parcel(park):
    return ParcelFactory(
        code=files.CODE.format(1), park=park, geometry=stored(files.box(0)), owner_name="石马村经济联社"
    )


def survey(**columns):
    """What a survey says of the one parcel, beside what is stored of it anyway."""
    return files.frame(1, **{"用地手续": [None], "有证情况": [None], **columns})


def test_an_older_floor_area_takes_the_place_of_a_newer_one_with_a_reason(
    park, parcel, checked, clerk, tmp_path
):
    """Otherwise the receipt would count it while every figure stays, and the same file would update again and again."""
    built(parcel, gfa_m2=500.0, footprint_m2=250.0, storeys=2, built_year=1998)
    built(parcel, gfa_m2=450.0, as_of=dt.date(2024, 1, 1))
    table = survey(测量日期=["2024-05-20"], **{"合法建筑面积(㎡)": [700.0]})
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    assert [i["code"] for i in upload.issues_by_code] == ["gfa.older"]
    with pytest.raises(ReasonNeededError):
        commit(upload.pk, clerk)

    receipt = commit(upload.pk, clerk, "以 2024 年勘测为准").receipt

    assert latest() == (dt.date(2024, 5, 20), 700.0, 250.0, 2, 1998, "reported")
    assert (receipt["building_areas"], receipt["building_areas_withdrawn"]) == (1, 1)
    again = checked(files.geopackage(tmp_path / "again.gpkg", table))
    assert (again.counts["unchanged"], again.issues_by_code) == (1, [])
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.gfa_m2 from inventory_buildingareaevent e join pghistory_context c on c.id = e.pgh_context_id"
            " where e.pgh_label = 'delete' and c.metadata->>'survey' = %s",
            [str(upload.pk)],
        )
        assert cursor.fetchall() == [(500.0,)]


def test_a_floor_area_without_a_date_is_of_the_day_of_its_commit_with_a_reason(
    parcel, checked, clerk, tmp_path
):
    built(parcel)
    table = survey(**{"合法建筑面积(㎡)": [700.0]})
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    assert [i["code"] for i in upload.issues_by_code] == ["gfa.no-date-column"]
    with pytest.raises(ReasonNeededError):
        commit(upload.pk, clerk)

    commit(upload.pk, clerk, "按现场登记")

    assert latest()[:2] == (timezone.localdate(), 700.0)
    assert checked(files.geopackage(tmp_path / "again.gpkg", table)).counts["unchanged"] == 1


def test_what_is_left_empty_is_taken_over_into_the_new_fact(parcel, checked, clerk, tmp_path):
    built(parcel, footprint_m2=250.0, storeys=2, built_year=1998)
    table = survey(测量日期=["2026-01-15"], **{"合法建筑面积(㎡)": [700.0], "建成年份": [2001]})
    upload = checked(files.geopackage(tmp_path / "a.gpkg", table))
    assert upload.rows.get().changed == ["surveyed_on", "gfa_legal_m2", "built_year"]

    commit(upload.pk, clerk)

    assert latest() == (dt.date(2026, 1, 15), 700.0, 250.0, 2, 2001, "reported")
    assert BuildingArea.objects.count() == 2


def test_storeys_and_year_alone_complete_the_latest_fact(parcel, checked, clerk, tmp_path):
    built(parcel, status="imputed", storeys=2, built_year=1998)
    built(parcel, as_of=dt.date(2020, 1, 1), storeys=1)
    upload = checked(files.geopackage(tmp_path / "a.gpkg", survey(层数=[4])))
    assert upload.rows.get().changed == ["storeys"]

    receipt = commit(upload.pk, clerk).receipt

    assert latest() == (dt.date(2025, 6, 30), 500.0, None, 4, 1998, "imputed")
    assert (receipt["building_areas"], BuildingArea.objects.get(as_of=dt.date(2020, 1, 1)).storeys) == (1, 1)
    assert checked(files.geopackage(tmp_path / "again.gpkg", survey(层数=[4]))).counts["unchanged"] == 1


def test_storeys_are_those_of_the_parts_that_the_row_names(parcel, checked, clerk, tmp_path):
    built(parcel, storeys=2)
    built(parcel, legality="illegal_pre2009", gfa_m2=80.0, storeys=1)
    table = survey(层数=[5], **{"合法建筑面积(㎡)": [500.0]})

    commit(checked(files.geopackage(tmp_path / "a.gpkg", table)).pk, clerk)

    assert dict(BuildingArea.objects.values_list("legality", "storeys")) == {"legal": 5, "illegal_pre2009": 1}


@pytest.mark.parametrize(
    ("status", "area", "said", "kept", "share"),
    [("partial", 800.0, "已完善", None, 1.0), ("complete", 1600.0, "未完善", None, 0.0), ("partial", 1590.0, "已完善", 1590.0, 1.0)],
)  # fmt: skip
def test_a_status_withdraws_the_area_that_contradicts_it(
    status, area, said, kept, share, park, parcel, checked, clerk, tmp_path
):
    Parcel.objects.filter(pk=parcel.pk).update(procedure=status, procedure_area_m2=area)
    upload = checked(files.geopackage(tmp_path / "a.gpkg", survey(用地手续=[said])))
    changed = ["procedure"] if kept else ["procedure", "procedure_area_m2"]
    assert upload.rows.get().changed == changed
    assert [kind for kind in upload.issues_by_code if kind["severity"] != "note"] == []

    commit(upload.pk, clerk)

    parcel.refresh_from_db()
    assert parcel.procedure_area_m2 == kept
    park.summary.refresh_from_db()
    assert park.summary.procedure_share == pytest.approx(share, abs=0.005)


def test_a_parcel_may_move_and_change_its_shape(park, checked, clerk, tmp_path):
    parcel = ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0, side=20)))
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))
    assert list(upload.rows.values_list("outcome", "changed")) == [("update", ["owner_name", "geometry"])]

    commit(upload.pk, clerk)

    parcel.refresh_from_db()
    assert parcel.area_m2 == pytest.approx(1600, rel=1e-6)


def test_the_same_file_again_changes_nothing_and_says_so(first, checked, clerk, tmp_path):
    commit(first.pk, clerk)
    again = checked(files.geopackage(tmp_path / "again.gpkg", files.frame(2)))
    assert again.counts["unchanged"] == 2

    receipt = commit(again.pk, clerk).receipt

    assert receipt["changed_nothing"] is True
    assert (current_revision(), Source.objects.filter(reference__startswith="survey:").count()) == (1, 1)


@pytest.mark.parametrize("stage", ["insert_parcels", "update_parcels", "insert_building_areas"])
def test_a_failure_at_any_statement_leaves_nothing(stage, first, clerk, monkeypatch):
    real = sql.statement
    monkeypatch.setattr(sql, "statement", lambda name: "select 1/0" if name == stage else real(name))

    with pytest.raises(Exception, match="division by zero"):
        commit(first.pk, clerk)

    first.refresh_from_db()
    assert (
        Parcel.objects.count(),
        Source.objects.filter(reference__startswith="survey:").count(),
        current_revision(),
    ) == (0, 0, 0)
    assert (first.status, first.receipt) == ("checked", None)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from inventory_parcelevent")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("late", ["refresh_summaries", "bump_revision"])
def test_a_failure_of_what_follows_leaves_nothing(late, first, clerk, monkeypatch):
    def fail(*_):
        raise RuntimeError("injected")

    monkeypatch.setattr(merge, late, fail)

    with pytest.raises(RuntimeError, match="injected"):
        commit(first.pk, clerk)

    first.refresh_from_db()
    assert (Parcel.objects.count(), first.status) == (0, "checked")


def test_a_parcel_changed_since_the_check_stops_the_commit(park, checked, clerk, tmp_path):
    parcel = ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0)))
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))
    Parcel.objects.filter(pk=parcel.pk).update(owner_name="别人改过")

    with pytest.raises(ChangedSinceCheckedError) as refusal:
        commit(upload.pk, clerk)

    assert "1 块" in refusal.value.detail
    assert "第 1 行" in refusal.value.detail
    parcel.refresh_from_db()
    upload.refresh_from_db()
    assert (parcel.owner_name, Parcel.objects.count(), upload.status) == ("别人改过", 1, "checked")
    assert list(upload.rows.values_list("row", "outcome")) == [(1, "conflict"), (2, "new")]
    assert upload.counts["conflict"] == 1


def test_a_parcel_made_since_the_check_stops_the_commit(park, first, clerk):
    ParcelFactory(code=files.CODE.format(2), park=park)

    with pytest.raises(ChangedSinceCheckedError):
        commit(first.pk, clerk)


def test_building_areas_changed_since_the_check_stop_the_commit(park, checked, clerk, tmp_path):
    parcel = ParcelFactory(code=files.CODE.format(1), park=park, geometry=stored(files.box(0)))
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))
    BuildingAreaFactory(parcel=parcel)

    with pytest.raises(ChangedSinceCheckedError):
        commit(upload.pk, clerk)


def test_what_must_be_fixed_blocks(park, checked, clerk, tmp_path):
    upload = checked(
        files.geopackage(tmp_path / "a.gpkg", files.frame(2, 宗地代码=["440111", files.CODE.format(2)]))
    )

    with pytest.raises(MustFixError) as refusal:
        commit(upload.pk, clerk, "照样入库")

    assert "1 处必须修改" in refusal.value.detail
    assert Parcel.objects.count() == 0


def test_what_needs_a_reason_needs_one(park, checked, clerk, tmp_path):
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1, **{"面积(㎡)": [1700.0]})))

    with pytest.raises(ReasonNeededError):
        commit(upload.pk, clerk, " x ")
    receipt = commit(upload.pk, clerk, "证载面积以旧证为准").receipt

    assert receipt["reason"] == "证载面积以旧证为准"
    assert Parcel.objects.get().declared_area_m2 == 1700.0


def test_a_committed_upload_cannot_be_committed_again(first, clerk):
    commit(first.pk, clerk)

    with pytest.raises(NotCheckedError):
        commit(first.pk, clerk)


def test_the_signal_follows_the_transaction(park, first, clerk, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, **details):
        heard.append(details)

    survey_committed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            commit(first.pk, clerk)
            assert heard == []
    finally:
        survey_committed.disconnect(listen)
    details = heard[0]
    assert (details["upload_id"], details["user_id"], details["park_ids"], details["revision"]) == (
        first.pk,
        clerk.pk,
        [park.pk],
        1,
    )


def test_a_parcel_that_moves_refreshes_both_parks(park, checked, clerk, tmp_path):
    other = ParcelFactory(code=files.CODE.format(1), geometry=stored(files.box(0)), source=SourceFactory())
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(1)))

    receipt = commit(upload.pk, clerk, "界线调整").receipt

    assert receipt["parks"] == 2
    assert Parcel.objects.get().park == park
    other.park.summary.refresh_from_db()
    assert other.park.summary.parcel_count == 0


def test_a_scope_narrowed_since_the_upload_stops_the_commit(first, clerk):
    clerk.scope = ["440111113"]

    with pytest.raises(ScopeNarrowedError):
        commit(first.pk, clerk)
