"""Files of evidence (证据): few, small, of a known kind, kept under the objection by their hash."""

import hashlib
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from parks.accounts.models import User
from parks.objections.desk import held
from parks.objections.errors import (
    EvidenceExistsError,
    EvidenceFullError,
    EvidenceGoneError,
    EvidenceKindError,
    EvidenceTooBigError,
)
from parks.objections.kinds import kind_of
from parks.objections.models import Evidence, Status
from parks.surveys.services import clean_name

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_FILES = 10


def path_of(objection_id: int, sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "objections" / str(objection_id) / sha256


def too_big() -> EvidenceTooBigError:
    return EvidenceTooBigError(limit=MAX_BYTES // MEGABYTE)


def add(objection_id: int, user: User, name: str, file: IO[bytes]) -> Evidence:
    """Keep a file with an open objection. Raises EvidenceTooBigError, EvidenceKindError, EvidenceFullError,
    EvidenceExistsError, WrongStatusError."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_big()
    shown = clean_name(name)
    if (kind := kind_of(shown, content)) is None:
        raise EvidenceKindError(name=shown)
    return _keep(objection_id, user, shown, kind, content)


def _keep(objection_id: int, user: User, name: str, kind: str, content: bytes) -> Evidence:
    """The row is held while the file is written: a file that is there already is the one of a row, never half of one."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(objection_id, sha256)
    try:
        with transaction.atomic():
            held(objection_id, "补充证据", "given evidence", Status.RECEIVED, Status.DISPATCHED)
            number = _next_number(objection_id, sha256)
            evidence = Evidence.objects.create(
                objection_id=objection_id,
                number=number,
                file_name=name,
                kind=kind,
                bytes=len(content),
                sha256=sha256,
                added_by=user,
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return evidence


def _next_number(objection_id: int, sha256: str) -> int:
    files = Evidence.objects.filter(objection=objection_id)
    same = files.filter(sha256=sha256).values_list("number", flat=True).first()
    if same is not None:
        raise EvidenceExistsError(number=same)
    number = (files.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MAX_FILES:
        raise EvidenceFullError(limit=MAX_FILES)
    return number


def opened(evidence: Evidence) -> IO[bytes]:
    """Raises EvidenceGoneError."""
    try:
        return path_of(evidence.objection_id, evidence.sha256).open("rb")
    except FileNotFoundError as error:
        raise EvidenceGoneError from error
