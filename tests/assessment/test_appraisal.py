"""Explanations: complete, JSON, and the same when put together again from what was stored."""

import json

import numpy as np
import pytest

from assessment.appraise import appraise, explain_from
from assessment.errors import UnknownParkError
from assessment.rules.registry import RULES
from tests.assessment.frames import city, policy

APPRAISAL = appraise(city(), policy())


def stored(value):
    return json.loads(json.dumps(value, allow_nan=False, ensure_ascii=False))


def test_an_explanation_can_be_put_together_from_stored_parts():
    legend = stored(APPRAISAL.legend)
    for park_id, evidence in APPRAISAL.evidences():
        assert explain_from(stored(evidence), legend) == stored(APPRAISAL.explain(park_id))


def test_evidence_stays_small():
    sizes = [len(json.dumps(evidence, separators=(",", ":"))) for _, evidence in APPRAISAL.evidences()]
    assert max(sizes) < 3000


def test_evidences_come_in_order_of_id():
    assert [park_id for park_id, _ in APPRAISAL.evidences()] == APPRAISAL.parks.index.tolist()


def test_an_explanation_agrees_with_the_result():
    for park_id in (1, 60, 120):
        found, row = APPRAISAL.explain(park_id), APPRAISAL.parks.loc[park_id]
        assert found["mode"]["mode"] == row["mode"]
        assert found["grade"]["grade"] == row["grade"]
        if row["ranked"]:
            assert found["priority"]["priority"] == row["priority"]
            assert found["priority"]["rank"] == row["rank"]


def test_parts_of_an_explanation():
    found = APPRAISAL.explain(1)
    assert set(found) == {"priority", *(rule.name for rule in RULES), "year", "policy"}
    assert set(found["policy"]) == {"edition", "hash", "on", "sources", "overridden"}
    indicator = {
        "name",
        "label_zh",
        "label_en",
        "group",
        "value",
        "unit",
        "direction",
        "weight",
        "z",
        "points",
    }
    assert indicator | {"p5", "p95", "missing"} <= set(found["priority"]["indicators"][0])
    gate = {
        "input",
        "value",
        "unit",
        "operator",
        "threshold",
        "met",
        "article",
        "source",
        "label_zh",
        "label_en",
    }
    for candidate in found["mode"]["candidates"]:
        assert {"mode", "met", "gates", "missing"} <= set(candidate)
        assert all(gate <= set(item) for item in candidate["gates"])
    assert {source["id"] for source in found["policy"]["sources"]} >= {
        item["source"] for candidate in found["mode"]["candidates"] for item in candidate["gates"]
    }


def test_indicator_arrays_follow_the_parks():
    arrays = APPRAISAL.park_indicators
    assert len(arrays) == 21
    assert all(item["value"].shape == item["z"].shape == (120,) for item in arrays.values())
    z = arrays["far"]["z"]
    assert ((z >= 0) & (z <= 1) | np.isnan(z)).all()


def test_an_unknown_park_is_named():
    with pytest.raises(UnknownParkError, match="9999"):
        APPRAISAL.explain(9999)


def test_bytes_are_canonical_json():
    content = json.loads(APPRAISAL.to_bytes())
    assert content["input"] == APPRAISAL.input_hash
    assert content["policy"]["hash"] == APPRAISAL.policy.hash
    assert set(content["tables"]) == {"parks", "parcels", "enterprises"}
    assert content["tables"]["parks"]["id"] == list(range(1, 121))
    assert content["tables"]["parks"]["mode"] == APPRAISAL.parks["mode"].tolist()


def test_what_if_runs_say_what_was_replaced():
    assert appraise(city(), policy(mode_metro_max=500)).legend["policy"]["overridden"] == ["mode_metro_max"]
