"""Verification value: by hand on five parks, then the same as ranking again, and what must hold of any city."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.frame import canonical
from assessment.scoring.rank import IndicatorMatrix, indicator_matrix, rank_matrix
from assessment.scoring.verification import disturbed, reliance_of, verification
from tests.assessment.frames import city, frame_of, policy
from tests.assessment.scoring.test_rank import FIVE, TWO

NAN = np.nan
RULES = policy(
    priority_indicators=TWO, priority_low_percentile=0, priority_high_percentile=100, priority_top_count=2
)


def matrix_of(rows: list[dict]) -> IndicatorMatrix:
    return indicator_matrix(canonical(frame_of(rows)).parks, RULES)


def found_of(rows, reliance=0.0, trust=0.0, top=2):
    matrix = matrix_of(rows)
    shape = matrix.values.shape
    return verification(matrix, RULES, np.full(shape, reliance), np.full(shape[0], trust), top)


def test_by_hand():
    """Priorities 40 … 60, ranks 5 … 1. The first park's consent (z 0, 60 of 100 points) at z 0, ¼, ½, ¾, 1 gives 40, 55, 70,
    85, 100 points: ranks 5, 3 (behind 60 and, of the two with 55, the one that ranked before), 1, 1, 1."""
    found = found_of(FIVE)
    assert found.now.tolist() == [5, 4, 3, 2, 1]
    assert (found.at_low[0, 1], found.at_high[0, 1]) == (5, 1)
    assert found.expected[0, 1] == pytest.approx((0 + 2 + 4 + 4 + 4) / 5)
    assert (found.nearness[0, 1], found.doubt[0, 1]) == (1, 1)
    assert found.value[0, 1] == found.expected[0, 1]
    # its FAR has z 1 already: 0, 10, 20, 30, 40 points, the fifth throughout and three ranks from the line
    assert (found.at_low[0, 0], found.at_high[0, 0]) == (5, 5)
    assert (found.expected[0, 0], found.nearness[0, 0], found.value[0, 0]) == (0, 2 / 5, 0)


def test_what_is_verified_is_worth_nothing_and_trust_halves():
    verified = found_of(FIVE, reliance=1.0)
    assert (verified.value.tolist(), verified.crosses.any()) == ([[0, 0]] * 5, False)
    doubted, trusted = found_of(FIVE, 0.5, 0.0), found_of(FIVE, 0.5, 1.0)
    assert trusted.value == pytest.approx(doubted.value / 2)
    assert found_of(FIVE, 0.5, NAN).value.tolist() == doubted.value.tolist()


def test_what_is_unknown_is_doubted_whatever_is_said_of_it():
    # 60 % known: consent 1 → 100 points, first; with FAR at z 0 60 points, behind the one with 60 before it
    found = found_of([*FIVE, {"consent_share": 1.0}], reliance=1.0, trust=1.0)
    assert found.now.tolist() == [6, 5, 4, 3, 2, 1]
    assert (found.at_low[5, 0], found.at_high[5, 0], found.doubt[5, 0]) == (1, 1, 1)
    assert found.value[:5].sum() == 0


def test_one_input_may_bring_an_unranked_park_in():
    # 40 % known is unranked; consent at z 0 … 1 gives 20 … 80 points: last but for the ties, or first
    found = found_of([*FIVE, {"far": 1.5}], reliance=1.0)
    assert found.now[5] == 0
    assert (found.at_low[5, 1], found.at_high[5, 1]) == (6, 1)
    assert found.at_low[5, 0] == 0
    # at z 0, ¼, ½, ¾, 1: 20, 35, 50 (behind the one who has 50 already), 65, 80 points; it starts from behind the last
    assert found.expected[5, 1] == pytest.approx(((6 - 6) + (6 - 6) + (6 - 4) + (6 - 1) + (6 - 1)) / 5)
    assert found.value[5, 1] > 0
    # with FAR 0.5 and consent at z 0 it has the 40 points of the last, and stays behind: that one ranked before
    assert found_of([*FIVE, {"far": 0.5}]).at_low[5, 1] == 6
    nothing = found_of([*FIVE, {}, {"area_m2": 4_999.0, "far": 1.5}], reliance=1.0)
    # of one of whom nothing is known, consent alone would be just the 60 % that are asked for
    assert (nothing.at_low[5, 1], nothing.at_high[5, 1]) == (6, 1)
    assert nothing.value[5, 0] == 0 < nothing.value[5, 1]
    assert nothing.value[6].tolist() == [0, 0]


def test_what_does_not_tell_parks_apart_is_not_worth_a_visit():
    found = found_of([{**row, "far": 1.0} for row in FIVE])
    assert found.at_high[:, 0].tolist() == found.value[:, 0].tolist() == [0] * 5
    assert (found.value[:, 1] > 0).all()


def test_the_list_is_as_long_as_the_policy_says():
    assert verification(matrix_of(FIVE), RULES, np.zeros((5, 2)), np.zeros(5)).top == 2


def test_the_nearer_the_line_the_more_it_is_worth():
    far, near = found_of(FIVE, top=1), found_of(FIVE, top=4)
    # the third park's FAR moves it between ranks 5 and 1: over any line
    assert (near.crosses[2, 0], near.nearness[2, 0]) == (True, 1)
    # the first park's FAR leaves it fifth: four ranks from a list of one, one rank from a list of four
    assert (far.nearness[0, 0], near.nearness[0, 0]) == (1 / 5, 4 / 5)


def test_the_largest_come_first_and_only_rows_asked_about():
    found = found_of(FIVE)
    first = found.first(10, np.arange(5))
    assert [found.value[place] for place in first] == sorted(
        (found.value[place] for place in first), reverse=True
    )
    assert all(found.value[place] > 0 for place in first)
    assert found.first(1, np.arange(5)) == first[:1]
    assert {row for row, _ in found.first(10, np.array([3]))} == {3}
    assert found.first(10, np.array([], dtype=np.int64)) == []


CITY = indicator_matrix(canonical(city()).parks, policy())
NONE = np.zeros(CITY.values.shape)
ALL = verification(CITY, policy(), NONE, np.zeros(len(CITY.index)), 20)


@pytest.mark.parametrize("place", ALL.first(12, np.arange(len(CITY.index))))
@pytest.mark.parametrize("end", ["at_low", "at_high"])
def test_the_ranks_are_those_of_ranking_again(place, end):
    row, column = place
    z, values = CITY.normalised.z.copy(), CITY.values.copy()
    z[row, column] = float((end == "at_high") == (CITY.indicators[column].direction > 0))
    values[row, column] = CITY.normalised.low[column]
    normalised = type(CITY.normalised)(z, CITY.normalised.low, CITY.normalised.high, CITY.normalised.dropped)
    again = IndicatorMatrix(
        CITY.index, CITY.indicators, values, normalised, CITY.counted, CITY.completeness_min
    )
    assert rank_matrix(again)["rank"].iloc[row] == getattr(ALL, end)[row, column]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**16), st.integers(1, 119))
def test_laws_of_any_city(seed, top):
    matrix = indicator_matrix(canonical(city(seed=seed % 50)).parks, policy())
    rng = np.random.default_rng(seed)
    reliance, trust = rng.random(matrix.values.shape), rng.random(len(matrix.index))
    found = verification(matrix, policy(), reliance, trust, top)
    more = verification(matrix, policy(), np.minimum(reliance + 0.1, 1), trust, top)
    assert (found.value >= 0).all()
    assert (found.nearness <= 1).all()
    assert (more.value <= found.value + 1e-12).all()
    assert (found.value[(found.now == 0)[:, None] & ~np.isnan(matrix.values)] == 0).all()
    assert (found.at_low <= found.now.max() + 1).all()


def test_an_empty_city_and_a_single_park():
    empty = matrix_of(FIVE[:1])
    found = verification(empty, RULES, np.zeros((1, 2)), np.zeros(1))
    assert found.value.tolist() == [[0, 0]]
    assert disturbed(empty, RULES).tolist() == [0, 0]


def test_reliance_by_status():
    status = np.array([["verified", "reported"], ["imputed", "unknown"], ["rumor", None]], dtype=object)
    assert reliance_of(policy(), status).tolist() == [[1, 0.5], [0, 0], [0, 0]]


def test_what_is_unknown_disturbs_nobody_and_is_no_zero():
    """One of whom only the full consent is known leads with 100 points, before 94; FAR is worth 40 of these, all in hand."""
    rows = [{"consent_share": 1.0}, {"far": 0.5, "consent_share": 0.9}, {"far": 2.5, "consent_share": 0.0}]
    far, consent = disturbed(matrix_of(rows), RULES, top=1)
    assert (far, consent > 0) == (0, True)


def test_the_heavier_indicator_disturbs_the_list_more():
    """Two alike indicators of weight .2 and .8: an error in the second moves more of the list."""
    rng = np.random.default_rng(3)
    rows = [{"far": far, "consent_share": share} for far, share in rng.random((200, 2)).tolist()]
    table = {
        **TWO,
        "indicators": [
            {**item, "weight": weight} for item, weight in zip(TWO["indicators"], (0.2, 0.8), strict=True)
        ],
    }
    rules = policy(priority_indicators=table, priority_top_count=40)
    matrix = indicator_matrix(canonical(frame_of(rows)).parks, rules)
    light, heavy = disturbed(matrix, rules)
    assert 0 < light < heavy < 1
    assert disturbed(matrix, rules).tolist() == [light, heavy]
    assert disturbed(matrix, rules, top=200).tolist() == [0, 0]
    calm = policy(priority_indicators=table, priority_top_count=40, verification_disturbance=0)
    assert disturbed(matrix, calm).tolist() == [0, 0]
    assert isinstance(matrix.index, pd.Index)
