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


def test_just_under_sixty_percent_is_not_enough():
    rows = [row("far", "land", -1, 0.41), row("consent_share", "feasibility", 1, 0.59)]
    rules = policy(priority_indicators={"groups": GROUPS, "indicators": rows})
    found = rank_parks(canonical(frame_of([*FIVE, {"consent_share": 1.0}])), rules)
    assert found["ranked"].tolist() == [True] * 5 + [False]
    assert found["rank_reason"].iloc[5] == "incomplete"


ONLY_AREA = [{"area_m2": 10_000.0 * (place + 1)} for place in range(30)]


def test_an_indicator_nobody_has_does_not_lower_the_bar():
    # of 1.00 of weight only the area's .05 is known, city-wide
    found = rank_parks(canonical(frame_of(ONLY_AREA)), policy())
    assert set(found["completeness"]) == {0.05}
    assert set(found["rank_reason"]) == {"incomplete"}
    assert found["rank"].isna().all()


def test_a_figure_of_one_park_does_not_lower_the_bar_for_the_others():
    # the first park has everything; its figures are the only ones, so they tell nobody apart
    names = [item["column"] for item in policy().value("priority_indicators")["indicators"]]
    everything = {name: 0.5 for name in names if name != "area_m2"}
    found = rank_parks(canonical(frame_of([{**everything, **ONLY_AREA[0]}, *ONLY_AREA[1:]])), policy())
    assert found["completeness"].tolist() == [1.0] + [0.05] * 29
    assert found["rank_reason"].tolist() == ["ranked"] + ["incomplete"] * 29


@pytest.mark.parametrize("count", [1, 4])
def test_parks_that_nothing_tells_apart_are_complete_but_unranked(count):
    found = ranked([{"far": 0.5, "consent_share": 0.5}] * count)
    assert set(found["completeness"]) == {1.0}
    assert set(found["rank_reason"]) == {"nothing_to_compare"}
    assert found[["need", "opportunity", "priority", "rank"]].isna().all(axis=None)
    assert not found["ranked"].any()


def test_what_is_too_small_for_a_park_is_unranked_and_moves_nobody():
    # far 99 would stretch the bounds from 2.5 to 99
    found = ranked([*FIVE, {"area_m2": 4999.0, "far": 99.0, "consent_share": 1.0}])
    assert found["priority"].tolist()[:5] == [40.0, 45.0, 50.0, 55.0, 60.0]
    assert found["rank"].tolist()[:5] == [5, 4, 3, 2, 1]
    last = found.iloc[5]
    assert (last["ranked"], last["rank_reason"], last["completeness"]) == (False, "below_threshold", 1.0)
    assert found[["need", "opportunity", "priority", "rank"]].iloc[5].isna().all()


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
    # about 45 % of the first twenty parks' inputs are gone, so that some fall on either side of 60 %
    gaps = np.random.default_rng(seed).random((20, frame.parks.shape[1])) < 0.4
    optional = ~frame.parks.columns.isin(["district_code", "area_m2"])
    frame.parks.iloc[:20] = frame.parks.iloc[:20].mask(gaps & optional)
    ready = canonical(frame)
    found = rank_parks(ready, policy())
    places = found.loc[found["ranked"], "rank"].astype(int)
    assert sorted(places) == list(range(1, len(places) + 1))
    assert found.loc[found["ranked"], "priority"].between(0, 100).all()
    in_order = found.loc[places.sort_values().index, "priority"]
    assert in_order.is_monotonic_decreasing
    known = sum(
        item["weight"] * ready.parks[item["column"]].notna()
        for item in policy().value("priority_indicators")["indicators"]
    )
    np.testing.assert_allclose(found["completeness"], known, atol=1e-9)
    assert found["ranked"].tolist() == (known.round(9).ge(0.6) & ready.parks["area_m2"].ge(5_000)).tolist()
    pd.testing.assert_frame_equal(rank_parks(canonical(shuffled(frame, seed)), policy()), found)


@pytest.mark.parametrize(("column", "direction"), [("consent_share", 1), ("far", -1)])
def test_a_better_figure_inside_the_bounds_never_lowers_the_rank(column, direction):
    before = ranked(FIVE)["rank"]
    for place in range(1, 4):
        rows = [dict(item) for item in FIVE]
        rows[place][column] += 0.2 * direction
        assert ranked(rows)["rank"].iloc[place] <= before.iloc[place]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0.0, 1e-6, 50.0, 99.999999, 100.0]),
            st.sampled_from([0.6, 0.7, 1.0]),
            st.booleans(),
        )
    )
)
def test_the_order_is_by_score_then_completeness_then_row(parks):
    priority, share, ranked = (np.array([park[at] for park in parks]) for at in range(3))
    found = rank_order(priority.astype(float), share.astype(float), ranked.astype(bool))
    rows = [row for row, park in enumerate(parks) if park[2]]
    rows.sort(key=lambda row: (-parks[row][0], -parks[row][1], row))
    expected = [0] * len(parks)
    for place, row in enumerate(rows, 1):
        expected[row] = place
    assert found.tolist() == expected
