"""What one room's event starts in another that it may not import."""

from typing import Any

from parks.accounts.models import User
from parks.appraisals.services import start_appraisal
from parks.surveys.signals import survey_committed


def appraise_after_survey(*, user_id: int | None, **details: Any) -> None:
    """A committed survey changes facts, so the grades and ranks follow."""
    start_appraisal(None if user_id is None else User.objects.filter(pk=user_id).first())


def connect() -> None:
    survey_committed.connect(appraise_after_survey, dispatch_uid="appraise_after_survey")
