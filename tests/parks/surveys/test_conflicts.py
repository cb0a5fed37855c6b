"""What gets into the inventory between the check and the commit of an upload."""

import threading

import pytest
import shapely
from django.db import IntegrityError, connection

from parks.inventory.models import Parcel, ParkBoundary
from parks.surveys import conflicts
from parks.surveys.commit import commit
from parks.surveys.conflicts import Conflict
from parks.surveys.errors import ChangedSinceCheckedError, ConflictRowsError
from tests.factories.inventory import ParcelFactory, VillageFactory, square
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored

pytestmark = pytest.mark.django_db

OTHER_CODE = "440111001001JC{:05d}".format


@pytest.fixture
def first(park, checked, tmp_path):
    return checked(files.geopackage(tmp_path / "first.gpkg", files.frame(2)))


def lots(*shapes: shapely.Geometry, start: int = 50):
    return files.frame(
        len(shapes), geometry=list(shapes), 宗地代码=[OTHER_CODE(start + n) for n in range(len(shapes))]
    )


def test_two_uploads_with_other_codes_on_the_same_land(first, checked, clerk, tmp_path):
    """Both were checked before either was committed: the second must not be."""
    second = checked(files.geopackage(tmp_path / "second.gpkg", lots(files.box(5), files.box(1))))
    assert (second.counts["new"], second.issues_by_code) == (2, [])
    commit(first.pk, clerk)

    with pytest.raises(ChangedSinceCheckedError) as refusal:
        commit(second.pk, clerk)

    assert "1 块宗地发生冲突（第 2 行：与新入库的宗地重叠）" in refusal.value.detail
    assert "rows 2: it overlaps a parcel stored since" in refusal.value.detail_en
    assert Parcel.objects.count() == 2
    second.refresh_from_db()
    assert list(second.rows.values_list("row", "outcome", "reason")) == [
        (1, "new", ""),
        (2, "conflict", "conflict.overlap"),
    ]
    assert second.counts == {"total": 2, "new": 1, "update": 0, "unchanged": 0, "conflict": 1, "rejected": 0}


@pytest.mark.parametrize(
    ("width", "hit"), [(-1, False), (0, False), (0.02, False), (0.03, False), (0.05, True), (30, True)]
)
def test_overlaps_count_as_they_do_in_the_check(width, hit, first, checked, clerk, tmp_path):
    """More than 1 m² and a thousandth (1.6 m²) of a lot of 40 × 40 m."""
    beside = shapely.affinity.translate(files.box(0), yoff=40 - width)
    second = checked(files.geopackage(tmp_path / "second.gpkg", lots(beside)))
    commit(first.pk, clerk)

    assert conflicts.find(second.pk) == ({1: Conflict.OVERLAP} if hit else {})


def test_a_parcel_that_the_file_brings_itself_is_no_overlap(park, first, checked, clerk, tmp_path):
    """The first row takes the place that the second leaves."""
    commit(first.pk, clerk)
    swapped = files.frame(2, geometry=[files.box(1), files.box(0)])
    upload = checked(files.geopackage(tmp_path / "swapped.gpkg", swapped))

    assert commit(upload.pk, clerk).receipt["counts"]["update"] == 2


def test_a_shape_that_stays_is_not_measured_again(park, first, checked, clerk, tmp_path):
    commit(first.pk, clerk)
    upload = checked(files.geopackage(tmp_path / "again.gpkg", files.frame(2, 权利人=["新名", "新名"])))
    ParcelFactory(code=OTHER_CODE(60), park=park, geometry=stored(files.box(0)))

    assert commit(upload.pk, clerk).receipt["counts"]["update"] == 2


def shrunk(park) -> None:
    ParkBoundary.objects.filter(park=park).update(geometry=square(3, side=10))


def taken_away(park) -> None:
    ParkBoundary.objects.filter(park=park).delete()


def moved_to_another_village(park) -> None:
    park.area = VillageFactory(code="440111113202", name="永兴村")
    park.save()


@pytest.mark.parametrize("change", [shrunk, taken_away, moved_to_another_village])
def test_a_park_changed_since_the_check_stops_the_commit(change, park, first, clerk):
    change(park)

    with pytest.raises(ChangedSinceCheckedError, match="the park or its boundary has changed"):
        commit(first.pk, clerk)

    assert set(first.rows.values_list("outcome", "reason")) == {("conflict", "conflict.park")}
    assert Parcel.objects.count() == 0


def test_a_park_that_is_gone_stops_the_commit(park, first, clerk):
    park.delete()

    with pytest.raises(ChangedSinceCheckedError):
        commit(first.pk, clerk)


def test_what_does_not_govern_may_change(park, first, clerk):
    """A listed boundary beside the surveyed one, and another park's."""
    source = park.boundaries.get().source
    ParkBoundary.objects.create(
        park=park, kind="listed", valid=park.boundaries.get().valid, source=source, geometry=square(9)
    )

    assert commit(first.pk, clerk).status == "committed"


def test_a_refused_upload_stays_refused_when_the_edit_is_undone(park, checked, clerk, tmp_path):
    parcel = ParcelFactory(
        code=files.CODE.format(1), park=park, geometry=stored(files.box(0)), owner_name="原名"
    )
    upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))
    Parcel.objects.filter(pk=parcel.pk).update(owner_name="别人改过")
    with pytest.raises(ChangedSinceCheckedError):
        commit(upload.pk, clerk)
    Parcel.objects.filter(pk=parcel.pk).update(owner_name="原名")

    with pytest.raises(ConflictRowsError) as refusal:
        commit(upload.pk, clerk)

    assert "重新检查" in refusal.value.detail
    parcel.refresh_from_db()
    assert (parcel.owner_name, Parcel.objects.count()) == ("原名", 1)


@pytest.mark.django_db(transaction=True)
def test_a_parcel_stored_in_between_is_found_and_named(park, first, clerk, monkeypatch):
    """Stored by another connection, so that it is still there after the commit has been rolled back."""
    real, seen = conflicts.find, []

    def find(upload_id):
        found = real(upload_id)
        if not seen:
            seen.append(True)
            other = threading.Thread(target=_store_elsewhere, args=(park.pk,))
            other.start()
            other.join()
        return found

    monkeypatch.setattr(conflicts, "find", find)

    with pytest.raises(ChangedSinceCheckedError) as refusal:
        commit(first.pk, clerk)

    assert "第 2 行" in refusal.value.detail
    first.refresh_from_db()
    assert (first.status, first.counts["conflict"], Parcel.objects.count()) == ("checked", 1, 1)


def _store_elsewhere(park_id: int) -> None:
    try:
        ParcelFactory(code=files.CODE.format(2), park_id=park_id, park=None, geometry=stored(files.box(8)))
    finally:
        connection.close()


def test_a_broken_rule_of_the_database_is_our_fault_and_not_somebody_elses(first, clerk):
    """A CHECK of inventory_parcel that the checks of the file let pass."""
    first.rows.filter(row=1).update(procedure_area_m2=-1.0)

    with pytest.raises(IntegrityError, match="not_negative"):
        commit(first.pk, clerk)

    first.refresh_from_db()
    assert (first.status, first.counts["conflict"]) == ("checked", 0)


def test_a_collection_of_lots_is_compared_in_a_few_statements(first, clerk, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert conflicts.find(first.pk) == {}
