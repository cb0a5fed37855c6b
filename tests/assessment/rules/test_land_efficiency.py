"""Grades of the three tables and what an explanation of a park's grade says."""

from assessment.frame import canonical
from assessment.rules.land_efficiency import RULE
from tests.assessment.frames import COMPLETE, frame_of, policy

POLICY = policy()


def judged(parks, parcels=None, enterprises=None):
    return RULE.judge(canonical(frame_of(parks, parcels, enterprises)), POLICY)


def test_parks_are_ranked_in_the_city_and_parcels_in_their_district():
    parks = [{**COMPLETE, "district_code": "4401" + code} for code in ("11", "13") for _ in range(10)]
    parcels = [
        {**COMPLETE, "park_id": 1, "district_code": code, "output_per_mu": output}
        for code, output in (("440111", 100.0), ("440113", 1.0))
        for _ in range(20)
    ]
    found = judged(parks, parcels).columns
    assert set(found["parks"]["grade_group_size"]) == {20}
    # all equal within the district, so every district has its own A: 4 each
    grades = found["parcels"]["grade"]
    assert [(grades[:20] == "A").sum(), (grades[20:] == "A").sum()] == [4, 4]


def test_a_silent_land_owner_does_not_condemn_the_tenant():
    parcels = [{**COMPLETE, "uploaded": False}, *[COMPLETE] * 20]
    found = judged([{}], parcels, [COMPLETE] * 20).columns
    assert found["parcels"]["grade"].loc[1] == "D"
    assert set(found["enterprises"]["reason"]) == {"ranked"}


def test_a_tenants_or_parks_own_default_is_no_forced_d_either():
    silent = [{**COMPLETE, "uploaded": False, "falsified": True}]
    found = judged([*silent, *[COMPLETE] * 20], None, [*silent, *[COMPLETE] * 20]).columns
    assert found["parks"]["grade_reason"].loc[1] == found["enterprises"]["reason"].loc[1] == "ranked"
    # all equal, the first id leads
    assert found["parks"]["grade"].loc[1] == found["enterprises"]["grade"].loc[1] == "A"


def test_what_is_too_small_for_a_park_is_no_part_of_the_quota():
    # 20 parks at output 100 and 5 small ones at 9,900: mean 100, A = 4, D = 1
    small = {**COMPLETE, "area_m2": 4999.0, "output_per_mu": 9900.0}
    rows = [*[small] * 5, *[COMPLETE] * 20]
    found = judged(rows).columns["parks"]
    assert found["grade_reason"].tolist() == ["below_threshold"] * 5 + ["ranked"] * 20
    assert found["grade"].iloc[:5].tolist() == [None] * 5
    assert set(found["grade_group_size"].iloc[5:]) == {20}
    assert set(found["grade_score"].iloc[5:]) == {100.0}
    shown = explained(rows)
    assert (shown["grade"], shown["score"], shown["rank"], shown["missing"]) == (None, None, None, [])
    assert "不足园区下限" in shown["reason_zh"]
    assert (shown["group"], shown["indicators"][0]["baseline"]) == (None, None)


def test_columns_of_each_table():
    found = judged([{}], [{}], [{}]).columns
    names = ["grade", "score", "rank", "group_size", "reason", "by_reference"]
    assert list(found["parcels"].columns) == list(found["enterprises"].columns) == names
    assert list(found["parks"].columns) == ["grade", *[f"grade_{name}" for name in names[1:]]]
    assert found["parks"]["grade_rank"].isna().all()


def explained(rows, row=0):
    judgement = judged(rows)
    return RULE.explain(judgement.evidence(row), judgement.legend)


def test_explanation_shows_the_arithmetic():
    # outputs 50 and 150 by halves, mean 100: 50 earns 0.5 × 40 = 20 points, the rest stands at the mean: 60
    rows = [{**COMPLETE, "output_per_mu": 50.0}] * 10 + [{**COMPLETE, "output_per_mu": 150.0}] * 10
    found = explained(rows)
    output = found["indicators"][0]
    shown = {name: output[name] for name in ("value", "baseline", "ratio", "weight", "points", "missing")}
    assert shown == {
        "value": 50.0,
        "baseline": 100.0,
        "ratio": 0.5,
        "weight": 40,
        "points": 20.0,
        "missing": False,
    }
    assert (found["score"], found["rank"], found["grade"]) == (80.0, 11, "B")
    assert found["quota"] == {"a": 4, "d": 1, "ab": 12}
    assert (found["group"], found["group_size"], found["baseline"]) == ("city", 20, "group_mean")
    assert all(item["article"] for item in found["thresholds"])


HERE_AND_THERE = [{**COMPLETE, "district_code": "440111"}, {**COMPLETE, "district_code": "440118"}]


def test_outside_zengcheng_the_profile_is_by_reference():
    assert explained(HERE_AND_THERE)["elsewhere"]["zh"] == "参照增城征求意见稿"
    assert explained(HERE_AND_THERE, 1)["elsewhere"] is None
    assert explained(HERE_AND_THERE)["profile"]["label_zh"] == "增城征求意见稿"


def test_every_table_says_where_the_draft_is_only_referred_to():
    judgement = judged(HERE_AND_THERE, HERE_AND_THERE, HERE_AND_THERE)
    found = judgement.columns
    assert found["parks"]["grade_by_reference"].tolist() == [True, False]
    assert found["parcels"]["by_reference"].tolist() == [True, False]
    assert found["enterprises"]["by_reference"].tolist() == [True, False]
    assert (judgement.legend["district"], judgement.legend["elsewhere"]["zh"]) == (
        "440118",
        "参照增城征求意见稿",
    )


def test_no_grade_says_why_and_what_is_missing():
    found = explained([{**COMPLETE, "rd_share": None}])
    assert (found["grade"], found["reason"]) == (None, "missing_input")
    assert [item["name"] for item in found["missing"]] == ["rd_share"]
    assert found["quota"] == {"a": 0, "d": 0, "ab": 0}
    assert "缺少" in found["reason_zh"]
