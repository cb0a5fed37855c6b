from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parks.objections import evidence
from parks.objections.models import Evidence
from tests.conftest import ClientOf
from tests.factories.objections import DecidedFactory, ObjectionFactory
from tests.parks.objections.conftest import OBJECTIONS, PDF, upload

pytestmark = pytest.mark.django_db


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was_and_only_to_be_saved(client_of: ClientOf, own_media: Path) -> None:
    objection = ObjectionFactory().pk
    client = client_of("clerk")
    added = upload(client, objection, name="../证明 <b>.pdf")
    shown = added.json()
    assert (added.status_code, shown["number"], shown["file_name"], shown["kind"], shown["bytes"]) == (
        201, 1, "证明 <b>.pdf", "pdf", len(PDF),
    )  # fmt: skip
    assert [path.name for path in stored(own_media)] == [shown["sha256"]]
    answer = client.get(f"{OBJECTIONS}{objection}/evidence/1/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%E8%AF%81%E6%98%8E%20%3Cb%3E.pdf")
    (listed,) = client.get(f"{OBJECTIONS}{objection}/evidence/").json()["results"]
    assert listed == shown


def test_what_is_no_evidence_is_refused_and_not_kept(client_of: ClientOf, own_media: Path) -> None:
    objection = ObjectionFactory().pk
    client = client_of("clerk")
    for content, name in ((b"MZ\0", "a.exe"), (b"", "a.pdf"), (b"<html>", "a.pdf")):
        answer = upload(client, objection, content, name)
        assert (answer.status_code, answer.json()["code"]) == (400, "evidence_kind")
    nothing = client.post(f"{OBJECTIONS}{objection}/evidence/", {}, format="multipart")
    assert (nothing.status_code, nothing.json()["code"]) == (400, "evidence_no_file")
    assert stored(own_media) == []


def test_what_is_too_big_is_refused(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, own_media: Path
) -> None:
    monkeypatch.setattr(evidence, "MAX_BYTES", len(PDF))
    objection = ObjectionFactory().pk
    client = client_of("clerk")
    assert upload(client, objection).status_code == 201
    over = upload(client, objection, PDF + b" ")
    assert (over.status_code, over.json()["code"]) == (413, "evidence_too_big")
    far_over = upload(client, objection, PDF + b" " * 100_000)
    assert (far_over.status_code, far_over.json()["code"]) == (413, "evidence_too_big")
    assert len(stored(own_media)) == 1


def test_ten_files_and_each_once(client_of: ClientOf, own_media: Path) -> None:
    objection = ObjectionFactory().pk
    client = client_of("official")
    for n in range(10):
        assert upload(client, objection, PDF + b"%d" % n).json()["number"] == n + 1
    again = upload(client, objection, PDF + b"3")
    assert (again.status_code, again.json()["code"]) == (409, "evidence_exists")
    full = upload(client, objection, PDF + b"ten")
    assert (full.status_code, full.json()["code"]) == (409, "evidence_full")
    assert len(stored(own_media)) == 10


def test_nothing_is_added_once_it_is_decided(client_of: ClientOf, own_media: Path) -> None:
    answer = upload(client_of("official"), DecidedFactory().pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "objection_status")
    assert stored(own_media) == []


def test_a_full_disk_keeps_neither_row_nor_file(
    client_of: ClientOf, own_media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_room)
    answer = upload(client_of("clerk"), ObjectionFactory().pk)
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert not Evidence.objects.exists()
    assert stored(own_media) == []


def test_a_file_that_is_gone_is_said_to_be(client_of: ClientOf, own_media: Path) -> None:
    objection = ObjectionFactory().pk
    client = client_of("clerk")
    upload(client, objection)
    for path in stored(own_media):
        path.unlink()
    answer = client.get(f"{OBJECTIONS}{objection}/evidence/1/")
    assert (answer.status_code, answer.json()["code"]) == (404, "evidence_file_gone")


def test_planners_see_no_evidence_and_others_only_within_their_scope(
    client_of: ClientOf, elsewhere: object
) -> None:
    mine, other = ObjectionFactory().pk, ObjectionFactory(park=elsewhere).pk
    for objection in (mine, other):
        assert upload(client_of("administrator"), objection).status_code == 201
    for address in ("evidence/", "evidence/1/"):
        assert client_of("planner").get(f"{OBJECTIONS}{mine}/{address}").status_code == 403
        assert client_of("clerk").get(f"{OBJECTIONS}{other}/{address}").status_code == 404
    form = {"file": SimpleUploadedFile("a.pdf", PDF)}
    beyond = client_of("clerk").post(f"{OBJECTIONS}{other}/evidence/", form, format="multipart")
    assert beyond.status_code == 404
