"""Stock-asset value: four sides of a quarter each, hand-worked; what is unknown; and what consolidation would join."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.frame import canonical
from assessment.rules.asset_value import RULE
from tests.assessment.frames import city, frame_of, policy, shuffled

POLICY = policy(priority_low_percentile=0, priority_high_percentile=100)
WORST = {
    "area_m2": 10_000.0,
    "far": 0.5,
    "pre2000_lowrise_share": 1.0,
    "hazards_per_ha": 4.0,
    "metro_distance_m": 5000.0,
    "centre_distance_km": 20.0,
    "procedure_share": 0.0,
    "in_block_share": 0.0,
    "planned_industrial_share": 0.0,
    "vacancy_share": 0.8,
    "output_per_mu": 50.0,
    "leading_industry_share": 0.0,
}
BEST = {
    "area_m2": 110_000.0,
    "far": 2.5,
    "pre2000_lowrise_share": 0.0,
    "hazards_per_ha": 0.0,
    "metro_distance_m": 500.0,
    "centre_distance_km": 0.0,
    "procedure_share": 1.0,
    "in_block_share": 1.0,
    "planned_industrial_share": 1.0,
    "vacancy_share": 0.0,
    "output_per_mu": 250.0,
    "leading_industry_share": 1.0,
}
LOCATION = ("metro_distance_m", "centre_distance_km")


def judged(*rows, by=POLICY):
    return RULE.judge(canonical(frame_of(list(rows))), by)


def values(*rows, by=POLICY):
    return judged(*rows, by=by).columns["parks"]["asset_value"].tolist()


def explained(row, *rows):
    judgement = judged(WORST, BEST, *rows)
    return RULE.explain(judgement.evidence(row), judgement.legend)


def test_the_ends_and_the_middle():
    middle = {name: (WORST[name] + BEST[name]) / 2 for name in WORST}
    assert values(WORST, BEST, middle) == pytest.approx([0.0, 100.0, 50.0])


def test_a_value_has_six_decimals_and_each_indicator_its_own_z():
    # a third of the way in one of three indicators of the market: 100 ÷ 4 ÷ 3 ÷ 3 = 2.7777…
    own = {**WORST, "output_per_mu": 50.0 + 200.0 / 3}
    assert values(WORST, BEST, own)[2] == 2.777778
    shown = {item["name"]: item["z"] for item in explained(2, own)["indicators"]}
    assert (shown.pop("output_per_mu"), set(shown.values())) == (0.3333, {0.0})
    # without one of the market's three figures eleven twelfths are known
    found = judged(WORST, BEST, {**WORST, "vacancy_share": None}).columns["parks"]
    assert found["asset_value_completeness"].tolist() == [1.0, 1.0, 0.916667]


def test_no_park_is_beyond_the_ends():
    # too small to set the percentiles itself
    small = {**WORST, "area_m2": 4_999.0}
    shown = [
        {item["name"]: item["z"] for item in explained(2, {**small, "output_per_mu": output})["indicators"]}
        for output in (9_999.0, 1.0)
    ]
    assert [each["output_per_mu"] for each in shown] == [1.0, 0.0]
    assert [each["area"] for each in shown] == [0.0, 0.0]


def test_each_side_weighs_a_quarter():
    for side, names in {
        "location": LOCATION,
        "market": ("vacancy_share", "output_per_mu", "leading_industry_share"),
    }.items():
        own = {**WORST, **{name: BEST[name] for name in names}}
        assert values(WORST, BEST, own)[2] == pytest.approx(25.0), side
        found = explained(2, own)
        assert {item["side"]: item["score"] for item in found["sides"]}[side] == 1.0


def test_a_known_indicator_stands_for_its_side_and_is_worth_its_side_alone():
    # metro known, center unknown: location is the metro's z, 1; completeness 0.875
    park = {**WORST, "metro_distance_m": 500.0, "centre_distance_km": None}
    found = explained(2, park)
    assert (found["value"], found["completeness"]) == (pytest.approx(25.0), pytest.approx(0.875))
    assert [item["input"] for item in found["missing"]] == ["centre_distance_km"]
    shown = {item["name"]: (item["value"], item["z"]) for item in found["indicators"]}
    assert (shown["metro_distance"], shown["centre_distance"]) == ((500.0, 1.0), (None, None))


def test_a_side_without_any_figure_or_too_little_in_all_gives_no_value():
    nothing = {**WORST, **dict.fromkeys(LOCATION)}
    assert math.isnan(values(WORST, BEST, nothing)[2])
    few = {"area_m2": 20_000.0, "metro_distance_m": 600.0, "in_block_share": 0.5, "vacancy_share": 0.2}
    assert math.isnan(values(WORST, BEST, few)[2])
    assert explained(2, few)["value"] is None


def test_as_much_as_is_asked_for_is_enough():
    # all but the center, of weight ⅛, are known: ⅞
    park = {**WORST, "metro_distance_m": 500.0, "centre_distance_km": None}
    bounds = {"priority_low_percentile": 0, "priority_high_percentile": 100}
    enough, more = (policy(**bounds, priority_completeness_min=share) for share in (0.875, 0.876))
    assert values(WORST, BEST, park, by=enough)[2] == pytest.approx(25.0)
    assert math.isnan(values(WORST, BEST, park, by=more)[2])


def test_what_does_not_tell_parks_apart_is_left_out():
    found = judged({**WORST, "hazards_per_ha": 0.0}, BEST)
    shown = RULE.explain(found.evidence(0), found.legend)["indicators"]
    hazards = next(item for item in shown if item["name"] == "hazards")
    assert (hazards["dropped"], hazards["value"], hazards["z"]) == (True, 0.0, None)
    assert found.columns["parks"]["asset_value"].tolist() == pytest.approx([0.0, 100.0])


def test_parks_below_the_area_floor_set_no_percentile():
    small = {**BEST, "area_m2": 4_999.0, "output_per_mu": 9_999.0}
    assert values(WORST, BEST, small)[:2] == pytest.approx([0.0, 100.0])


def test_consolidation_reports_total_owners_and_procedures():
    own = {**WORST, "contiguous_mu": 50.0, "right_holder_count": 3.0}
    found = explained(2, own)["consolidation"]
    assert (found["own_mu"], found["total_mu"], found["merges"]) == (15.0, 50.0, True)
    assert (found["owners"], found["single_owner"], found["procedure_share"]) == (3.0, False, 0.0)
    assert (found["gap_max_m"], found["missing"]) == (20.0, [])
    alone = explained(2, {**own, "contiguous_mu": 15.0, "right_holder_count": 1.0})["consolidation"]
    assert (alone["merges"], alone["single_owner"]) == (False, True)
    unknown = explained(0)["consolidation"]
    assert (unknown["merges"], unknown["owners"]) == (None, None)
    assert [item["input"] for item in unknown["missing"]] == ["contiguous_mu", "right_holder_count"]


def test_everything_is_cited_as_an_assumption():
    found = explained(0)
    assert (found["source"], found["assumption"]) == ("derived", True)
    assert sum(item["weight"] for item in found["indicators"]) == pytest.approx(1.0)
    assert all(item["label_zh"] and item["label_en"] for item in found["indicators"])


def test_the_order_of_the_parks_does_not_matter():
    frame = city(parks=60, parcels=5, enterprises=5)
    before, after = (
        RULE.judge(canonical(each), policy()).columns["parks"]["asset_value"]
        for each in (frame, shuffled(frame))
    )
    assert before.equals(after)


@settings(max_examples=10, deadline=None)
@given(gain=st.floats(0, 200))
def test_more_output_is_never_worth_less(gain):
    park = {**WORST, "output_per_mu": 60.0}
    before = values(WORST, BEST, park)[2]
    assert values(WORST, BEST, {**park, "output_per_mu": min(60.0 + gain, 250.0)})[2] >= before
