"""Inefficient industrial land (低效工业用地): grade D or designated by the district government, minus documented exemptions.

增城征求意见稿 二（三）6–8 and, for land whose holder has neither put right what fell short nor an agreement, 二（四）11. An
exemption needs a document and a reviewer: without them the land stays on the list, and says so. An exemption that nobody
recorded is none. The list of performance keeps its own open cases; here only what it settles counts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.lists.agreement_performance import unrectified_without_agreement
from assessment.lists.building import Findings, Mask, listed
from assessment.lists.inefficient_words import ALWAYS, EXITS, GROUNDS, ILLEGAL, VOCABULARY
from assessment.lists.listing import CANNOT_ASSESS, CLEAR, Listed, ListRule, Results
from assessment.lists.tables import chosen, flag_of, word_of, words_of
from assessment.policy.model import Policy
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, any_of


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """Statuses listed, exemption_undocumented and exempt; effects hold for the first two."""
    parcels = frame.parcels
    grade_d = word_of(results["parcels"]["grade"], "D")
    designated = flag_of(parcels["government_designated"])
    unrectified = unrectified_without_agreement(parcels, policy)
    ground = any_of([grade_d, designated, np.where(unrectified, YES, NO).astype(np.int8)])
    status = _status(parcels, ground)
    on = (status == "listed") | (status == "exemption_undocumented")
    illegal = flag_of(parcels["illegal_use"]) == YES
    shown = ground == YES
    exemptions, exits = words_of(parcels["exemption"], *GROUNDS), words_of(parcels["exit"], *EXITS)
    return listed(
        parcels,
        VOCABULARY,
        Findings(
            status=status,
            reasons={
                "grade_d": shown & (grade_d == YES),
                "government_designated": shown & (designated == YES),
                "not_rectified": shown & unrectified,
                "illegal_use": shown & illegal,
                **{name: shown & (each == YES) for name, each in exemptions.items()},
                **{name: shown & (each == YES) for name, each in exits.items()},
            },
            effects={**dict.fromkeys(ALWAYS, on), **dict.fromkeys(ILLEGAL, on & illegal)},
            checks=(),
            missing=_missing(parcels, results["parcels"], status),
        ),
        policy,
    )


def _status(parcels: pd.DataFrame, ground: Truth) -> npt.NDArray[np.object_]:
    claimed = word_of(parcels["exemption"], *GROUNDS) == YES
    documented = flag_of(parcels["exemption_documented"]) == YES
    return chosen(
        [ground == NO, ground == UNKNOWN, claimed & documented, claimed],
        [CLEAR, CANNOT_ASSESS, "exempt", "exemption_undocumented"],
        "listed",
    )


def _missing(
    parcels: pd.DataFrame, results: pd.DataFrame, status: npt.NDArray[np.object_]
) -> dict[str, Mask]:
    """``grade`` stands for the figures that the evaluation lacks; its own reasons name them."""
    open_now = status == CANNOT_ASSESS
    claimed = status == "exemption_undocumented"
    return {
        "grade": open_now & results["grade"].isna().to_numpy(),
        "government_designated": open_now & parcels["government_designated"].isna().to_numpy(),
        "exemption": (status == "listed") & parcels["exemption"].isna().to_numpy(),
        "exemption_documented": claimed & parcels["exemption_documented"].isna().to_numpy(),
    }


RULE = ListRule("inefficient_land", "parcels", "低效工业用地名单", "Inefficient industrial land", judge)
