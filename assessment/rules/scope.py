"""Is it large enough to be a village industrial park (村镇工业集聚区): land area of 5,000 m² or more.

Smaller ones stay in the inventory, flagged; they are neither graded nor ranked, and count in nobody's baseline or
percentile. Their renewal mode is still shown. Tenure and use are settled when the inventory is taken.
Source: 陈伟等, §1.1.1.
"""

from __future__ import annotations

import pandas as pd

from assessment.area_floor import below_floor
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import Gate, evaluate, explained, gate_legend
from assessment.rules.rule import Json, Judgement, Rule

AREA = Gate("area_m2", ">=", "park_area_min")


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``below_threshold`` (bool) to the parks."""
    evidence = evaluate(AREA, frame.parks, policy)
    parks = pd.DataFrame({"below_threshold": below_floor(frame.parks, policy)}, index=frame.parks.index)
    return Judgement({"parks": parks}, gate_legend(AREA, policy), lambda row: {"gate": evidence.row(row)})


def explain(evidence: Json, legend: Json) -> Json:
    return {"below_threshold": evidence["gate"][1] is False, "gate": explained(evidence["gate"], legend)}


RULE = Rule("scope", judge, explain)
