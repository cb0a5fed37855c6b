"""Present figures beside the minimums that renewal must reach (改造后最低要求): evidence of room, not of a breach.

Sources: 穗府办规〔2022〕5号 (plot ratio); 增城征求意见稿 二（六）17 (tax per mu), marked 参照 in other districts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules import tax_minimum
from assessment.rules.gates import Gate, evaluate, explained, gate_legend
from assessment.rules.rule import Json, Judgement, Rule

FAR = Gate("far", ">=", "minimum_far")


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds no result column; the evidence holds one entry per minimum."""
    far, tax = evaluate(FAR, frame.parks, policy), tax_minimum.evaluate(frame.parks, policy)
    districts = frame.parks["district_code"].to_numpy(dtype=np.object_)
    elsewhere = policy.source_of(tax_minimum.TAX.parameter).elsewhere(districts)
    legend: Json = {"checks": [gate_legend(FAR, policy), tax_minimum.legend(policy)]}

    def evidence(row: int) -> Json:
        return {"checks": [far.row(row), tax.row(row)], "elsewhere": bool(elsewhere[row])}

    return Judgement({"parks": pd.DataFrame(index=frame.parks.index)}, legend, evidence)


def explain(evidence: Json, legend: Json) -> Json:
    (far, tax), (far_legend, tax_legend) = evidence["checks"], legend["checks"]
    elsewhere = evidence.get("elsewhere", False)
    return {"checks": [explained(far, far_legend), tax_minimum.explain(tax, tax_legend, elsewhere)]}


RULE = Rule("minimums", judge, explain)
