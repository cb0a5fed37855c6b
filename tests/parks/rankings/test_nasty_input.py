"""Nonsense for the fields of this room; `tests/test_nasty_input.py` walks its addresses with everything else."""

import pytest

from parks.appraisals.models import Appraisal
from parks.rankings.models import Scenario
from tests.conftest import ClientOf
from tests.test_nasty_input import JSON_VALUES, fault

pytestmark = pytest.mark.django_db

FIELDS = {
    "rankings/": ("weights", "method", "appraisal"),
    "rankings/weights/": ("groups", "within"),
    "rankings/stability/": ("weights", "draws", "spread"),
    "scenarios/": ("name", "note", "weights", "judgements"),
}


@pytest.mark.parametrize("path", FIELDS)
def test_nothing_breaks(client_of: ClientOf, run: Appraisal, path: str) -> None:
    client = client_of("administrator")
    client.raise_request_exception = False
    wrong = []
    for field in FIELDS[path]:
        for value in JSON_VALUES:
            for body in (f'{{"{field}": {value}}}', f'{{"name": "a", "weights": {{}}, "{field}": {value}}}'):
                answer = client.generic(
                    "POST", f"/api/v1/{path}", body.encode(), content_type="application/json"
                )
                if said := fault(answer):
                    wrong.append(f"{body[:80]}: {said}")
            Scenario.objects.all().delete()
    assert wrong == []
