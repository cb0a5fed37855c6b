"""The rules, their order and their names."""

from assessment.rules.registry import RULES


def test_order():
    assert [rule.name for rule in RULES] == [
        "scope",
        "definition",
        "phase",
        "renewal_type",
        "grade",
        "mode",
        "minimums",
        "vertical_factory",
    ]
