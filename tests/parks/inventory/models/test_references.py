"""References held by statement keep what foreign keys keep: no child without its parent, whoever writes and in what order."""

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from psycopg.errors import ForeignKeyViolation

from parks.inventory.models import BuildingArea, Parcel, ParkBoundary
from tests.factories.inventory import BuildingAreaFactory, ParcelFactory, ParkFactory, SourceFactory

NOBODY = 999_999_999
REFERENCES = [(Parcel, "park"), (Parcel, "source"), (BuildingArea, "parcel"), (BuildingArea, "source")]


@pytest.fixture
def building(db):
    return BuildingAreaFactory(parcel=ParcelFactory())


def delete(table, pk, by=connection):
    """And what the end of a transaction would say of it."""
    with by.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("model", "field"), REFERENCES)
def test_a_parent_must_exist_when_a_row_changes(building, model, field):
    with (
        pytest.raises(IntegrityError, match=f"{field}_id names a row that is not in") as refused,
        transaction.atomic(),
    ):
        model.objects.update(**{f"{field}_id": NOBODY})

    assert isinstance(refused.value.__cause__, ForeignKeyViolation)


@pytest.mark.parametrize(("model", "field"), REFERENCES)
def test_a_parent_must_exist_when_a_row_comes(building, model, field):
    row = model.objects.get()
    row.pk = None
    setattr(row, f"{field}_id", NOBODY)
    if model is Parcel:
        row.code = "440111001001JC99999"
    else:
        row.as_of = "2001-01-01"

    with pytest.raises(IntegrityError, match=f"{field}_id names a row that is not in"), transaction.atomic():
        row.save()


def test_one_missing_parent_among_many_rows_refuses_them_all(building):
    parcel = building.parcel
    rows = [BuildingArea(parcel=parcel, legality="legal", as_of=f"2020-01-{d:02}", gfa_m2=1, status="reported",
                         source_id=building.source_id) for d in range(1, 20)]  # fmt: skip
    rows[7].source_id = NOBODY

    with pytest.raises(IntegrityError, match="source_id"), transaction.atomic():
        BuildingArea.objects.bulk_create(rows)

    assert BuildingArea.objects.count() == 1


@pytest.mark.parametrize("field", ["parcel", "source"])
def test_a_parent_with_building_areas_cannot_go(building, field):
    source = SourceFactory(title="2026 摸查")
    BuildingArea.objects.update(source=source)
    pk = getattr(BuildingArea.objects.get(), f"{field}_id")

    with pytest.raises(IntegrityError, match=f"{field}_id still names {pk} of"), transaction.atomic():
        delete(f"inventory_{field}", pk)


@pytest.mark.parametrize("field", ["park", "source"])
def test_a_parent_with_parcels_cannot_go(building, field):
    Parcel.objects.update(park=ParkFactory(code="440111-7777"), source=SourceFactory(title="2026 摸查"))
    ParkBoundary.objects.filter(park__code="440111-7777").delete()
    pk = getattr(Parcel.objects.get(), f"{field}_id")

    with pytest.raises(IntegrityError, match=f"{field}_id still names {pk} of"), transaction.atomic():
        delete(f"inventory_{field}", pk)


def test_within_a_transaction_the_parent_may_go_first(building):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM inventory_parcel")
        cursor.execute("DELETE FROM inventory_buildingarea")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert not Parcel.objects.exists()


def test_a_parent_that_is_emptied_whole_leaves_no_children(building):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with (
            pytest.raises(IntegrityError, match="still names rows of inventory_parcel"),
            transaction.atomic(),
        ):
            cursor.execute("TRUNCATE inventory_parcel CASCADE")


def test_moving_a_row_to_another_parent_is_allowed(building):
    other = SourceFactory(title="2026 摸查")

    BuildingArea.objects.update(source=other)
    delete("inventory_source", SourceFactory(title="2027 摸查").pk)

    assert BuildingArea.objects.get().source == other


@pytest.fixture
def elsewhere():
    """Somebody else's connection, which does not wait long."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    yield other
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_parent_cannot_go_while_somebody_else_adds_a_child(elsewhere):
    parcel, source = ParcelFactory(), SourceFactory(title="2026 摸查")

    with transaction.atomic():
        Parcel.objects.filter(pk=parcel.pk).update(source=source)
        with pytest.raises(OperationalError, match="lock timeout"):
            delete("inventory_source", source.pk, elsewhere)

    with pytest.raises(IntegrityError, match="source_id still names"):
        delete("inventory_source", source.pk, elsewhere)


@pytest.mark.django_db(transaction=True)
def test_a_child_cannot_come_while_somebody_else_takes_the_parent(elsewhere):
    parcel, source = ParcelFactory(), SourceFactory(title="2026 摸查")
    move = "UPDATE inventory_parcel SET source_id = %s WHERE id = %s"

    with transaction.atomic():
        delete("inventory_source", source.pk)
        with elsewhere.cursor() as cursor, pytest.raises(OperationalError, match="lock timeout"):
            cursor.execute(move, [source.pk, parcel.pk])

    with elsewhere.cursor() as cursor, pytest.raises(IntegrityError, match="source_id names a row"):
        cursor.execute(move, [source.pk, parcel.pk])
