"""The grade of one subject in full: the same as a park's explanation, with the inputs it rests on."""

import pytest

from assessment.errors import UnknownSubjectError
from assessment.frame import canonical
from assessment.rules.land_efficiency import RULE
from assessment.rules.subject import explain_subject
from tests.assessment.frames import COMPLETE, city, frame_of, policy

POLICY = policy()
BY_SCALE = {
    "parks": "zengcheng-draft",
    "parcels": "zengcheng-draft",
    "enterprises": {"above_scale": "huangyan-2022-large", "below_scale": "huangyan-2022-small"},
}


def test_a_park_is_explained_as_its_run_explains_it():
    frame = canonical(city())
    judgement = RULE.judge(frame, POLICY)
    for row in (0, 50, 119):
        found = explain_subject(frame, POLICY, "parks", row + 1)
        assert found["grade"] == RULE.explain(judgement.evidence(row), judgement.legend)


@pytest.mark.parametrize("table", ["parcels", "enterprises"])
def test_every_row_is_explained_as_it_was_judged(table):
    frame = canonical(city())
    columns = RULE.judge(frame, POLICY).columns[table]
    for subject_id in columns.index[::17]:
        found = explain_subject(frame, POLICY, table, int(subject_id))["grade"]
        row = columns.loc[subject_id]
        assert (found["grade"], found["reason"]) == (row["grade"], row["reason"])
        assert found["group_size"] == row["group_size"]
        if row["reason"] == "ranked":
            assert (found["score"], found["rank"]) == (row["score"], row["rank"])
            total = sum(item["points"] or 0 for item in found["indicators"])
            assert round(total + found["bonus"] - found["penalty"], 6) == found["score"]


def test_inputs_come_with_labels_and_units():
    frame = canonical(frame_of([{}], [{**COMPLETE, "public_utility": True, "land_mu": 12.5}] * 20))
    found = explain_subject(frame, POLICY, "parcels", 1)
    assert found["subject"] == {"table": "parcels", "id": 1}
    assert found["grade"]["grade"] == "T"
    assert found["grade"]["missing"] == []
    inputs = {item["name"]: item for item in found["inputs"]}
    assert inputs["output_per_mu"] == {
        "name": "output_per_mu",
        "label_zh": "亩均产值",
        "label_en": "output per mu",
        "unit": "万元/亩",
        "unit_en": "10k yuan/mu",
        "value": 100.0,
        "indicator": True,
    }
    assert (inputs["public_utility"]["value"], inputs["falsified"]["value"]) == (True, False)
    assert (inputs["land_mu"]["value"], inputs["operating_years"]["value"]) == (12.5, None)
    assert inputs["district_code"]["value"] == "440111"
    assert (inputs["tax_per_mu"]["value"], inputs["tax_per_mu"]["indicator"]) == (5.0, False)
    assert {source["id"] for source in found["sources"]} >= {"zengcheng-draft", "huaian-practice"}


def test_each_firm_is_explained_by_its_own_profile():
    small = {"tax_per_mu": 11.5932, "tax_per_kwh": 0.2352}
    frame = canonical(
        frame_of([{}], None, [{**small, "above_scale": False}, {**small, "above_scale": True}, small] * 20)
    )
    rules = policy(grading_profile=BY_SCALE)
    first, second, third = (explain_subject(frame, rules, "enterprises", row)["grade"] for row in (1, 2, 3))
    assert (first["profile"]["name"], first["score"], first["rank"]) == ("huangyan-2022-small", 100.0, 1)
    assert (first["baseline"], first["indicators"][1]["baseline"]) == ("fixed", 0.2352)
    assert first["elsewhere"]["en"] == "By reference to the Huangyan practice of 2022"
    assert (second["profile"]["name"], second["reason"]) == ("huangyan-2022-large", "missing_input")
    assert [item["name"] for item in second["missing"]][:2] == ["value_added_per_mu", "value_added_per_tce"]
    assert (third["grade"], third["reason"]) == (None, "missing_scale")
    assert [item["name"] for item in third["missing"]] == ["above_scale"]
    scale = [
        next(item["value"] for item in found["inputs"] if item["name"] == "above_scale")
        for found in (explain_subject(frame, rules, "enterprises", row) for row in (1, 2, 3))
    ]
    assert scale == [False, True, None]


def test_bonus_and_penalty_are_shown():
    rows = [{**COMPLETE, "bonus_points": 3.0, "penalty_points": 1.0}, *[COMPLETE] * 19]
    found = explain_subject(canonical(frame_of([{}], rows)), POLICY, "parcels", 1)["grade"]
    assert (found["score"], found["bonus"], found["penalty"]) == (102.0, 3.0, 1.0)


@pytest.mark.parametrize(("table", "subject_id"), [("parcels", 99), ("villages", 1)])
def test_nobody_there(table, subject_id):
    with pytest.raises(UnknownSubjectError):
        explain_subject(canonical(frame_of([{}])), POLICY, table, subject_id)
