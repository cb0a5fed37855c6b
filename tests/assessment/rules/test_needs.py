"""Needs checklist: states, what counts as unmet, and contradiction with the surveyed count."""

import pytest

from assessment.rules.needs import NAMES, RULE
from tests.assessment.worked_cases import column, explained

ALL_MET = dict.fromkeys(NAMES, "met")


@pytest.mark.parametrize(("state", "unmet"), [("met", 0), ("building", 0), ("partial", 0), ("none", 1)])
def test_only_none_counts_as_unmet(state, unmet):
    assert explained(RULE, {**ALL_MET, "need_green": state})["unmet"] == unmet


def test_what_counts_as_met_is_policy():
    strict = {"met": 1, "building": 0, "partial": 0, "none": 0}
    found = explained(RULE, {**ALL_MET, "need_green": "building"}, needs_counted_as_met=strict)
    assert (found["unmet"], found["counted"]["assumption"]) == (1, True)


def test_unknown_items_widen_the_count():
    found = explained(RULE, {"need_green": "none", "need_commuting": "met", "unmet_needs": 8.0})
    assert (found["unmet"], found["unmet_high"], found["conflict"]) == (1, 8, False)
    assert len(found["missing"]) == 7


def test_a_contradiction_with_the_survey_is_said():
    found = explained(RULE, {**ALL_MET, "need_green": "none", "unmet_needs": 2.0})
    assert (found["conflict"], found["conflict_zh"]) == (True, "清单未满足 1 项，调查为 2 项")
    found = explained(RULE, {"need_green": "none", "unmet_needs": 0.0})
    assert (found["conflict"], found["conflict_en"]) == (True, "checklist: 1–9 unmet, survey: 0")
    assert column(RULE, "needs_agree", {**ALL_MET, "unmet_needs": 0.0}, {**ALL_MET, "unmet_needs": 1.0}) == [
        True,
        False,
    ]


def test_nothing_known_is_neither_agreement_nor_conflict():
    found = explained(RULE, {"unmet_needs": 3.0})
    assert (found["unmet"], found["unmet_high"], found["conflict"]) == (None, None, False)
    assert [len(group["items"]) for group in found["groups"]] == [3, 3, 3]
    assert len(found["missing"]) == 9
