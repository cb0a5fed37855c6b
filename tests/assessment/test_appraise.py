"""The front door: one call, pure, the same bytes for the same facts."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.appraise import appraise
from assessment.errors import FrameError
from assessment.frame import Frame, empty_table, frame_hash
from tests.assessment.frames import city, frame_of, policy, shuffled

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
        "trust",
        "below_threshold",
        "grade",
        "grade_score",
        "grade_rank",
        "grade_group_size",
        "grade_reason",
        "mode",
        "mode_settled",
    ]
    assert list(found.parcels.columns) == ["grade", "score", "rank", "group_size", "reason"]
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
    grades = appraise(city(parks=2705, parcels=1, enterprises=1), POLICY).parks
    ranked = grades["grade_reason"] == "ranked"
    size = int(ranked.sum())
    assert (grades.loc[ranked, "grade"] == "A").sum() == size // 5
    assert (grades.loc[ranked, "grade"] == "D").sum() == size // 20
    assert size // 5 <= 541
    assert size // 20 <= 135
