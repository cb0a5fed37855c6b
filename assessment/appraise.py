"""Front door: judges a frame by a policy (评估)."""

from __future__ import annotations

import pandas as pd

from assessment.appraisal import Appraisal, explain_from
from assessment.frame import Frame, canonical, hash_of_canonical
from assessment.lists.registry import LISTS, OVERVIEWS
from assessment.policy.model import Policy
from assessment.rules.registry import RULES
from assessment.scoring import priority as scoring

__all__ = ["appraise", "explain_from"]


def appraise(frame: Frame, policy: Policy) -> Appraisal:
    """Grades, renewal modes, ranks and lists of everything in the frame.

    Pure: the same frame (in whatever row order) and policy give the same bytes.

    Raises
    ------
    FrameError
        With every fault of the frame at once.
    """
    ready = canonical(frame)
    priority = scoring.judge(ready, policy)
    judgements = {rule.name: rule.judge(ready, policy) for rule in RULES}

    def joined(name: str, *first: pd.DataFrame) -> pd.DataFrame:
        found = [judgement.columns[name] for judgement in judgements.values() if name in judgement.columns]
        return pd.concat([*first, *found], axis=1)

    results = {
        "parks": joined("parks", priority.parks),
        "parcels": joined("parcels"),
        "enterprises": joined("enterprises"),
    }
    return Appraisal(
        policy=policy,
        year=ready.year,
        input_hash=hash_of_canonical(ready),
        **results,
        priority=priority,
        judgements=judgements,
        lists={rule.name: rule.judge(ready, policy, results) for rule in LISTS},
        overviews={rule.name: rule.judge(ready, policy, results) for rule in OVERVIEWS},
    )
