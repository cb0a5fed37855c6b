"""Kleene's truth tables."""

import itertools

import numpy as np

from assessment.rules.three_valued import all_of, any_of, as_bool, negation

# Kleene 1952, §64, strong tables: rows and columns in the order true, unknown, false
AND = [[1, -1, 0], [-1, -1, 0], [0, 0, 0]]
OR = [[1, 1, 1], [1, -1, -1], [1, -1, 0]]
ORDER = [1, -1, 0]


def test_published_tables():
    left = np.repeat(ORDER, 3).astype(np.int8)
    right = np.tile(ORDER, 3).astype(np.int8)
    assert all_of([left, right]).reshape(3, 3).tolist() == AND
    assert any_of([left, right]).reshape(3, 3).tolist() == OR
    assert negation(np.array(ORDER, dtype=np.int8)).tolist() == [0, -1, 1]


def test_of_three_agrees_with_every_way_the_unknown_may_turn_out():
    for triple in itertools.product(ORDER, repeat=3):
        ways = list(itertools.product(*[[0, 1] if value == -1 else [value] for value in triple]))
        for combine, oracle in ((all_of, all), (any_of, any)):
            outcomes = {oracle(way) for way in ways}
            expected = -1 if len(outcomes) == 2 else int(outcomes.pop())
            assert combine([np.array([value], dtype=np.int8) for value in triple]).tolist() == [expected]


def test_as_bool():
    assert [as_bool(value) for value in ORDER] == [True, None, False]
