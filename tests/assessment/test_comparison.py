"""What differs between two judgements, by hand; and laws that hold of any."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from assessment.comparison import changed, crossed, differs, largest_first, moved, transitions

RANKS = st.lists(st.permutations(list(range(1, 8))), min_size=2, max_size=2)


def series(*values: object, dtype: str = "object") -> pd.Series:
    return pd.Series(list(values), index=range(1, len(values) + 1), dtype=dtype)


def ranks(*values: int | None) -> pd.Series:
    return series(*values, dtype="Float64")


def test_unknown_equals_unknown_and_nothing_else():
    was, now = series("A", None, None, "B"), series("A", None, "C", "A")
    assert changed(was, now).tolist() == [False, False, True, True]
    assert differs(pd.DataFrame({"a": was, "b": was}), pd.DataFrame({"a": was, "b": now})).tolist() == [
        False,
        False,
        True,
        True,
    ]


def test_transitions_most_first_with_none_for_unknown():
    was, now = series("A", "A", "B", None, "C"), series("B", "B", "B", "A", "C")
    assert transitions(was, now) == [("A", "B", 2), (None, "A", 1)]
    assert transitions(was, now, unchanged=True) == [
        ("A", "B", 2),
        ("B", "B", 1),
        ("C", "C", 1),
        (None, "A", 1),
    ]


def test_who_crossed_a_line():
    was, now = series(True, True, False, dtype="bool"), series(True, False, True, dtype="bool")
    assert crossed(was, now) == {"entered": 1, "left": 1}


def test_places_gained():
    # coming in from behind the third, dropping out behind the third
    assert moved(ranks(1, 2, 3, None), ranks(2, 1, None, 3)).tolist() == [-1, 1, -1, 1]
    assert moved(ranks(None, None), ranks(None, 1)).tolist() == [0, 0]
    assert moved(ranks(5, None), ranks(1, None)).tolist() == [4, 0]
    assert moved(ranks(), ranks()).tolist() == []


def test_the_largest_moves_first_and_ties_in_order():
    assert largest_first(ranks(1, 2, 3, 4), ranks(2, 1, 4, 3)).tolist() == [1, 2, 3, 4]
    assert largest_first(ranks(1, 2, 3), ranks(3, 2, 1)).tolist() == [1, 3, 2]


@given(RANKS)
def test_what_one_gains_another_loses(pair):
    was, now = (ranks(*each) for each in pair)
    there, back = moved(was, now), moved(now, was)
    assert there.sum() == 0
    assert (there == -back).all()


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")), max_size=30))
def test_transitions_count_everybody_once(pairs):
    was, now = (series(*(pair[at] for pair in pairs)) for at in (0, 1))
    assert sum(count for *_, count in transitions(was, now, unchanged=True)) == len(pairs)
    assert sum(count for *_, count in transitions(was, now)) == int(changed(was, now).sum())
