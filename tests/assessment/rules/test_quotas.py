"""Quotas: exact floors, ties, and the published counts."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.quotas import Shares, grade_at, grades_by_quota, quota, ranks_within

SHARES = Shares(a=0.20, d=0.05, ab=0.60)
NONE = np.full(5, np.nan)


def test_the_citys_2705_parks_give_541_a_and_135_d():
    # 0.20 × 2705 = 541; 0.05 × 2705 = 135.25 → 135; B to 0.60 × 2705 = 1623, so B 1082 and C 947
    groups = np.zeros(2705, dtype=np.int64)
    grades = grades_by_quota(groups, np.arange(2705), SHARES)
    assert Counter(grades) == {"A": 541, "B": 1082, "C": 947, "D": 135}
    assert (grades[0], grades[540], grades[541], grades[1622], grades[1623], grades[2569], grades[2570]) == (
        "A",
        "A",
        "B",
        "B",
        "C",
        "C",
        "D",
    )


@pytest.mark.parametrize(
    ("share", "count", "expected"),
    [(0.29, 100, 29), (0.07, 100, 7), (0.05, 19, 0), (0.05, 20, 1), (0.2, 4, 0)],
)
def test_floors_are_exact(share, count, expected):
    # in binary 0.29 × 100 is 28.999…, 0.07 × 100 is 7.000…01
    assert quota(share, count) == expected


def test_huaian_shares_on_one_hundred():
    # 淮安: A to 20, B to 60, C to 95, D the last 5
    counts = Counter(grades_by_quota(np.zeros(100, dtype=np.int64), np.arange(100), SHARES))
    assert counts == {"A": 20, "B": 40, "C": 35, "D": 5}


def test_ranks_by_score_then_tax_then_output_then_order():
    scores = np.array([50.0, 90.0, 90.0, 90.0, 90.0])
    tax = np.array([9.0, 1.0, 2.0, 2.0, 2.0])
    output = np.array([9.0, 9.0, 5.0, 6.0, 6.0])
    # 90s: tax 2 before 1; among tax 2 output 6 before 5; rows 3 and 4 equal, so in order
    ranks = ranks_within(np.zeros(5, dtype=np.int64), scores, (tax, output))
    assert ranks.tolist() == [4, 3, 2, 0, 1]


def test_unknown_tie_breaker_comes_last():
    ranks = ranks_within(np.zeros(2, dtype=np.int64), np.array([1.0, 1.0]), (np.array([np.nan, -5.0]),))
    assert ranks.tolist() == [1, 0]


def test_groups_are_ranked_apart():
    groups = np.array([1, 0, 1, 0, 3])
    ranks = ranks_within(groups, np.array([1.0, 2.0, 3.0, 4.0, 5.0]), (NONE,))
    assert ranks.tolist() == [1, 1, 0, 0, 0]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=200), st.integers(0, 2**32 - 1))
def test_quotas_hold_in_every_group(codes, seed):
    groups = np.array(codes, dtype=np.int64)
    scores = np.random.default_rng(seed).integers(0, 5, len(groups)).astype(float)
    ranks = ranks_within(groups, scores, (np.zeros(len(groups)),))
    grades = grades_by_quota(groups, ranks, SHARES)
    for code in set(codes):
        inside = groups == code
        size = int(inside.sum())
        count = Counter(grades[inside])
        assert sorted(ranks[inside]) == list(range(size))
        assert count["A"] * 100 <= 20 * size
        assert count["D"] * 100 <= 5 * size
        present = [scores[inside & (grades == grade)] for grade in "ABCD" if count[grade]]
        assert all(better.min() >= worse.max() for better, worse in itertools.pairwise(present))


@pytest.mark.parametrize("count", [1, 4, 5, 19, 20, 21, 100, 2705])
@pytest.mark.parametrize("shares", [SHARES, Shares(a=0.0, d=0.0, ab=0.0), Shares(a=0.3, d=0.3, ab=0.7)])
def test_the_grade_of_one_position_is_that_of_the_whole_group(count, shares):
    every = grades_by_quota(np.zeros(count, dtype=np.int64), np.arange(count), shares)
    assert [grade_at(place, count, shares) for place in range(count)] == every.tolist()
