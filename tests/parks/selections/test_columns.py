from unittest import mock

import pytest

from parks.inventory.models import Park
from parks.inventory.services import bump_revision
from parks.selections import columns
from parks.selections.columns import columns_at, current_columns
from parks.selections.state import State
from tests.factories.city import random_city

pytestmark = pytest.mark.django_db


def test_columns_are_read_once_per_state() -> None:
    random_city()
    _, first = current_columns()
    Park.objects.all()[:1].get().delete()
    assert current_columns()[1] is first
    bump_revision()
    state, second = current_columns()
    assert state.revision == 1
    assert len(second.ids) == len(first.ids) - 1


def test_state_is_the_one_the_rows_show() -> None:
    """A commit between reading the state and reading the rows is noticed."""
    random_city()
    old = State.current()
    bump_revision()
    with mock.patch.object(
        columns.State, "current", side_effect=[old, State.current(), State.current(), State.current()]
    ):
        state, _ = current_columns()
    assert state.revision == old.revision + 1
    assert columns_at.cache_info().currsize == 1


def test_current_appraisal_is_part_of_the_state() -> None:
    appraisal = random_city()
    assert State.current() == State(0, "", appraisal.pk, appraisal.result_hash)
    type(appraisal).objects.update(is_current=False)
    state, parks = current_columns()
    assert state.appraisal is None
    assert set(parks.words["grade"].counts(parks.within(["4401"]))) == {"A", "B", "C", "D", "T", "none"}
    assert parks.words["grade"].counts(parks.within(["4401"]))["none"] == len(parks.ids)
