"""The arithmetic shown for a park adds up to its priority."""

from decimal import Decimal

import pytest

from assessment.frame import canonical
from assessment.scoring.priority import explain, judge
from tests.assessment.frames import city, frame_of, policy
from tests.assessment.scoring.test_rank import FIVE, POLICY, TWO

INDICATORS = {
    "priority_indicators": TWO,
    "priority_low_percentile": 0,
    "priority_high_percentile": 100,
}
CITY = judge(canonical(city()), policy())


def explained(rows, row=0):
    found = judge(canonical(frame_of(rows)), POLICY)
    return explain(found.evidence(row), found.legend)


def test_points_by_hand():
    # second of five: 0.4 × 0.75 × 100 = 30 and 0.6 × 0.25 × 100 = 15 make 45
    found = explained(FIVE, 1)
    assert [(item["z"], item["points"]) for item in found["indicators"]] == [(0.75, 30.0), (0.25, 15.0)]
    assert (found["priority"], found["sum"], found["rank"], found["ranked_count"]) == (45.0, 45.0, 4, 5)
    assert (found["indicators"][0]["p5"], found["indicators"][0]["p95"]) == (0.5, 2.5)


def test_an_unranked_park_shows_what_is_known_and_what_is_missing():
    found = explained([*FIVE, {"far": 1.0}], 5)
    assert (found["priority"], found["rank"], found["ranked"], found["completeness"]) == (
        None,
        None,
        False,
        0.4,
    )
    assert found["sum"] == 75.0
    assert [item["name"] for item in found["missing"]] == ["consent_share"]


def test_an_unranked_park_says_why():
    assert explained([{"far": 1.0}])["reason"] == "incomplete"
    alone = explained([FIVE[0]])
    assert (alone["reason"], alone["completeness"], alone["missing"]) == ("nothing_to_compare", 1.0, [])
    small = explained([*FIVE, {"area_m2": 4999.0}], 5)
    assert (small["reason"], small["missing"]) == ("below_threshold", [])
    assert "不足园区下限" in small["reason_zh"]
    assert explained(FIVE)["reason"] == "ranked"


def test_a_run_of_format_1_still_explains_itself():
    found = judge(canonical(frame_of(FIVE)), POLICY)
    old = {name: value for name, value in found.evidence(0).items() if name != "reason"}
    assert explain(old, found.legend)["reason"] == "ranked"
    assert explain({**old, "rank": None}, found.legend)["reason"] == "incomplete"


@pytest.mark.parametrize("row", range(0, 120, 7))
def test_points_sum_exactly(row):
    found = explain(CITY.evidence(row), CITY.legend)
    total = sum(Decimal(str(item["points"])) for item in found["indicators"] if item["points"] is not None)
    assert total == Decimal(str(found["sum"]))
    if found["ranked"]:
        assert Decimal(str(found["priority"])) == total
    for item in found["indicators"]:
        if item["points"] is not None:
            known = sum(other["weight"] for other in found["indicators"] if other["z"] is not None)
            assert item["points"] == pytest.approx(item["weight"] * item["z"] * 100 / known, abs=2e-4)


def test_trust_is_part_of_the_result():
    rows = [{**item, "imputed_share": 0.3} for item in FIVE]
    found = judge(canonical(frame_of(rows)), POLICY)
    assert set(found.parks["trust"]) == {0.7}
    assert explain(found.evidence(0), found.legend)["trust_level"] == "medium"


def test_trust_does_not_depend_on_the_other_parks():
    # 1 × (1 − 0.3), alone or among equals
    for count in (1, 3):
        rows = [{"far": 1.0, "consent_share": 0.5, "imputed_share": 0.3}] * count
        assert set(judge(canonical(frame_of(rows)), POLICY).parks["trust"]) == {0.7}


def test_how_firm_the_rank_is_is_part_of_the_result():
    # 40, 45, 50, 55, 60 points: .4 and .6 of the weight trade places only beyond ±20 % by far
    rows = canonical(frame_of([*FIVE, {"far": 1.0}]))
    found = judge(rows, policy(**INDICATORS, priority_weight_spread=0.01, priority_top_count=2))
    assert found.parks["rank_p5"].tolist()[:5] == found.parks["rank_p95"].tolist()[:5] == [5, 4, 3, 2, 1]
    assert found.parks["top_share"].tolist()[:5] == [0, 0, 0, 1, 1]
    assert found.parks[["rank_p5", "rank_p95", "top_share"]].iloc[5].isna().all()
    shown = explain(found.evidence(4), found.legend)["stability"]
    assert (shown["rank_p5"], shown["rank_p95"], shown["top_share"]) == (1, 1, 1)
    assert (shown["top"], shown["draws"], shown["spread"]) == (2, 1_000, 0.01)
    assert explain(found.evidence(5), found.legend)["stability"] is None


def test_a_run_before_there_were_draws_has_no_stability():
    found = judge(canonical(frame_of(FIVE)), POLICY)
    old = {name: value for name, value in found.evidence(0).items() if name != "firm"}
    legend = {name: value for name, value in found.legend.items() if name != "stability"}
    assert explain(old, found.legend)["stability"] is None
    assert explain(found.evidence(0), legend)["stability"] is None


def test_less_certain_weights_make_ranks_less_firm():
    widths = []
    for spread in (0.05, 0.2, 0.5):
        parks = judge(canonical(city()), policy(priority_weight_spread=spread)).parks
        widths.append(float((parks["rank_p95"] - parks["rank_p5"]).mean()))
    assert widths == sorted(widths)
    assert widths[0] < widths[2]
