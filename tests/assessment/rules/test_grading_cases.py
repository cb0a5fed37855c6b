"""Worked cases of the published scoring families (cases/grading.yaml), and what selecting them means for whole tables."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from assessment.frame import canonical
from assessment.rules.graded_tables import parts_of
from assessment.rules.land_efficiency import RULE
from tests.assessment.frames import COMPLETE, frame_of, policy

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "grading.yaml").read_text(encoding="utf-8"))
AT_BASELINE = {
    "tax_per_mu": 24.097,
    "value_added_per_mu": 136.16,
    "value_added_per_tce": 2.694,
    "value_added_per_emission": 4929.81,
    "labor_productivity": 18.14,
    "rd_share": 0.0302,
}
SMALL = {"tax_per_mu": 11.5932, "tax_per_kwh": 0.2352}
BY_SCALE = {
    "parks": "zengcheng-draft",
    "parcels": "zengcheng-draft",
    "enterprises": {"above_scale": "huangyan-2022-large", "below_scale": "huangyan-2022-small"},
}


def parts(enterprises, **overrides):
    table = canonical(frame_of([{}], None, enterprises)).enterprises
    return parts_of("enterprises", table, policy(**overrides))


def judged(enterprises, **overrides):
    return RULE.judge(canonical(frame_of([{}], None, enterprises)), policy(**overrides)).columns[
        "enterprises"
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case):
    overrides = {"grading_profile": case["profile"]}
    if "cap" in case:
        name = "grading_profile_" + case["profile"].replace("-", "_")
        overrides[name] = {**policy().value(name), "cap": case["cap"]}
    like = case["row"] if case["profile"] == "huaian" else {**AT_BASELINE, **SMALL, **case.get("others", {})}
    (part,) = parts([case["row"], *[like] * 19], **overrides)
    if "reason" in case:
        assert (part.graded.reason[0], part.graded.grade[0]) == (case["reason"], None)
        return
    assert part.graded.score[0] == case["score"]
    assert part.graded.points[0].tolist() == pytest.approx(case["points"], abs=1e-6)


def test_large_and_small_firms_are_judged_apart():
    firms = [{**AT_BASELINE, "above_scale": True}] * 20 + [{**SMALL, "above_scale": False}] * 40
    found = judged(firms, grading_profile=BY_SCALE)
    assert set(found["group_size"].iloc[:20]) == {20}
    assert set(found["group_size"].iloc[20:]) == {40}
    assert Counter(found["grade"].iloc[20:]) == {"A": 8, "B": 16, "C": 14, "D": 2}
    assert set(found["score"]) == {100.0}
    assert found.index.tolist() == list(range(1, 61))


def test_a_firm_of_unknown_scale_cannot_be_assessed():
    firms = [{**AT_BASELINE, **SMALL}, *[{**AT_BASELINE, "above_scale": True}] * 20]
    found = judged(firms, grading_profile=BY_SCALE)
    assert (found["grade"].loc[1], found["reason"].loc[1]) == (None, "missing_scale")
    assert set(found["group_size"].iloc[1:]) == {20}


def test_a_profile_of_another_place_is_by_reference_everywhere_in_guangzhou():
    rows = [{**COMPLETE, "district_code": code} for code in ("440111", "440118")]
    frame = canonical(frame_of(rows, rows, rows))
    for profile, mark in (
        ("huangyan-2022-large", "参照黄岩2022年度做法"),
        ("huaian", "参照淮安做法"),
    ):
        found = RULE.judge(frame, policy(grading_profile=profile))
        assert found.columns["parks"]["grade_by_reference"].tolist() == [True, True]
        assert found.columns["parcels"]["by_reference"].tolist() == [True, True]
        assert RULE.explain(found.evidence(1), found.legend)["elsewhere"]["zh"] == mark


def test_huaian_ranks_firms_within_their_industry():
    textile = {"tax_per_mu": 4.0, "output_per_mu": 100.0, "tax_per_kwh": 0.1, "industry": "C1711"}
    chips = {"tax_per_mu": 90.0, "output_per_mu": 900.0, "tax_per_kwh": 2.0, "industry": "C3963"}
    found = judged([textile] * 20 + [chips] * 20, grading_profile="huaian")
    assert set(found["score"]) == {50.0}
    assert Counter(found["grade"].iloc[:20]) == Counter(found["grade"].iloc[20:])


def test_class_t_takes_no_quota_and_no_part_in_baselines():
    rich = {**COMPLETE, "output_per_mu": 9_900.0}
    firms = [{**rich, "public_utility": True}, {**rich, "operating_years": 1.99}, *[COMPLETE] * 20]
    found = judged(firms)
    assert found["grade"].iloc[:2].tolist() == ["T", "T"]
    assert found["reason"].iloc[:2].tolist() == ["public_utility", "new_operation"]
    assert found["score"].iloc[:2].isna().all()
    assert set(found["group_size"].iloc[2:]) == {20}
    assert set(found["score"].iloc[2:]) == {100.0}
