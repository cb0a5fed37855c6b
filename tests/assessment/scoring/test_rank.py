"""Ranking: worked by hand on two indicators, then what must hold on any city."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.frame import Frame, canonical
from assessment.scoring.rank import indicator_matrix, rank_matrix, rank_order, rank_parks
from tests.assessment.frames import city, frame_of, policy, shuffled

GROUPS = {
    "land": {"zh": "土地", "en": "Land", "side": "need"},
    "feasibility": {"zh": "可行性", "en": "Feasibility", "side": "opportunity"},
}


def row(name, group, direction, weight):
    return {
        "name": name,
        "column": name,
        "label": {"zh": name, "en": name},
        "scale": 1,
        "unit": "ratio",
        "group": group,
        "direction": direction,
        "weight": weight,
    }


TWO = {
    "groups": GROUPS,
    "indicators": [row("far", "land", -1, 0.4), row("consent_share", "feasibility", 1, 0.6)],
}
POLICY = policy(priority_indicators=TWO, priority_low_percentile=0, priority_high_percentile=100)
# far 0.5 … 2.5 → z 1, .75, .5, .25, 0; consent 0 … 1 → z 0, .25, .5, .75, 1
FIVE = [{"far": 0.5 + 0.5 * place, "consent_share": 0.25 * place} for place in range(5)]


def ranked(rows, weights=None):
    return rank_parks(canonical(frame_of(rows)), POLICY, weights)


def test_two_indicators_by_hand():
    # 40·z1 + 60·z2 = 40, 45, 50, 55, 60; need = 100·z1, opportunity = 100·z2
    found = ranked(FIVE)
    assert found["priority"].tolist() == [40.0, 45.0, 50.0, 55.0, 60.0]
    assert found["need"].tolist() == [100.0, 75.0, 50.0, 25.0, 0.0]
    assert found["opportunity"].tolist() == [0.0, 25.0, 50.0, 75.0, 100.0]
    assert found["rank"].tolist() == [5, 4, 3, 2, 1]
    assert set(found["completeness"]) == {1.0}


def test_sixty_percent_of_the_weight_is_enough_and_less_is_not():
    # without far 60 % of the weight is known; without consent 40 %
    found = ranked([*FIVE, {"consent_share": 1.0}, {"far": 0.5}, {}])
    assert found["completeness"].tolist()[5:] == [0.6, 0.4, 0.0]
    assert found["ranked"].tolist()[5:] == [True, False, False]
    assert found["priority"].iloc[5] == 100.0
    assert found[["need", "opportunity", "priority"]].iloc[6:].isna().all(axis=None)
    assert found["rank"].iloc[6:].isna().all()
    assert found["rank"].iloc[5] == 1
    assert np.isnan(found["need"].iloc[5])


def test_ties_go_to_the_more_complete_then_the_smaller_id():
    order = rank_order(
        np.array([50.0, 50.0, 50.0, 60.0]), np.array([0.7, 1.0, 1.0, 0.6]), np.ones(4, dtype=bool)
    )
    assert order.tolist() == [4, 2, 3, 1]


def test_unranked_rows_take_no_place():
    order = rank_order(np.array([np.nan, 50.0, 60.0]), np.ones(3), np.array([False, True, True]))
    assert order.tolist() == [0, 2, 1]


def test_weights_can_be_tried():
    # all weight on far: the lowest FAR leads
    found = ranked(FIVE, {"far": 1, "consent_share": 0})
    assert found["rank"].tolist() == [1, 2, 3, 4, 5]
    assert found["priority"].tolist() == [100.0, 75.0, 50.0, 25.0, 0.0]


def test_trying_weights_reuses_the_matrix():
    frame = canonical(city())
    matrix = indicator_matrix(frame.parks, policy())
    weights = {"far": 0.3, "metro_distance": 0.0}
    pd.testing.assert_frame_equal(rank_matrix(matrix, weights), rank_parks(frame, policy(), weights))


def test_an_empty_city_ranks_nobody():
    frame = canonical(city())
    empty = Frame(frame.parks.iloc[:0], frame.parcels.iloc[:0], frame.enterprises.iloc[:0])
    assert len(rank_parks(empty, policy())) == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_the_city(seed):
    frame = city(parks=60, parcels=1, enterprises=1, seed=seed)
    found = rank_parks(canonical(frame), policy())
    places = found.loc[found["ranked"], "rank"].astype(int)
    assert sorted(places) == list(range(1, len(places) + 1))
    assert found.loc[found["ranked"], "priority"].between(0, 100).all()
    in_order = found.loc[places.sort_values().index, "priority"]
    assert in_order.is_monotonic_decreasing
    assert (found["ranked"] == (found["completeness"] >= 0.6)).all()
    pd.testing.assert_frame_equal(rank_parks(canonical(shuffled(frame, seed)), policy()), found)


@pytest.mark.parametrize(("column", "direction"), [("consent_share", 1), ("far", -1)])
def test_a_better_figure_inside_the_bounds_never_lowers_the_rank(column, direction):
    before = ranked(FIVE)["rank"]
    for place in range(1, 4):
        rows = [dict(item) for item in FIVE]
        rows[place][column] += 0.2 * direction
        assert ranked(rows)["rank"].iloc[place] <= before.iloc[place]
