"""A stored run's frame and policy, as they were judged."""

import pytest

from assessment.appraise import appraise
from assessment.frame import frame_hash
from parks.appraisals.kept import kept_run
from parks.appraisals.models import RunInput
from parks.inventory.services import refresh_summaries
from tests.parks.appraisals.conftest import carried_out, make_park

pytestmark = pytest.mark.django_db


def test_judging_what_was_kept_gives_the_stored_results() -> None:
    make_park(0)
    refresh_summaries()
    run = carried_out()
    kept = kept_run(run)
    assert frame_hash(kept.frame) == run.input_hash
    assert kept.policy.hash == run.policy_hash
    stored = run.park_results.get()
    assert appraise(kept.frame, kept.policy).parks.loc[stored.park_id, "mode"] == stored.mode


def test_a_run_whose_input_was_cleared_away_says_so() -> None:
    make_park(0)
    refresh_summaries()
    run = carried_out()
    run.input_hash = "0" * 64
    with pytest.raises(RunInput.DoesNotExist):
        kept_run(run)
