"""What one room's event starts in another that it may not import."""

from typing import Any

from parks.accounts.models import User
from parks.appraisals.services import start_appraisal
from parks.inventory.signals import inventory_edited
from parks.surveys.signals import survey_committed, survey_undone


def appraise_after_change(*, user_id: int | None, **details: Any) -> None:
    """A survey committed or undone and a correction by hand change facts, so the grades and ranks follow."""
    start_appraisal(None if user_id is None else User.objects.filter(pk=user_id).first())


def connect() -> None:
    for changed in (survey_committed, survey_undone, inventory_edited):
        changed.connect(appraise_after_change, dispatch_uid="appraise_after_change")
