"""Indicators carry their shown unit, group and side."""

from assessment.frame import canonical
from assessment.scoring.indicators import indicator_values, indicators_of
from tests.assessment.frames import frame_of, policy

INDICATORS = indicators_of(policy())


def test_need_is_land_economy_safety_and_opportunity_location_feasibility():
    sides = {item.group: item.side for item in INDICATORS}
    assert sides == {
        "land": "need",
        "economy": "need",
        "safety": "need",
        "location": "opportunity",
        "feasibility": "opportunity",
    }


def test_values_are_in_shown_units():
    # 49,000 m² = 4.9 ha; a share of 0.72 = 72 %
    parks = canonical(frame_of([{"area_m2": 49_000.0, "procedure_share": 0.72}])).parks
    values = dict(
        zip([item.name for item in INDICATORS], indicator_values(parks, INDICATORS)[0], strict=True)
    )
    assert round(values["area"], 9) == 4.9
    assert round(values["procedure"], 9) == 72.0
    assert values["far"] != values["far"]


def test_described_in_both_languages_with_unit():
    described = INDICATORS[2].as_dict()
    assert (described["label_zh"], described["label_en"], described["unit"]) == (
        "用地面积",
        "land area",
        "公顷",
    )
    assert all(item.as_dict()["label_zh"] and item.as_dict()["label_en"] for item in INDICATORS)
