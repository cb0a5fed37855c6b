import pytest

from assessment.frame import canonical, frame_hash
from parks.appraisals import inputs
from parks.appraisals.inputs import frame_from_bytes, frame_to_bytes
from parks.appraisals.models import Appraisal, RunInput
from tests.assessment.frames import city, frame_of
from tests.parks.appraisals.conftest import carried_out


@pytest.mark.parametrize("frame", [city(), frame_of([{}]), city(1, 0, 0)], ids=["city", "one", "none"])
def test_a_frame_comes_back_the_same(frame):
    back = frame_from_bytes(frame_to_bytes(canonical(frame)))
    assert frame_hash(back) == frame_hash(frame)
    assert back.year == frame.year


def test_runs_on_the_same_inventory_share_one_input(three_parks):
    first, second = carried_out(), carried_out()
    assert first.input_hash == second.input_hash
    assert RunInput.objects.count() == 1
    assert frame_hash(inputs.kept(first.input_hash)) == first.input_hash


def test_an_input_goes_when_no_run_with_details_rests_on_it(three_parks):
    run = carried_out()
    assert inputs.clear_away() == 0
    Appraisal.objects.filter(pk=run.pk).update(details_kept=False)
    assert inputs.clear_away() == 1
    with pytest.raises(RunInput.DoesNotExist):
        inputs.kept(run.input_hash)
