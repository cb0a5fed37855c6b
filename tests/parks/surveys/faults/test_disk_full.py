"""No room on disk. A full file system needs root to make; a limit on the size of files (RLIMIT_FSIZE) in a process of its
own fails writes by the kernel in the same places, with EFBIG in the place of ENOSPC."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from psycopg import errors as database_errors

from parks.errors import is_disk_full
from parks.surveys import services
from parks.surveys.models import SurveyRow, SurveyUpload
from parks.surveys.readers import archive
from tests.parks.surveys import files

ROOT = Path(__file__).resolve().parents[4]
STORE = textwrap.dedent(
    """
    import io, resource, sys
    import django
    django.setup()
    from django.conf import settings
    from parks.errors import is_disk_full
    from parks.surveys import services
    settings.MEDIA_ROOT = sys.argv[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    try:
        services.store(io.BytesIO(b"x" * 5_000_000))
    except OSError as error:
        print("full", is_disk_full(error), sorted(p.name for p in services.folder().iterdir()))
    """
)


def test_a_file_that_does_not_fit_leaves_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", STORE, str(tmp_path)],
        cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout == "full True []\n"


@pytest.fixture
def no_room(monkeypatch):
    """Every write of a reader's copy fails as on a full disk."""

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive, "_copy", full)


@pytest.mark.django_db(transaction=True)
def test_while_unpacking_it_is_our_disk_and_not_the_clerks_zip(park, checked, no_room, monkeypatch, tmp_path):
    upload = checked(files.shapefile(tmp_path / "a.zip", files.frame(2)))
    assert (upload.status, upload.problem["code"]) == ("failed", "storage_full")
    assert "重新检查" in upload.problem["detail"]
    assert SurveyRow.objects.count() == 0

    monkeypatch.undo()
    services.check_again(upload.pk)
    services.check(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, upload.problem, upload.counts["new"]) == ("checked", None, 2)


@pytest.mark.django_db
def test_while_uploading_the_clerk_is_told(client_of, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(services, "store", full)
    answer = client_of("clerk").post(
        "/api/v1/surveys/", {"file": SimpleUploadedFile("a.gpkg", b"x")}, format="multipart"
    )

    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert SurveyUpload.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_disk_of_the_database(park, checked, tmp_path):
    """The server itself says that its disk is full, at the moment the rows are staged."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;"
            "CREATE TRIGGER full_disk BEFORE INSERT ON surveys_surveyrow EXECUTE FUNCTION full_disk()"
        )
    try:
        upload = checked(files.geopackage(tmp_path / "a.gpkg", files.frame(2)))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION full_disk() CASCADE")

    assert (upload.status, upload.problem["code"], SurveyRow.objects.count()) == ("failed", "storage_full", 0)


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (OSError(errno.EACCES, "x"), False),
        (OSError("truncated"), False),
        (database_errors.DiskFull("x"), True),
        (database_errors.AdminShutdown("x"), False),
        (None, False),
    ],
)
def test_what_a_full_disk_is(error, full):
    assert is_disk_full(error) is full
    outer = RuntimeError("what follows")
    outer.__cause__ = error
    assert is_disk_full(outer) is full
