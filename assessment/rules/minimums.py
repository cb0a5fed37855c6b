"""Present figures beside the minimums that renewal must reach (改造后最低要求): evidence of room, not of a breach.

Sources: 穗府办规〔2022〕5号 (plot ratio); 增城区征求意见稿 二（六）17 (tax per mu; the lowest class, other towns,
because the frame does not say which class a park is in).
"""

from __future__ import annotations

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import Gate, evaluate, explained, gate_legend
from assessment.rules.rule import Json, Judgement, Rule

CHECKS = (
    Gate("far", ">=", "minimum_far"),
    Gate("tax_per_mu", ">=", "minimum_tax_per_mu", key="other_other_towns"),
)


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds no result column; the evidence holds one entry per minimum."""
    found = [evaluate(gate, frame.parks, policy) for gate in CHECKS]
    legend: Json = {"checks": [gate_legend(gate, policy) for gate in CHECKS]}
    parks = pd.DataFrame(index=frame.parks.index)
    return Judgement({"parks": parks}, legend, lambda row: {"checks": [item.row(row) for item in found]})


def explain(evidence: Json, legend: Json) -> Json:
    pairs = zip(evidence["checks"], legend["checks"], strict=True)
    return {"checks": [explained(compact, shared) for compact, shared in pairs]}


RULE = Rule("minimums", judge, explain)
