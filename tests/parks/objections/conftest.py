from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from rest_framework.test import APIClient

OBJECTIONS = "/api/v1/objections/"
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def office(*parts: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for part in ("[Content_Types].xml", *parts):
            file.writestr(part, "<x/>")
    return buffer.getvalue()


def upload(client: APIClient, objection: int, content: bytes = PDF, name: str = "证明.pdf") -> Any:
    form = {"file": SimpleUploadedFile(name, content)}
    return client.post(f"{OBJECTIONS}{objection}/evidence/", form, format="multipart")


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
