import pytest

from parks.inventory.models import Park
from parks.inventory.services import current_revision
from tests.conftest import ClientOf
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


def test_change_by_hand_moves_the_revision_and_is_recorded(client_of: ClientOf) -> None:
    park = make.ParkFactory()
    client = client_of("administrator", browser=True)
    form = {"code": park.code, "name": "石马新名", "tenure": "mixed", "main_use": "industrial"}
    answer = client.post(f"/admin/inventory/park/{park.pk}/change/", form)
    assert answer.status_code == 302
    park.refresh_from_db()
    assert (park.name, park.tenure) == ("石马新名", "mixed")
    assert current_revision() == 1
    event = Park.pgh_event_model.objects.filter(pgh_label="update").get()
    assert event.name == "石马新名"
    assert event.pgh_context.metadata["user"] == client.get("/api/v1/session/").wsgi_request.user.pk


def test_procedure_of_a_parcel_moves_its_parks_summary(client_of: ClientOf) -> None:
    parcel = make.ParcelFactory(procedure="incomplete")
    form = {
        "code": parcel.code,
        "tenure": "collective",
        "procedure": "complete",
        "certificate": "certified",
        "land_use": "0601",
    }
    answer = client_of("administrator", browser=True).post(
        f"/admin/inventory/parcel/{parcel.pk}/change/", form
    )
    assert answer.status_code == 302
    assert parcel.park.summary.procedure_share == 1.0
