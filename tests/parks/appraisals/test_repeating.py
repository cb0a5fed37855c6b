"""A run repeated from what was kept gives the same bytes, whatever has happened to the inventory and policy since."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parks.appraisals.models import Appraisal, RunInput
from parks.appraisals.repeating import Repeated, repeat
from parks.inventory.models import ParkYear
from parks.policies.models import PolicySnapshot
from tests.parks.appraisals.conftest import carried_out


@pytest.mark.parametrize("overrides", [{}, {"mode_metro_max": 500}])
def test_the_results_are_the_same_after_the_inventory_has_moved_on(three_parks, overrides):
    run = carried_out(overrides=overrides)
    ParkYear.objects.update(output_yuan=1)
    assert repeat(run) == Repeated(same_input=True, same_policy=True, same_results=True, same_code=True)


def test_other_code_is_told(three_parks):
    run = carried_out()
    run.code_hash = "0" * 64
    assert not repeat(run).same_code


def test_the_command_says_what_is_the_same(three_parks):
    run, out = carried_out(), StringIO()
    call_command("repeat_appraisal", str(run.pk), stdout=out)
    assert out.getvalue().splitlines() == [
        "same input: yes",
        "same policy: yes",
        "same results: yes",
        "same code: yes",
    ]


def test_the_command_fails_where_results_differ(three_parks):
    run = carried_out()
    Appraisal.objects.filter(pk=run.pk).update(result_hash="0" * 64)
    with pytest.raises(CommandError, match="other results"):
        call_command("repeat_appraisal", str(run.pk), stdout=StringIO())


@pytest.mark.parametrize("model", [RunInput, PolicySnapshot])
def test_the_command_says_that_a_run_is_too_old(three_parks, model):
    run = carried_out()
    model.objects.all().delete()
    with pytest.raises(CommandError, match="too old"):
        call_command("repeat_appraisal", str(run.pk))


def test_the_command_refuses_a_run_that_never_finished(db):
    with pytest.raises(CommandError, match="no finished appraisal"):
        call_command("repeat_appraisal", "1")
