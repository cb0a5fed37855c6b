from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import Agreement, Enterprise, Parcel, Park
from parks.inventory.services import bump_revision, current_revision
from tests.conftest import ClientOf
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


def opened(client: Client, row: Any) -> dict[str, Any]:
    """The form's own values, as a browser would send them back."""
    form = client.get(address(row)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def address(row: Any) -> str:
    return f"/admin/inventory/{row._meta.model_name}/{row.pk}/change/"


@pytest.fixture
def client(client_of: ClientOf, sent: list[int]) -> Client:
    return client_of("administrator", browser=True)


def test_change_by_hand_moves_the_revision_and_is_recorded(client: Client) -> None:
    park = make.ParkFactory()
    form = opened(client, park) | {"name": "石马新名", "tenure": "mixed"}
    answer = client.post(address(park), form)
    assert answer.status_code == 302
    park.refresh_from_db()
    assert (park.name, park.tenure) == ("石马新名", "mixed")
    assert current_revision() == 1
    event = Park.pgh_event_model.objects.filter(pgh_label="update").get()
    assert event.name == "石马新名"
    assert event.pgh_context.metadata["user"] == client.get("/api/v1/session/").wsgi_request.user.pk


def test_procedure_of_a_parcel_moves_its_parks_summary(client: Client) -> None:
    parcel = make.ParcelFactory(procedure="incomplete")
    answer = client.post(address(parcel), opened(client, parcel) | {"procedure": "complete"})
    assert answer.status_code == 302
    assert parcel.park.summary.procedure_share == 1.0


@pytest.mark.parametrize(
    ("make_row", "change"),
    [
        (make.ParkFactory, {"name": "石马新名"}),
        (make.ParcelFactory, {"owner_name": "石马经济联社"}),
        (lambda: make.TenancyFactory().enterprise, {"industry": "C2682"}),
    ],
)
def test_a_change_is_appraised_as_a_survey_is(
    client: Client,
    sent: list[int],
    django_capture_on_commit_callbacks: Any,
    make_row: Any,
    change: dict[str, str],
) -> None:
    row = make_row()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(row), opened(client, row) | change)
    run = Appraisal.objects.get()
    assert sent == [run.pk]
    assert run.created_by.username == "administrator"


def test_saving_without_a_change_does_nothing(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    park = make.ParkFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address(park), opened(client, park)).status_code == 302
    assert current_revision() == 0
    assert not Appraisal.objects.exists()


@pytest.mark.parametrize(
    ("make_row", "model", "meanwhile", "change"),
    [
        (make.ParcelFactory, Parcel, {"procedure": "partial"}, {"owner_name": "石马经济联社"}),
        (make.ParkFactory, Park, {"name": "石马一园"}, {"tenure": "mixed"}),
        (make.EnterpriseFactory, Enterprise, {"industry": "C2682"}, {"name": "石马制衣厂"}),
    ],
)
def test_what_was_committed_while_the_form_was_open_is_not_overwritten(
    client: Client, make_row: Any, model: Any, meanwhile: dict[str, str], change: dict[str, str]
) -> None:
    row = make_row()
    form = opened(client, row) | change
    with transaction.atomic():  # as another transaction than the one that made the row
        model.objects.filter(pk=row.pk).update(**meanwhile)
    bump_revision()
    answer = client.post(address(row), form)
    assert answer.status_code == 200
    assert "已被他人修改" in answer.content.decode()
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in meanwhile} == meanwhile
    assert {name: getattr(row, name) for name in change} != change
    assert current_revision() == 1

    answer = client.post(address(row), opened(client, row) | change)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in meanwhile | change} == meanwhile | change


def test_a_form_without_the_version_it_showed_is_refused(client: Client) -> None:
    park = make.ParkFactory()
    form = opened(client, park)
    del form["version"]
    assert client.post(address(park), form | {"name": "石马新名"}).status_code == 200
    park.refresh_from_db()
    assert park.name != "石马新名"


def test_a_contradiction_is_named_in_the_form(client: Client) -> None:
    parcel = make.ParcelFactory(procedure="incomplete", procedure_area_m2=0)
    answer = client.post(address(parcel), opened(client, parcel) | {"procedure": "complete"})
    assert answer.status_code == 200
    assert "用地手续与已完善手续面积不符" in answer.content.decode()


def test_a_record_is_added_by_hand_and_appraised(
    client: Client, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    parcel, source = make.ParcelFactory(), make.SourceFactory()
    form = {
        "parcel": parcel.pk,
        "as_of": "2025-09-01",
        "status": "verified",
        "source": source.pk,
        "kind": "none",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/admin/inventory/agreement/add/", form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    record = Agreement.objects.get()
    assert (record.kind, record.output_yuan_per_mu, record.parcel) == ("none", None, parcel)
    assert sent == [Appraisal.objects.get().pk]
    assert current_revision() == 1


@pytest.mark.parametrize(
    ("make_row", "change"),
    [
        (make.SituationFactory, {"tax_class": "core"}),
        (make.NeedsFactory, {"green": "met"}),
        (make.SchemeFactory, {"path": "land_preparation"}),
        (make.AgreementFactory, {"kind": "explicit"}),
        (make.IdleLandFactory, {"cause": "government"}),
        (make.InefficiencyFactory, {"exit": "buy_back"}),
    ],
)
def test_records_are_corrected_by_hand(client: Client, make_row: Any, change: dict[str, str]) -> None:
    row = make_row()
    answer = client.post(address(row), opened(client, row) | change)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in change} == change


def test_records_outside_the_scope_are_neither_seen_nor_written(client: Client, administrator: User) -> None:
    inside, outside = (
        make.SituationFactory(),
        make.SituationFactory(
            park__area=make.VillageFactory(code="440113016203", name="旧水坑村", parent=None)
        ),
    )
    administrator.scope = ["440111"]
    administrator.save()
    listed = client.get("/admin/inventory/parksituation/").context["cl"].result_list
    assert [row.pk for row in listed] == [inside.pk]
    assert client.get(address(outside)).status_code == 302
    form = {"park": outside.park_id, "as_of": "2025-09-01", "status": "verified", "source": outside.source_id}
    answer = client.post("/admin/inventory/parksituation/add/", form)
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"park"}
