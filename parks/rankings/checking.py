"""Which inputs to check first (核查清单), and why."""

from typing import Any

import numpy as np

from assessment.scoring.indicators import Indicator
from assessment.scoring.rank import rank_matrix
from assessment.scoring.trust import trust_mark
from assessment.scoring.verification import DRAWS, SEED, Verification, disturbed, reliance_of, verification
from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from parks.rankings.playing import visible_rows
from parks.rankings.runs import RankedRun, ranked_run
from parks.rankings.statuses import statuses

STATUS_NAMES = {
    "reported": ("申报值", "reported"),
    "imputed": ("推算值", "imputed"),
    "unknown": ("缺失", "unknown"),
}
METHOD = {
    "zh": "核查价值＝名次的期望变动×与名单末位的接近程度×（1−可信度）；取值范围为全市该指标的P5至P95。本系统假定，须专家核定。",
    "en": "Value = expected change of rank × nearness to the list's last place × (1 − trust), over the city's P5 to P95 of "
    "the indicator. An assumption of this system, for an expert to confirm.",
}

Json = dict[str, Any]


def to_check(user: User, appraisal: Appraisal, count: int) -> Json:
    """The inputs, of parks the user may see, whose verification would most change the ranking; and, of the whole city, the
    indicators whose error would matter most. Raises InputGoneError."""
    run = ranked_run(appraisal)
    matrix, policy = run.matrix, run.policy
    status = statuses(matrix, appraisal.year)
    share = rank_matrix(matrix)["completeness"].to_numpy(dtype=np.float64)
    trust = trust_mark(share, run.frame.parks["imputed_share"].to_numpy(dtype=np.float64))
    found = verification(matrix, policy, reliance_of(policy, status), trust)
    first = found.first(count, visible_rows(user, run))
    named = Park.objects.in_bulk([int(matrix.index[row]) for row, _ in first])
    return {
        "appraisal": appraisal.pk,
        "top": found.top,
        "method_zh": METHOD["zh"],
        "method_en": METHOD["en"],
        "assumption": True,
        "inputs": [_input(run, found, status, named, *place) for place in first],
        "disturbance": policy.number("verification_disturbance"),
        "draws": DRAWS,
        "seed": SEED,
        "indicators": _indicators(run),
    }


def _input(
    run: RankedRun, found: Verification, status: np.ndarray, named: dict[int, Park], row: int, column: int
) -> Json:
    park, item = named[int(run.matrix.index[row])], run.matrix.indicators[column]
    bounds = run.matrix.normalised
    value = float(run.matrix.values[row, column])
    place = {name: int(getattr(found, name)[row, column]) for name in ("at_low", "at_high")}
    now = int(found.now[row]) or None
    source, crosses = str(status[row, column]), bool(found.crosses[row, column])
    return {
        "park": {"id": park.pk, "code": park.code, "name": park.name},
        "indicator": item.name,
        **{key: item.as_dict()[key] for key in ("label_zh", "label_en", "unit", "unit_en")},
        "value": None if np.isnan(value) else round(value, 6),
        "low_value": round(float(bounds.low[column]), 6),
        "high_value": round(float(bounds.high[column]), 6),
        "status": source,
        "rank": now,
        "rank_at_low": place["at_low"],
        "rank_at_high": place["at_high"],
        "expected_change": round(float(found.expected[row, column]), 2),
        "nearness": round(float(found.nearness[row, column]), 4),
        "doubt": round(float(found.doubt[row, column]), 4),
        "score": round(float(found.value[row, column]), 4),
        "crosses_top": crosses,
        **_reason(item, source, now, sorted(place.values()), found.top if crosses else None),
    }


def _reason(
    item: Indicator, status: str, now: int | None, reach: list[int], line: int | None
) -> dict[str, str]:
    zh, en = STATUS_NAMES[status]
    present = (f"现第{now}名", f"now {now}") if now else ("现不排序", "unranked now")
    inside = (
        (f"，关系到能否进入前{line}名", f", and whether it is among the first {line}") if line else ("", "")
    )
    return {
        "reason_zh": f"{item.label_zh}为{zh}；核实后名次可能在第{reach[0]}至{reach[1]}名之间（{present[0]}）{inside[0]}。",
        "reason_en": f"The {item.label_en} is {en}; once verified the park may rank anywhere from {reach[0]} to {reach[1]} "
        f"({present[1]}){inside[1]}.",
    }


def _indicators(run: RankedRun) -> list[Json]:
    """Those whose error changes the list most first."""
    changed = disturbed(run.matrix, run.policy).tolist()
    rows = [
        {
            "indicator": item.name,
            "label_zh": item.label_zh,
            "label_en": item.label_en,
            "top_changed": round(part, 6),
        }
        for item, part in zip(run.matrix.indicators, changed, strict=True)
    ]
    return sorted(rows, key=lambda row: -float(str(row["top_changed"])))
