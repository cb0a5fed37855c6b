"""Urban villages by way of renewal (城中村改造类别名单): rebuilt, upgraded or both, and what each way entails."""

from __future__ import annotations

from assessment.frame import Frame
from assessment.lists.building import Findings, Vocabulary, listed
from assessment.lists.listing import Listed, ListRule, Results
from assessment.lists.words import Word
from assessment.policy.model import Policy
from assessment.rules.urban_village import FEASIBILITY, MIXED, REBUILD, SCOPE, UPGRADE, categories

PAPER = "urban-village-paths"
VOCABULARY = Vocabulary(
    subject="parks",
    statuses=(
        Word(REBUILD, "拆除新建", "rebuild"),
        Word(UPGRADE, "整治提升", "upgrade"),
        Word(MIXED, "拆整结合", "part rebuilt, part upgraded"),
    ),
    reasons=(
        Word("feasible", "具备拆除新建条件", "conditions for rebuilding are met", "§2", PAPER),
        Word("infeasible", "不具备拆除新建条件", "conditions for rebuilding are not met", "§2", PAPER),
        Word("between", "介于两者之间", "between the two", "§2", PAPER),
    ),
    effects=(
        Word(
            "sequence",
            "先征求村民意见，产业先行搬迁，再安置补偿",
            "consult first, move the industry, then compensate",
            "§2",
            PAPER,
        ),
        Word(
            "not_forced",
            "不可强行推进，开展经常性整治提升",
            "must not be forced; regular upgrading instead",
            "§2",
            PAPER,
        ),
        Word(
            "cost_scope",
            "成本含七通一平、征收补偿、安置，不含公共服务设施",
            "cost covers site preparation, compensation and resettlement, not public services",
            "§2",
            PAPER,
        ),
    ),
    inputs=("village_feasibility", "within_growth_boundary", "in_urban_village_plan", "village_land"),
    checks=(),
    parameters=(),
    basis=PAPER,
)


def judge(frame: Frame, policy: Policy, results: Results) -> Listed:
    """Statuses rebuild, upgrade and mixed; parks outside the plan or the growth boundary not applicable."""
    parks = frame.parks
    found = categories(parks, policy)
    status = found.category
    rebuilt = (status == REBUILD) | (status == MIXED)
    feasibility = parks[FEASIBILITY].to_numpy(dtype=object)
    return listed(
        parks,
        VOCABULARY,
        Findings(
            status=status,
            reasons={word.code: feasibility == word.code for word in VOCABULARY.reasons},
            effects={"sequence": rebuilt, "not_forced": status == UPGRADE, "cost_scope": rebuilt},
            checks=(),
            missing={name: found.missing[name] for name in (*SCOPE, FEASIBILITY)},
        ),
        policy,
    )


RULE = ListRule("urban_villages", "parks", "城中村改造类别", "Urban villages by way of renewal", judge)
