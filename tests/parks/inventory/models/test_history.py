"""Every change is recorded by the database, bulk SQL and COPY included, with who and in which batch."""

import pghistory
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import ProtectedError

from parks.inventory.models import Parcel, Source
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


def events(parcel: Parcel) -> list[tuple[str, str]]:
    rows = Parcel.pgh_event_model.objects.filter(pgh_obj_id=parcel.pk).order_by("pgh_id")
    return list(rows.values_list("pgh_label", "owner_name"))


def test_insert_update_and_delete_leave_events() -> None:
    parcel = make.ParcelFactory(owner_name="石马经济联社")
    Parcel.objects.filter(pk=parcel.pk).update(owner_name="太和经济联社")
    Parcel.objects.filter(pk=parcel.pk).delete()
    assert events(parcel) == [
        ("insert", "石马经济联社"),
        ("update", "太和经济联社"),
        ("delete", "太和经济联社"),
    ]


def test_an_update_that_changes_nothing_leaves_none() -> None:
    parcel = make.ParcelFactory()
    Parcel.objects.filter(pk=parcel.pk).update(owner_name=parcel.owner_name)
    assert [label for label, _ in events(parcel)] == ["insert"]


def test_bulk_sql_records_each_row_with_its_batch() -> None:
    parcels = make.ParcelFactory.create_batch(3)
    with pghistory.context(batch="survey-7", user=1), connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_parcel SET owner_name = code")
    recorded = Parcel.pgh_event_model.objects.filter(pgh_label="update")
    assert {e.owner_name for e in recorded} == {p.code for p in parcels}
    assert [e.pgh_context.metadata for e in recorded.select_related("pgh_context")] == [
        {"batch": "survey-7", "user": 1}
    ] * 3


def test_copy_is_recorded() -> None:
    with connection.cursor() as cursor, pghistory.context(batch="load-1"):
        cursor.execute("SELECT 1")
        columns = "code, park_id, tenure, procedure, certificate, land_use, owner_name, address, source_id, is_synthetic, geometry"
        park, source = make.ParkFactory(), make.SourceFactory()
        with cursor.copy(f"COPY inventory_parcel ({columns}) FROM STDIN") as copy:
            copy.write_row(
                (
                    "440111001001JB00001",
                    park.pk,
                    "collective",
                    "partial",
                    "certified",
                    "0601",
                    "",
                    "",
                    source.pk,
                    False,
                    make.square(0).ewkt,
                )
            )
    assert events(Parcel.objects.get()) == [("insert", "")]


def test_events_cannot_be_changed() -> None:
    make.ParcelFactory()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Parcel.pgh_event_model.objects.update(owner_name="x")


def test_sources_outlive_what_they_support() -> None:
    parcel = make.ParcelFactory()
    with pytest.raises(ProtectedError):
        Source.objects.filter(pk=parcel.source_id).delete()
