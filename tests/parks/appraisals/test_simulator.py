"""Policy simulator (政策模拟): a draft edition judged as if it were adopted; and whether a run is behind the policy."""

import pytest
from django.utils import timezone

from parks.appraisals.models import Appraisal
from parks.appraisals.running import run_appraisal
from parks.inventory.models import Park
from parks.policies.models import EditionStatus
from tests.conftest import PERSONAS, ClientOf
from tests.factories.policies import EditionFactory, text_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/appraisals/"
ALLOWED = {"official": 403, "clerk": 403, "planner": 202, "administrator": 202}


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_may_simulate(client_of: ClientOf, sent: list[int], persona: str) -> None:
    answer = client_of(persona).post(LIST, {"draft": EditionFactory().pk})
    assert answer.status_code == ALLOWED.get(persona, 401)


def test_a_draft_is_judged_by_and_becomes_nobodys_current_run(
    client_of: ClientOf, three_parks: list[Park], sent: list[int]
) -> None:
    client, draft = client_of("planner"), EditionFactory(text=text_of(4_000))
    official = client.post(LIST, {}).json()["id"]
    run_appraisal(official)
    simulated = client.post(LIST, {"draft": draft.pk}).json()
    assert (simulated["draft"], simulated["policy_in_force"]) == (draft.pk, None)
    run_appraisal(simulated["id"])
    shown = client.get(f"{LIST}{simulated['id']}/").json()
    assert (shown["status"], shown["draft"], shown["current"]) == ("done", draft.pk, False)
    assert shown["policy_in_force"] is False
    current = client.get(f"{LIST}current/").json()
    assert (current["id"], current["policy_in_force"]) == (official, True)
    query = {"before": "run:current", "after": f"run:{simulated['id']}"}
    compared = client.get("/api/v1/comparisons/", query).json()
    assert (compared["same_input"], compared["same_policy"]) == (True, False)


def test_a_newer_edition_calls_for_another_run(client_of: ClientOf, three_parks: list[Park]) -> None:
    client, today = client_of("administrator"), timezone.localdate()
    run = Appraisal.objects.create()
    run_appraisal(run.pk)
    edition = EditionFactory(text=text_of(900, today), starts_on=today)
    assert client.get(f"{LIST}current/").json()["policy_in_force"] is True
    edition.status, edition.decided_at, edition.decided_by = (
        EditionStatus.ADOPTED,
        timezone.now(),
        edition.uploaded_by,
    )
    edition.save()
    assert client.get(f"{LIST}current/").json()["policy_in_force"] is False
    assert [each["policy_in_force"] for each in client.get(LIST).json()["results"]] == [False]


def test_only_a_draft_can_be_simulated(client_of: ClientOf, sent: list[int]) -> None:
    client, adopted = client_of("planner"), EditionFactory()
    adopted.status, adopted.decided_at, adopted.decided_by = (
        EditionStatus.WITHDRAWN,
        timezone.now(),
        adopted.uploaded_by,
    )
    adopted.save()
    for draft in (adopted.pk, 999_999, -1, "x", 10**30, {}, [1], True):
        answer = client.post(LIST, {"draft": draft})
        assert answer.status_code == 400, draft
        assert [fault["field"] for fault in answer.json()["errors"]] == ["draft"]
    assert sent == []


def test_a_draft_that_no_longer_fits_is_refused(client_of: ClientOf, sent: list[int]) -> None:
    draft = EditionFactory(
        text="title: {zh: 空, en: empty}\nfrom: 2027-01-01\nsources: []\nparameters:\n  mood: {value: 1}\n"
    )
    answer = client_of("planner").post(LIST, {"draft": draft.pk})
    assert (answer.status_code, answer.json()["code"]) == (400, "policy_overrides")
