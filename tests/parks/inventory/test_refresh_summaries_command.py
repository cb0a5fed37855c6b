from io import StringIO

import pytest
from django.core.management import call_command

from parks.appraisals.models import Appraisal
from parks.inventory.models import ParkSummary
from parks.inventory.services import current_revision
from tests.factories import inventory as make

pytestmark = pytest.mark.django_db


def test_all_parks_are_derived_and_appraised(
    sent: list[int], django_capture_on_commit_callbacks: object
) -> None:
    make.ParkFactory.create_batch(2)
    said = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("refresh_summaries", stdout=said)
    assert said.getvalue() == "2 parks derived, revision 1\n"
    assert (ParkSummary.objects.count(), current_revision()) == (2, 1)
    assert sent == [Appraisal.objects.get().pk]
