"""Policy phases by the year a renewal started (陈伟等 表1)."""

import pytest

from assessment.rules.policy_phase import RULE
from tests.assessment.worked_cases import column, explained


@pytest.mark.parametrize(
    ("year", "phase"),
    [
        (2008, "none"),
        (2009, "single_parks"),
        (2014, "single_parks"),
        (2015, "bundled_with_village"),
        (2017, "bundled_with_village"),
        (2018, "industry_first"),
        (2021, "industry_first"),
        (2022, "contiguous_pilots"),
        (2026, "contiguous_pilots"),
        (None, "cannot_assess"),
    ],
)
def test_phase_of_a_year(year, phase):
    assert column(RULE, "phase", {"renewal_start_year": year}) == [phase]


def test_a_phase_is_explained_with_its_documents():
    found = explained(RULE, {"renewal_start_year": 2020})
    assert (found["phase"], found["start_year"], found["from"], found["to"]) == (
        "industry_first",
        2020,
        2018,
        2021,
    )
    assert found["documents"] == "穗府办规〔2019〕9号、穗工信规字〔2020〕8号"
    assert (found["article"], found["assumption"], found["missing"]) == ("表1", False, [])


def test_not_started_is_not_unknown_and_a_given_year_goes_first():
    assert column(
        RULE,
        "phase",
        {"renewal_status": "none"},
        {"renewal_status": "none", "renewal_start_year": 2016.0},
        {"renewal_status": "done"},
    ) == ["not_started", "bundled_with_village", "cannot_assess"]
    found = explained(RULE, {})
    assert [item["input"] for item in found["missing"]] == ["renewal_start_year"]
    assert explained(RULE, {"renewal_status": "none"})["label_zh"] == "未启动改造"


def test_starts_come_from_the_policy():
    starts = {"single_parks": 2009, "bundled_with_village": 2015, "industry_first": 2018}
    later = {**starts, "contiguous_pilots": 2023}
    assert column(RULE, "phase", {"renewal_start_year": 2022}, phase_start_years=later) == ["industry_first"]
