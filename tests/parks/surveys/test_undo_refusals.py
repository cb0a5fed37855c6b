"""What an undo leaves alone: parcels that were touched since, on which others depend, or whose former place is taken."""

import threading

import pghistory
import pytest
import shapely
from django.db import connection, transaction

from parks.inventory.models import BuildingArea, Parcel
from parks.inventory.services import refresh_summaries
from parks.surveys import sql
from parks.surveys import undo as undoing
from parks.surveys.errors import (
    UndoRefusedError,
)
from parks.surveys.undo import preview, undo
from tests.factories.inventory import (
    AgreementFactory,
    BuildingAreaFactory,
    IdleLandFactory,
    InefficiencyFactory,
    ParcelFactory,
    ParcelYearFactory,
    TenancyFactory,
)
from tests.parks.appraisals.conftest import carried_out
from tests.parks.surveys import files
from tests.parks.surveys.conftest import stored
from tests.parks.surveys.inventories import dump

pytestmark = pytest.mark.django_db

CODE = files.CODE.format
REASON = "测量有误，按区里要求更正"


def test_after_a_later_batch_exactly_its_rows_are_refused(three, committed, clerk):
    """The later batch taken back, the rest of the earlier one follows, and everything is as it was."""
    before, run = dump(), carried_out()
    first = committed(
        files.survey(4, 权利人=["甲"] * 4, 用地手续=[None] * 3 + ["未完善"], 有证情况=[None] * 3 + ["无证"])
    )
    second = committed(
        files.survey(2, 宗地代码=[CODE(2), CODE(4)], geometry=[files.box(1), files.box(3)], 权利人=["乙"] * 2)
    )

    assert preview(first.pk)["rows"] == 2
    done = undo(first.pk, clerk)

    assert done.status == "committed"
    refused = [(each["row"], each["code"], each["reason"]) for each in done.undo["refused"]]
    assert refused == [(2, CODE(2), "undo.later-upload"), (4, CODE(4), "undo.later-upload")]
    assert str(second.pk) in done.undo["refused"][0]["why"]
    assert str(second.pk) in done.undo["refused"][0]["why_en"]
    owners = dict(Parcel.objects.values_list("code", "owner_name"))
    assert owners == {CODE(1): "旧名", CODE(2): "乙", CODE(3): "旧名", CODE(4): "乙"}
    with pytest.raises(UndoRefusedError):
        undo(first.pk, clerk)

    assert undo(second.pk, clerk).status == "undone"
    rest = undo(first.pk, clerk)

    assert (dump(), rest.status) == (before, "undone")
    assert (rest.undo["rows"], rest.undo["earlier"][0]["rows"], rest.undo["earlier"][0]["refused_count"]) == (
        2,
        2,
        2,
    )
    again = carried_out()
    assert (again.input_hash, again.result_hash) == (run.input_hash, run.result_hash)


def by_hand(parcel):
    Parcel.objects.filter(pk=parcel.pk).update(address="手工更正")


def building_by_hand(parcel):
    BuildingArea.objects.filter(parcel=parcel, as_of="2025-06-01").update(storeys=9)


def building_added(parcel):
    BuildingAreaFactory(parcel=parcel, legality="illegal_post2009")


def building_gone(parcel):
    BuildingArea.objects.filter(parcel=parcel, as_of="2025-06-01").delete()


def gone(parcel):
    BuildingArea.objects.filter(parcel=parcel).delete()
    parcel.delete()


@pytest.mark.parametrize("edit", [by_hand, building_by_hand, building_added, building_gone, gone])
def test_a_change_by_hand_is_not_lost(edit, three, committed, clerk):
    upload = committed(files.survey(2, 权利人=["甲", "乙"]))
    with pghistory.context():
        edit(three[0])
    after = dump("inventory_buildingarea")

    done = undo(upload.pk, clerk)

    assert [(each["row"], each["reason"]) for each in done.undo["refused"]] == [(1, "undo.edited")]
    assert dump("inventory_buildingarea") == after
    assert Parcel.objects.get(code=CODE(2)).owner_name == "旧名"


def test_a_change_by_hand_before_the_batch_comes_back(three, committed, clerk):
    by_hand(three[0])
    building_added(three[0])
    refresh_summaries()
    before = dump()
    upload = committed(files.survey(权利人=["甲"], 测量日期=["2026-01-15"], **{"合法建筑面积(㎡)": [700.0]}))

    undo(upload.pk, clerk)

    assert dump() == before


@pytest.mark.parametrize(
    "depend", [TenancyFactory, ParcelYearFactory, AgreementFactory, IdleLandFactory, InefficiencyFactory]
)
def test_a_new_parcel_on_which_others_depend_stays(depend, park, committed, clerk):
    upload = committed(files.frame(2))
    depend(parcel=Parcel.objects.get(code=CODE(1)))

    done = undo(upload.pk, clerk)

    assert [(each["row"], each["reason"]) for each in done.undo["refused"]] == [(1, "undo.in-use")]
    assert list(Parcel.objects.values_list("code", flat=True)) == [CODE(1)]


def test_a_stored_parcel_with_tenants_goes_back_to_what_it_was(three, committed, clerk):
    TenancyFactory(parcel=three[0])
    upload = committed(files.survey(权利人=["甲"]))

    assert undo(upload.pk, clerk).status == "undone"


def _held_by_statement(model):
    return any(trigger.name == "refers_insert" for trigger in getattr(model._meta, "triggers", ()))


def test_every_constraint_on_parcels_is_thought_of():
    """A new reference to parcels has to be asked for in `undo_plan.sql`, unless it goes with the parcel."""
    referring = {
        relation.related_model._meta.db_table
        for relation in Parcel._meta.related_objects
        if relation.field.db_constraint or _held_by_statement(relation.related_model)
    }
    assert referring == {
        "inventory_agreement",
        "inventory_buildingarea",
        "inventory_idleland",
        "inventory_inefficiency",
        "inventory_parcelyear",
        "inventory_tenancy",
    }
    asked = referring - {"inventory_buildingarea"}
    assert all(table in sql.statement("undo_plan") for table in asked)


def test_a_parcel_does_not_come_back_onto_another(three, committed, clerk):
    """The batch moved it away, and somebody took its former place."""
    upload = committed(files.survey(2, geometry=[files.box(8), files.box(1)], 权利人=["甲", "乙"]))
    committed(files.frame(1, 宗地代码=[CODE(50)], geometry=[files.box(0)]))

    done = undo(upload.pk, clerk)

    assert [(each["row"], each["reason"]) for each in done.undo["refused"]] == [(1, "undo.overlap")]
    assert Parcel.objects.get(code=CODE(2)).owner_name == "旧名"


def test_one_that_stays_keeps_its_place(three, committed, clerk):
    """Three moved on by one lot: one was edited since, so that the others cannot move back."""
    upload = committed(
        files.survey(3, geometry=[files.box(1), files.box(2), files.box(0)], 权利人=["甲"] * 3)
    )
    with pghistory.context():
        by_hand(three[1])

    with pytest.raises(UndoRefusedError):
        undo(upload.pk, clerk)

    refused = [(each["row"], each["reason"]) for each in preview(upload.pk)["refused"]]
    assert refused == [(1, "undo.overlap"), (2, "undo.edited"), (3, "undo.overlap")]
    upload.refresh_from_db()
    assert (upload.status, upload.undo) == ("committed", None)


def test_an_overlap_that_was_there_before_is_no_obstacle(three, committed, clerk):
    ParcelFactory(
        code=CODE(60), park=three[0].park, geometry=stored(shapely.affinity.translate(files.box(0), 30, 0))
    )
    refresh_summaries()
    before = dump()
    upload = committed(files.survey(geometry=[files.box(0, side=20)], 权利人=["旧名"]))

    undo(upload.pk, clerk)

    assert dump() == before


def test_the_receipt_lists_so_many_refused_rows_and_counts_the_rest(three, committed, clerk, monkeypatch):
    monkeypatch.setattr(undoing, "ROWS_KEPT", 1)
    upload = committed(files.survey(3, 权利人=["甲"] * 3))
    by_hand(three[0])
    by_hand(three[1])

    done = undo(upload.pk, clerk)

    assert (done.undo["refused_count"], len(done.undo["refused"])) == (2, 1)
    assert len(preview(upload.pk)["refused"]) == 2


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_is_not_finished_is_waited_for(three, committed, clerk):
    """The undo comes while somebody saves a correction: it waits, and then leaves that parcel as it is."""
    upload = committed(files.survey(2, 权利人=["甲", "乙"]))
    begun, waiting = threading.Event(), threading.Event()
    other = threading.Thread(target=_edit_slowly, args=(three[0].pk, begun, waiting))
    other.start()
    assert begun.wait(30)
    watcher = threading.Thread(target=_until_somebody_waits, args=(waiting,))
    watcher.start()

    done = undo(upload.pk, clerk)

    other.join()
    watcher.join()
    assert [(each["row"], each["reason"]) for each in done.undo["refused"]] == [(1, "undo.edited")]
    assert Parcel.objects.get(code=CODE(1)).address == "手工更正"


def _edit_slowly(parcel_id, begun, waiting):
    try:
        with transaction.atomic(), pghistory.context():
            Parcel.objects.filter(pk=parcel_id).update(address="手工更正")
            begun.set()
            assert waiting.wait(30)
    finally:
        connection.close()


def _until_somebody_waits(waiting):
    """Another statement of this database waits for a lock."""
    try:
        with connection.cursor() as cursor:
            while not waiting.is_set():
                cursor.execute(
                    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                )
                if cursor.fetchone():
                    waiting.set()
    finally:
        connection.close()
