"""Looking things up in a policy."""

from datetime import date

import numpy as np

from tests.assessment.frames import policy

POLICY = policy()


def test_numbers_flags_and_tables():
    assert POLICY.number("mode_metro_max") == 800.0
    assert POLICY.number("minimum_tax_per_mu", "other_core") == 50.0
    assert POLICY.flag("mode_platform_counts") is True
    assert POLICY.value("grading_groups")["parks"] == []


def test_a_parameter_describes_itself():
    described = POLICY.parameter("mode_metro_max").as_dict()
    assert (described["unit"], described["value"], described["effective"]) == ("米", 800, "2022-01-01")
    assert described["overridden"] is False
    assert described["label_zh"].startswith("微改造")


def test_a_source_describes_itself():
    described = POLICY.source_of("minimum_far").as_dict()
    assert described["number"] == "穗府办规〔2022〕5号"
    assert described["date"] == POLICY.source_of("minimum_far").date.isoformat()
    assert described["status"] == "in_force"


def test_a_source_for_one_district_is_only_referred_to_elsewhere():
    draft, paper = POLICY.source_of("grade_a_share"), POLICY.source_of("park_area_min")
    districts = np.array(["440118", "440111"], dtype=object)
    assert draft.elsewhere(districts).tolist() == [False, True]
    assert paper.elsewhere(districts).tolist() == [False, False]
    assert draft.by_reference == {"zh": "参照增城征求意见稿", "en": "By reference to the Zengcheng draft"}


def test_the_day_is_kept():
    assert POLICY.on == date(2026, 11, 1)
