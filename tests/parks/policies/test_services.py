import datetime as dt

import pytest
from django.utils import timezone

from assessment.errors import PolicyError
from assessment.policy.load import load_policy
from parks.policies import services
from parks.policies.models import EditionStatus, PolicySnapshot
from tests.factories.policies import EditionFactory, text_of

DAY = dt.date(2027, 6, 1)


def edition(user, metres, status=EditionStatus.ADOPTED):
    decided = {} if status == EditionStatus.DRAFT else {"decided_by": user, "decided_at": timezone.now()}
    return EditionFactory(text=text_of(metres), status=status, uploaded_by=user, **decided)


def test_without_editions_it_is_that_of_the_files(db):
    assert services.policy_on(DAY) == load_policy(DAY)


def test_adopted_editions_count_the_latest_decision_last(administrator):
    edition(administrator, 900)
    edition(administrator, 700)
    assert services.policy_on(DAY).number("mode_metro_max") == 700
    assert services.policy_on(dt.date(2026, 12, 31)).number("mode_metro_max") == 800


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.WITHDRAWN])
def test_others_do_not_count(administrator, status):
    edition(administrator, 900, status)
    assert services.policy_on(DAY).number("mode_metro_max") == 800


def test_a_draft_counts_where_it_is_asked_for(administrator):
    draft = edition(administrator, 900, EditionStatus.DRAFT)
    assert services.policy_on(DAY, draft=draft).number("mode_metro_max") == 900


def test_a_draft_of_the_future_is_tried_on_its_first_day(administrator):
    draft = edition(administrator, 900, EditionStatus.DRAFT)
    policy = services.policy_on(dt.date(2026, 11, 1), draft=draft)
    assert (policy.on, policy.number("mode_metro_max")) == (dt.date(2027, 1, 1), 900)


def test_overrides_come_last(administrator):
    edition(administrator, 900)
    assert services.policy_on(DAY, {"mode_metro_max": 500}).number("mode_metro_max") == 500


def test_a_policy_is_kept_once_and_comes_back_as_it_was(db):
    policy = services.policy_on(DAY, {"mode_metro_max": 500})
    services.keep(policy)
    services.keep(policy)
    assert PolicySnapshot.objects.count() == 1
    assert services.kept(policy.hash) == policy


def test_a_snapshot_somebody_changed_is_refused(db):
    policy = services.policy_on(DAY)
    services.keep(policy)
    snapshot = PolicySnapshot.objects.get()
    snapshot.content["parameters"][0]["value"] = 1
    snapshot.save()
    with pytest.raises(PolicyError):
        services.kept(policy.hash)
