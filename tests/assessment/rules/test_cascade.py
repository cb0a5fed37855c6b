"""The first answer that holds, with every earlier one ruled out."""

import numpy as np

from assessment.rules.cascade import either, first_of, pending


def test_unknown_withholds_what_it_could_take_the_place_of():
    first = np.array([1, 0, 0, -1, 0, -1], dtype=np.int8)
    second = np.array([-1, 1, 0, 1, -1, 0], dtype=np.int8)
    found = first_of([("a", first), ("b", second)], "c").tolist()
    assert found == ["a", "b", "c", "cannot_assess", "cannot_assess", "cannot_assess"]


def test_missing_up_to_the_first_that_is_met():
    unknown = {"met": None, "missing": [{"input": "x"}]}
    met, not_met = {"met": True, "missing": []}, {"met": False, "missing": []}
    assert either([unknown, met]) is True
    assert either([unknown, not_met]) is None
    assert either([not_met]) is False
    assert pending([[not_met], [unknown, not_met], [met], [{"met": None, "missing": [{"input": "y"}]}]]) == [
        {"input": "x"}
    ]
