"""Merges the staged rows of an upload into the inventory by set-based SQL, inside the caller's transaction."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from parks.inventory.models import Source
from parks.inventory.models.sources import SourceKind
from parks.inventory.services import bump_revision, current_revision, refresh_summaries
from parks.surveys.models import SurveyUpload
from parks.surveys.sql import count_of, rows_of, update

TURN = 0x5375_7276
NO_BUILDINGS = {"building_areas": 0, "building_areas_withdrawn": 0}


def take_turn() -> None:
    """Commits and undos take turns until the end of their transaction, so that each sees what the last one left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def merge(upload: SurveyUpload) -> dict[str, Any]:
    """Write what is new or changed; derive the touched parks anew; move the revision."""
    park_ids = sorted(park for (park,) in rows_of("touched_parks", upload=upload.pk))
    if not park_ids:
        return {"park_ids": [], "revision": current_revision(), "source": None, **NO_BUILDINGS}
    today = timezone.localdate()
    title = f"摸查上传 {upload.pk}：{upload.file_name}"[:200]
    source = Source.objects.create(
        kind=SourceKind.SURVEY,
        title=title,
        dated=today,
        reference=f"survey:{upload.pk} sha256:{upload.sha256}",
    )
    count_of("insert_parcels", upload=upload.pk, source=source.pk)
    rows_of("analyze_parcels")
    update("update_parcels", upload=upload.pk, source=source.pk)
    buildings = _merge_buildings(upload, source, today)
    refresh_summaries(park_ids)
    return {"park_ids": park_ids, "revision": bump_revision(), "source": source.pk, **buildings}


def _merge_buildings(upload: SurveyUpload, source: Source, today: date) -> dict[str, int]:
    """Write the building facts so that the newest of each legality is what the file says."""
    written = count_of("insert_new_building_areas", upload=upload.pk, source=source.pk, today=today)
    written += count_of("insert_building_areas", upload=upload.pk, source=source.pk, today=today)
    withdrawn = count_of("withdraw_newer_building_areas", upload=upload.pk, today=today)
    written += update("complete_building_areas", upload=upload.pk)
    return {"building_areas": written, "building_areas_withdrawn": withdrawn}
