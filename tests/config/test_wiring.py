"""A committed survey or a correction by hand queues one appraisal, whoever made it."""

import pytest

from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from parks.inventory.signals import inventory_edited
from parks.surveys.models import SurveyUpload
from parks.surveys.signals import survey_committed

pytestmark = pytest.mark.django_db


def test_a_committed_survey_queues_an_appraisal(clerk: User) -> None:
    survey_committed.send(SurveyUpload, upload_id=1, user_id=clerk.pk, park_ids=[], revision=2)
    assert list(Appraisal.objects.values_list("status", "created_by")) == [("queued", clerk.pk)]


def test_a_correction_by_hand_queues_an_appraisal(administrator: User) -> None:
    inventory_edited.send(Park, user_id=administrator.pk, park_ids=[], revision=2)
    assert list(Appraisal.objects.values_list("status", "created_by")) == [("queued", administrator.pk)]


def test_two_surveys_before_the_worker_comes_need_one_run(clerk: User) -> None:
    for upload in (1, 2):
        survey_committed.send(SurveyUpload, upload_id=upload, user_id=clerk.pk, park_ids=[], revision=2)
    assert Appraisal.objects.count() == 1
