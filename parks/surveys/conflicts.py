"""What changed in the inventory after an upload was checked, so that rows of it can no longer be committed (冲突)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from django.db import connection, transaction
from django.utils import timezone

from parks.surveys.checks.overlaps import SHARE, SQUARE_METERS
from parks.surveys.models import Outcome, Status, SurveyUpload
from parks.surveys.sql import statement


class Conflict(StrEnum):
    """Why, as it is kept with the row."""

    PARCEL = "conflict.parcel"
    PARK = "conflict.park"
    OVERLAP = "conflict.overlap"


STATEMENTS = {
    Conflict.PARCEL: "changed_since_checked",
    Conflict.PARK: "parks_changed_since_checked",
    Conflict.OVERLAP: "overlapping_since_checked",
}
SENTENCES = {
    Conflict.PARCEL: ("宗地已被他人改动", "the parcel was changed by someone else"),
    Conflict.PARK: ("所属园区或其界线已变", "the park or its boundary has changed"),
    Conflict.OVERLAP: ("与新入库的宗地重叠", "it overlaps a parcel stored since"),
}


def find(upload_id: int) -> dict[int, Conflict]:
    """Row → the first thing that it conflicts with now, in the order of the rows."""
    parameters: dict[str, int | float | date] = {
        "upload": upload_id, "square_meters": SQUARE_METERS, "share": SHARE, "today": timezone.localdate(),
    }  # fmt: skip
    found: dict[int, Conflict] = {}
    with connection.cursor() as cursor:
        for conflict, name in STATEMENTS.items():
            cursor.execute(statement(name), parameters)
            for (row,) in cursor.fetchall():
                found.setdefault(row, conflict)
    return dict(sorted(found.items()))


def fingerprints_now(upload_id: int, rows: Sequence[int]) -> dict[int, int]:
    """Row → fingerprint of the parcel that is stored under its code now; rows without one are left out."""
    with connection.cursor() as cursor:
        cursor.execute(statement("fingerprints_now"), {"upload": upload_id, "rows": list(rows)})
        return dict(cursor.fetchall())


@transaction.atomic
def record(upload_id: int) -> dict[int, Conflict]:
    """Label the rows that conflict now 冲突, and count the upload's rows anew; returns these rows."""
    upload = SurveyUpload.objects.select_for_update().get(pk=upload_id)
    if upload.status != Status.CHECKED or not (found := find(upload_id)):
        return {}
    changed = [row for row, why in found.items() if why is Conflict.PARCEL]
    before = upload.rows.filter(row__in=changed).values_list("row", "fingerprint")
    upload.basis = {**{str(row): fingerprint for row, fingerprint in before}, **upload.basis}
    for conflict in Conflict:
        rows = [row for row, why in found.items() if why is conflict]
        upload.rows.filter(row__in=rows).update(outcome=Outcome.CONFLICT, reason=conflict)
    outcomes = Counter(upload.rows.values_list("outcome", flat=True))
    upload.counts = {**(upload.counts or {}), **{kind: outcomes[kind] for kind in Outcome.values}}
    upload.save(update_fields=["counts", "basis"])
    return found
