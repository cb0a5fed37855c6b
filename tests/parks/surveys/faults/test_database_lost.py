"""The database ends every connection, as it does when it is restarted: the cluster is shared with other tests, so that only
the connections of this one are ended (`pg_terminate_backend`); to whom they belong that is the same."""

import threading

import pytest
from django.db import connection

from parks.inventory.models import Parcel, Source
from parks.surveys import services
from parks.surveys.models import SurveyRow
from tests.parks.surveys.faults.conftest import status, until, waiting_for

pytestmark = pytest.mark.django_db(transaction=True)


def end(backends: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [backends])


@pytest.mark.parametrize("table", ["inventory_parcel", "surveys_surveyrow"], ids=["comparing", "staging"])
def test_while_an_upload_is_checked(table, upload, start_worker, other):
    with other.cursor() as cursor:
        cursor.execute(f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        worker = start_worker()
        until(lambda: waiting_for(table), "the worker waits", dead=worker.ended)
        end(waiting_for(table))
        cursor.execute("ROLLBACK")

    until(lambda: status(upload) == "checked", "the same worker tries again", dead=worker.ended)
    assert (upload.attempts, upload.counts["new"], upload.rows.count()) == (2, 3, 3)


def test_while_an_upload_is_committed(upload, clerk, client_of, other):
    """The clerk is told that the service is away; nothing was written; the same click then does it."""
    services.check(upload.pk)
    answers = []

    def click() -> None:
        try:
            client = client_of("clerk")
            answers.append(
                client.post(f"/api/v1/surveys/{upload.pk}/commit/", {"reason": "现场复核"}, format="json")
            )
        finally:
            connection.close()

    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE inventory_datarevision IN ACCESS EXCLUSIVE MODE")
        request = threading.Thread(target=click)
        request.start()
        until(lambda: waiting_for("inventory_datarevision"), "the commit has written and not ended")
        end(waiting_for("inventory_datarevision"))
        request.join(20)
        cursor.execute("ROLLBACK")

    assert (answers[0].status_code, answers[0].json()["code"]) == (503, "unavailable")
    assert (status(upload), upload.receipt) == ("checked", None)
    assert Parcel.objects.count() == Source.objects.filter(reference__startswith="survey:").count() == 0
    assert SurveyRow.objects.count() == 3

    again = client_of("clerk").post(
        f"/api/v1/surveys/{upload.pk}/commit/", {"reason": "现场复核"}, format="json"
    )

    assert (again.status_code, Parcel.objects.count()) == (200, 3)
