"""Counts of unmet needs against a threshold, with a range while states are unknown."""

import numpy as np

from assessment.frame import canonical
from assessment.rules.diagnosis import AMENITIES
from assessment.rules.need_counts import ask_count, at_least, count_explained, count_legend
from tests.assessment.frames import frame_of, policy


def explained(park, **overrides):
    rules = policy(**overrides)
    _, (row,) = ask_count(AMENITIES, canonical(frame_of([park])).parks, rules)
    found = count_explained(row, count_legend(AMENITIES, rules))
    return found["value"], found["value_high"], found["met"], [item["input"] for item in found["missing"]]


def test_known_and_possible_counts_decide():
    nan = np.nan
    unmet = np.array([[1, 1, 0], [1, nan, 0], [nan, nan, 0], [0, 0, nan], [nan, nan, nan]])
    assert at_least(unmet, 2).tolist() == [1, -1, -1, 0, -1]


def test_what_is_known_and_what_it_may_become():
    park = {
        "need_daily_services": "none",
        "need_diverse_housing": "met",
        "need_schools_health_culture": "none",
    }
    # two of five unmet, two unknown: three are asked for
    assert explained(park) == (2, 4, None, ["need_open_space", "need_green"])
    assert explained({**park, "need_open_space": "none"}) == (3, 4, True, [])
    assert explained({**park, "need_open_space": "met", "need_green": "met"}) == (2, 2, False, [])


def test_nothing_known_has_no_count():
    assert explained({}) == (None, None, None, list(AMENITIES.needs))
    assert (
        count_explained(None, count_legend(AMENITIES, policy()))["missing"][0]["input"] == AMENITIES.needs[0]
    )


def test_a_state_that_counts_half_is_half_a_need():
    half = {"met": 1, "building": 0.5, "partial": 0, "none": 0}
    park = {"need_daily_services": "building", "need_diverse_housing": "partial"}
    assert explained(park, needs_counted_as_met=half)[:2] == (1.5, 4.5)
