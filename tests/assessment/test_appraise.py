"""The front door: one call, pure, the same bytes for the same facts."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.appraise import appraise
from assessment.errors import FrameError
from assessment.frame import Frame, empty_table, frame_hash
from tests.assessment.frames import COMPLETE, city, frame_of, policy, shuffled

ROOT = Path(__file__).resolve().parents[2]
POLICY = policy()
IN_ANOTHER_PROCESS = """
import hashlib
from assessment.appraise import appraise
from tests.assessment.frames import city, policy
print(hashlib.sha256(appraise(city(), policy()).to_bytes()).hexdigest())
"""


def test_result_columns():
    found = appraise(city(), POLICY)
    assert list(found.parks.columns) == [
        "need",
        "opportunity",
        "priority",
        "completeness",
        "ranked",
        "rank",
        "rank_reason",
        "trust",
        "rank_p5",
        "rank_p95",
        "top_share",
        "below_threshold",
        "is_park",
        "phase",
        "renewal_type",
        "grade",
        "grade_score",
        "grade_rank",
        "grade_group_size",
        "grade_reason",
        "grade_by_reference",
        "mode",
        "mode_settled",
        "needs_agree",
        "job_housing",
        "stage",
        "problems",
        "urban_village",
        "vertical_factory",
        "asset_value",
        "asset_value_completeness",
    ]
    assert list(found.parcels.columns) == ["grade", "score", "rank", "group_size", "reason", "by_reference"]
    assert list(found.enterprises.columns) == list(found.parcels.columns)
    assert [len(table) for table in (found.parks, found.parcels, found.enterprises)] == [120, 200, 150]
    assert set(found.parks["mode"]) <= {"whole_village", "comprehensive", "micro", "keep", "cannot_assess"}


def test_the_same_facts_in_another_order_give_the_same_bytes():
    frame = city()
    assert appraise(shuffled(frame), POLICY).to_bytes() == appraise(frame, POLICY).to_bytes()


def test_another_process_gives_the_same_bytes():
    outcome = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "99"},
        capture_output=True,
        text=True,
        check=True,
    )
    own = hashlib.sha256(appraise(city(), POLICY).to_bytes()).hexdigest()
    assert outcome.stdout.strip() == own


def test_another_fact_or_policy_gives_other_bytes():
    frame = city()
    before = appraise(frame, POLICY).to_bytes()
    assert appraise(frame, policy(mode_metro_max=500)).to_bytes() != before
    frame.parks.loc[1, "far"] = 1.2345
    assert appraise(frame, POLICY).to_bytes() != before


def test_input_hash_is_the_frames():
    frame = city()
    assert appraise(frame, POLICY).input_hash == frame_hash(frame)


def test_a_faulty_frame_is_refused_whole():
    with pytest.raises(FrameError):
        appraise(frame_of([{"far": -1.0}]), POLICY)


def test_an_empty_inventory_is_appraised():
    empty = Frame(*(empty_table(name) for name in ("parks", "parcels", "enterprises")))
    assert len(appraise(empty, POLICY).parks) == 0
    assert appraise(empty, POLICY).to_bytes()


def test_a_single_park_without_figures_gets_no_grade_no_rank_and_no_mode():
    park = appraise(frame_of([{}]), POLICY).parks.iloc[0]
    assert park["grade"] is None
    assert park["mode"] == "cannot_assess"
    assert not park["ranked"]
    assert park[["need", "opportunity", "priority", "rank", "trust"]].isna().all()


def test_the_citys_grades_keep_to_the_quotas():
    # 2,705 of which all can be graded: A ≤ 541, D ≤ 135, B up to 60 % = 1,623
    parks = [{**COMPLETE, "output_per_mu": 1.0 + place} for place in range(2705)]
    grades = appraise(frame_of(parks), POLICY).parks["grade"]
    assert grades.value_counts().to_dict() == {"A": 541, "B": 1623 - 541, "C": 2705 - 1623 - 135, "D": 135}
    # ten too small for a park: 2,695 remain, A = 539, D = floor(134.75)
    parks[:10] = [{**park, "area_m2": 4999.0} for park in parks[:10]]
    found = appraise(frame_of(parks), POLICY).parks
    assert found["grade"].value_counts()[["A", "D"]].tolist() == [539, 134]
    assert found["grade_reason"].value_counts().to_dict() == {"ranked": 2695, "below_threshold": 10}


def test_what_is_too_small_for_a_park_still_shows_its_mode():
    row = {"area_m2": 4999.0, "in_urban_village_plan": False, "consent_share": 0.1, "core_location": False}
    park = appraise(frame_of([row]), POLICY).parks.iloc[0]
    assert (park["below_threshold"], park["mode"], park["mode_settled"]) == (True, "keep", True)
    assert (park["grade_reason"], park["rank_reason"]) == ("below_threshold", "below_threshold")


def test_the_year_of_the_figures_is_kept_and_told():
    frame = replace(city(), year=2024)
    found = appraise(frame, POLICY)
    assert (found.year, found.legend["year"], found.explain(1)["year"]) == (2024, 2024, 2024)
    assert found.input_hash != appraise(city(), POLICY).input_hash
