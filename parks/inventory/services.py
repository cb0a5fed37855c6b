"""What changes the inventory as a whole: deriving the parks' summaries, moving the revision."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from parks.inventory.models import DataRevision
from parks.inventory.models.revision import new_nonce
from parks.inventory.sql import statement

LABOR_INTENSIVE = r"^C(17|18|19|20|21|24|2682|38)"
"""劳动密集型 by GB/T 4754 (domain default: textiles, apparel, leather, wood, furniture, crafts, cosmetics, electrical)."""

PROCEDURE_COMPLETE_FROM = 0.95
PROCEDURE_INCOMPLETE_TO = 0.05
FLOOR_AREA_KNOWN_FROM = 0.95
PARCELS_COVER_FROM = 0.5
"""Roads, greenery and water take up less than the other half of a park."""


class Revision(NamedTuple):
    number: int
    nonce: str


@transaction.atomic
def refresh_summaries(park_ids: Iterable[int] | None = None) -> int:
    """Derive the summary of these parks (all when None) in one statement; returns how many."""
    ids = None if park_ids is None else list(park_ids)
    _take_turn()
    with connection.cursor() as cursor:
        cursor.execute(
            statement("refresh_summaries"),
            {
                "park_ids": ids,
                "labor_intensive": LABOR_INTENSIVE,
                "complete_from": PROCEDURE_COMPLETE_FROM,
                "incomplete_to": PROCEDURE_INCOMPLETE_TO,
                "floor_area_known_from": FLOOR_AREA_KNOWN_FROM,
                "parcels_cover_from": PARCELS_COVER_FROM,
                "today": timezone.localdate(),
            },
        )
        return int(cursor.rowcount)


def _take_turn() -> None:
    """Whoever derives waits for the one before to commit, and so sees what that one changed."""
    DataRevision.objects.get_or_create(pk=1)
    DataRevision.objects.select_for_update().get(pk=1)


def revision_now() -> Revision:
    """The inventory's revision; number 0 before anything was loaded."""
    return Revision(*(DataRevision.objects.values_list("number", "nonce").first() or (0, "")))


def current_revision() -> int:
    return revision_now().number


@transaction.atomic
def bump_revision() -> int:
    """Move the revision after a committed change; returns the new number."""
    DataRevision.objects.get_or_create(pk=1)
    DataRevision.objects.filter(pk=1).update(
        number=F("number") + 1, nonce=new_nonce(), changed_at=timezone.now()
    )
    return current_revision()
