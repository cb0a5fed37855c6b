"""How far an input goes, and the shortest way to where something changes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.columns import TABLES
from assessment.turning_points.steps import Lever, share_for, shortest

COLUMNS = {column.name: column for column in TABLES["parcels"]}


def lever(name="output_per_mu", start=100.0, scale=100.0, limit=150.0, bound="cap"):
    return Lever(COLUMNS[name], start, scale, limit, bound)


def test_a_lever_moves_towards_its_limit_and_no_farther():
    assert lever().room == 0.5
    assert [lever().at(share) for share in (0.0, 0.1, 0.5, 9.0)] == [100.0, 110.0, 150.0, 150.0]
    falling = lever(limit=0.0)
    assert [falling.at(share) for share in (0.25, 1.0, 2.0)] == [75.0, 0.0, 0.0]
    assert lever(limit=100.0).at(0.3) == 100.0


def test_changes_are_rounded_outward_to_four_digits():
    assert lever().at(0.123456) == 112.35
    assert lever(limit=0.0).at(0.123456) == 87.65
    assert lever(limit=math.inf).at(0.00123451) == 100.1235


def test_counts_move_in_whole_numbers():
    assert lever("recognitions", 1.0, 1.0, 5.0).at(0.2) == 2.0
    assert lever("recognitions", 3.0, 3.0, 0.0).at(0.4) == 1.0
    assert lever("recognitions", 3.0, 3.0, 3.5).at(0.1) == 3.5


@given(st.floats(1e-6, 1e6))
def test_the_shortest_way_is_found_to_a_thousandth(threshold):
    found = shortest(lambda share: share >= threshold, math.inf)
    assert found is not None
    assert threshold <= found <= threshold * 1.001


def test_no_way_within_the_room():
    assert shortest(lambda share: share >= 2.0, 1.99) is None
    assert shortest(lambda share: share >= 2.0, 2.0) == pytest.approx(2.0, rel=1e-3)
    assert shortest(lambda share: True, 0.0) is None
    assert shortest(lambda share: share >= 0.001, 0.002) == pytest.approx(0.001, rel=1e-3)


def test_two_levers_share_alike_until_one_has_no_more_room():
    wide, narrow = lever(limit=1_000.0), lever(limit=110.0)
    assert share_for([wide, wide], 0.4) == 0.2
    assert share_for([wide, narrow], 0.1) == 0.05
    assert share_for([wide, narrow], 0.4) == pytest.approx(0.3)
