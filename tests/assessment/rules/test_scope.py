"""The area floor of 5,000 m² (陈伟等 1.1.1: 占地5 000 m²以上)."""

from assessment.frame import canonical
from assessment.rules.scope import RULE
from tests.assessment.frames import frame_of, policy


def test_five_thousand_is_a_park_and_less_is_flagged():
    frame = canonical(frame_of([{"area_m2": 5000.0}, {"area_m2": 4999.9}]))
    judgement = RULE.judge(frame, policy())
    assert judgement.columns["parks"]["below_threshold"].tolist() == [False, True]
    found = RULE.explain(judgement.evidence(1), judgement.legend)
    assert found["below_threshold"] is True
    assert (found["gate"]["value"], found["gate"]["threshold"]) == (4999.9, 5000.0)
    assert found["gate"]["source"] == "regeneration-paper"
