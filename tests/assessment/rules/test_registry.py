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
        "needs",
        "job_housing",
        "stage",
        "diagnosis",
        "urban_village",
        "vertical_factory",
        "asset_value",
    ]
