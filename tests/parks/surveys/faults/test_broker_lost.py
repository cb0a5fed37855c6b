"""The queue is away when a file arrives: the clerk is told, and the file is there to be checked when it is back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config.celery import app
from parks.surveys import services, tasks
from parks.surveys.models import SurveyUpload
from tests.parks.surveys import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dead_broker(monkeypatch, tmp_path):
    """A socket that nobody listens at, in place of the broker's, for publishing."""
    nobody = app.connection_for_write(f"redis+socket://{tmp_path}/nobody.sock")
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app, "connection_for_write", lambda *_, **__: nobody)
    monkeypatch.setattr(app, "connection_for_read", lambda *_, **__: nobody)
    monkeypatch.setitem(app.conf, "broker_url", f"redis+socket://{tmp_path}/nobody.sock")
    monkeypatch.setattr(app, "_pool", None)
    yield
    monkeypatch.undo()
    app.amqp._producer_pool = None


def test_a_file_that_arrives_without_a_queue(dead_broker, park, client_of, tmp_path):
    path = files.geopackage(tmp_path / "a.gpkg", files.frame(2))

    answer = client_of("clerk").post(
        "/api/v1/surveys/", {"file": SimpleUploadedFile("a.gpkg", path.read_bytes())}, format="multipart"
    )

    assert (answer.status_code, answer.json()["code"]) == (503, "queue_unavailable")
    upload = SurveyUpload.objects.get()
    assert (upload.status, upload.problem["code"]) == ("failed", "queue_unavailable")
    assert (services.folder() / upload.sha256).stat().st_size == path.stat().st_size


def test_it_goes_on_when_the_queue_is_back(park, client_of, clerk, monkeypatch):
    upload = SurveyUpload.objects.create(
        user=clerk, scope=clerk.scope, file_name="a.gpkg", sha256="0" * 64, bytes=1,
        status="failed", problem=services.NO_QUEUE,
    )  # fmt: skip
    sent = []
    monkeypatch.setattr(tasks.check_survey, "delay", sent.append)

    answer = client_of("clerk").post(f"/api/v1/surveys/{upload.pk}/check/")

    assert (answer.status_code, answer.json()["status"], answer.json()["problem"]) == (202, "received", None)
    assert sent == [upload.pk]
