"""Policy phase (政策阶段) that a renewal started in: 陈伟等 表1. Before the first phase there was none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.cascade import CANNOT_ASSESS
from assessment.rules.citation import cited_parameter
from assessment.rules.gates import missing_input
from assessment.rules.questions import numbers, plain_words
from assessment.rules.rule import Json, Judgement, Rule

PARAMETER = "phase_start_years"
PHASES: dict[str, tuple[str, str, str]] = {
    "single_parks": (
        "鼓励自行单独改造",
        "single parks renew themselves",
        "穗府〔2009〕56号",
    ),
    "bundled_with_village": (
        "鼓励与旧村居捆绑改造",
        "bundled with the old village",
        "穗府办〔2015〕56号、穗府规〔2017〕6号",
    ),
    "industry_first": (
        "鼓励“工改工”“工改新”",
        "industry to industry or innovation",
        "穗府办规〔2019〕9号、穗工信规字〔2020〕8号",
    ),
    "contiguous_pilots": (
        "鼓励成片连片改造、试点优惠",
        "contiguous renewal with pilots",
        "穗府办规〔2022〕5号、穗府办规〔2022〕12号",
    ),
}
OTHERS = {
    "none": ("早于各政策阶段", "before the first phase"),
    "not_started": ("未启动改造", "renewal not started"),
    CANNOT_ASSESS: ("无法判定", "cannot assess"),
}


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``phase`` (str) to the parks: a phase, ``none`` before the first, ``not_started`` or ``cannot_assess``."""
    starts = np.array([policy.number(PARAMETER, name) for name in PHASES])
    names = np.array(["none", *PHASES], dtype=np.object_)
    years = numbers(frame.parks, "renewal_start_year")
    known = ~np.isnan(years)
    found = np.where(known, names[np.searchsorted(starts, np.where(known, years, 0.0), side="right")], "")
    idle = [word == "none" for word in plain_words(frame.parks, "renewal_status")]
    found = np.where(known, found, np.where(idle, "not_started", CANNOT_ASSESS))
    phases = found.tolist()
    given = [int(year) if year == year else None for year in years.tolist()]
    legend: Json = {"phases": _phases(policy, starts.tolist()), **cited_parameter(policy, PARAMETER)}
    return Judgement(
        {"parks": pd.DataFrame({"phase": found}, index=frame.parks.index)},
        legend,
        lambda row: [phases[row], given[row]],
    )


def _phases(policy: Policy, starts: list[float]) -> Json:
    ends = [int(start) - 1 for start in starts[1:]]
    return {
        name: {"label_zh": zh, "label_en": en, "documents": documents, "from": int(start), "to": end}
        for (name, (zh, en, documents)), start, end in zip(PHASES.items(), starts, [*ends, None], strict=True)
    }


def explain(evidence: list[object], legend: Json) -> Json:
    phase, year = str(evidence[0]), evidence[1]
    zh, en = OTHERS.get(phase, ("", ""))
    found = legend["phases"].get(phase, {"label_zh": zh, "label_en": en})
    shared = {key: value for key, value in legend.items() if key != "phases"}
    missing = [missing_input("renewal_start_year")] if phase == CANNOT_ASSESS else []
    return {**shared, "phase": phase, "start_year": year, **found, "missing": missing}


RULE = Rule("phase", judge, explain)
