"""Worked cases of the documents, one a line of `cases/lists.yaml`."""

from pathlib import Path

import pytest
import yaml

from tests.assessment.lists.judging import RULES, judged, status_of

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "lists.yaml").read_text(encoding="utf-8"))
NAMES = [f"{case['list']}: {case['case']}" for case in CASES]


def known(given: dict) -> dict:
    return {column: value for column, value in given.items() if value is not None}


def missing_in(found) -> list[str]:
    return found.entries.loc[1, "evidence"]["missing"] if len(found.entries) else list(found.missing)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_worked_case(case):
    found = judged(case["list"], [known(case["given"])])
    assert status_of(found) == case["status"]
    if not len(found.entries):
        assert set(missing_in(found)) == set(case.get("missing", []))
        return
    entry = found.entries.loc[1]
    for name in ("reasons", "effects"):
        assert set(entry[name]) == set(case.get(name, entry[name])), name
    assert entry["evidence"].get("amounts", {}) == case.get("amounts", entry["evidence"].get("amounts", {}))
    assert set(case.get("missing", [])) <= set(missing_in(found))


def test_every_case_has_a_source_and_every_list_its_cases():
    assert all(case["source"] for case in CASES)
    assert {case["list"] for case in CASES} == set(RULES)


def test_case_names_are_unique():
    assert len(set(NAMES)) == len(NAMES)


def test_every_status_of_every_list_has_a_case():
    covered = {(case["list"], case["status"]) for case in CASES}
    assert covered >= {
        (name, word["code"])
        for name in RULES
        for word in judged(name, [{}]).legend["statuses"]
        if word["code"] not in ("clear", "cannot_assess", "not_applicable")
    }
