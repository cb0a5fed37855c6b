"""Land-efficiency grades (亩产效益综合评价) of parks, parcels and enterprises, each table on its own.

Sources: 增城征求意见稿 二（一）2 (five indicators, A ≤ 20 %, D ≤ 5 %, forced D); B/C split after 淮安; weights,
baseline, cap and what stands in for unknown energy are assumptions. In other districts every result is marked 参照.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy, Source
from assessment.rules.gates import rounded
from assessment.rules.grading import Graded, grade_table
from assessment.rules.quotas import quota
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.set_aside import set_aside
from assessment.units import unit_labels

REASONS = {
    "ranked": ("按得分排名评档", "graded by rank of score"),
    "not_uploaded": ("土地权属人未主动上传数据，直接列入D档", "data not uploaded: grade D"),
    "falsified": ("上传数据弄虚作假，直接列入D档", "falsified data: grade D"),
    "below_threshold": ("用地面积不足园区下限，不参评", "below the area of a park: not evaluated"),
    "missing_input": ("缺少评价数据，无法评档", "cannot assess: evaluation data missing"),
    "group_too_small": ("参评个数过少，不评档", "too few to grade"),
    "no_baseline": ("组内无有效基准值，无法评档", "cannot assess: the group has no baseline"),
}
ARTICLES = ("grade_a_share", "grade_d_share", "grade_ab_share", "grade_ratio_cap", "grade_baseline_multiple")


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds grade (A–D or missing), score, rank, group size, reason and by_reference to each table; parks as
    ``grade_…``."""
    groups, source = policy.value("grading_groups"), _profile_source(policy)
    graded = {
        name: grade_table(table, set_aside(name, table, policy), groups[name], policy)
        for name, table in frame.tables()
    }
    elsewhere = {
        name: source.elsewhere(table["district_code"].to_numpy(dtype=object))
        for name, table in frame.tables()
    }
    columns = {name: _columns(graded[name], elsewhere[name], table.index) for name, table in frame.tables()}
    prefix = {name: f"grade_{name}" for name in columns["parks"].columns if name != "grade"}
    columns["parks"] = columns["parks"].rename(columns=prefix)
    parks = graded["parks"]

    def evidence(row: int) -> Json:
        return {
            "grade": parks.grade[row],
            "reason": str(parks.reason[row]),
            "score": rounded(parks.score[row]),
            "rank": int(parks.rank[row]) or None,
            "size": int(parks.size[row]),
            "group": int(parks.group[row]),
            "elsewhere": bool(elsewhere["parks"][row]),
            "values": [rounded(value) for value in parks.values[row]],
            "ratios": [rounded(value) for value in parks.ratios[row]],
            "points": [rounded(value) for value in parks.points[row]],
        }

    return Judgement(columns, _legend(parks, policy), evidence)


def explain(evidence: Json, legend: Json) -> Json:
    zh, en = REASONS[evidence["reason"]]
    ranked = evidence["group"] >= 0
    baselines = legend["baselines"][evidence["group"]] if ranked else [None] * len(legend["indicators"])
    rows = zip(
        legend["indicators"],
        baselines,
        evidence["values"],
        evidence["ratios"],
        evidence["points"],
        strict=True,
    )
    indicators = [_indicator(*row) for row in rows]
    size = evidence["size"]
    shares = legend["shares"]
    return {
        "grade": evidence["grade"],
        "score": evidence["score"],
        "reason": evidence["reason"],
        "reason_zh": zh,
        "reason_en": en,
        "rank": evidence["rank"],
        "group": legend["groups"][evidence["group"]] if ranked else None,
        "group_size": size,
        "quota": {
            "a": quota(shares["a"], size),
            "d": quota(shares["d"], size),
            "ab": quota(shares["ab"], size),
        },
        "profile": legend["profile"],
        "elsewhere": legend["elsewhere"] if evidence["elsewhere"] else None,
        "cap": legend["cap"],
        "indicators": indicators,
        "missing": [
            {key: item[key] for key in ("name", "label_zh", "label_en")}
            for item in indicators
            if item["missing"] and evidence["reason"] != "below_threshold"
        ],
        "thresholds": legend["thresholds"],
    }


def _profile_source(policy: Policy) -> Source:
    return policy.sources[policy.value("grading_profile")["profile"]]


def _columns(graded: Graded, elsewhere: npt.NDArray[np.bool_], index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "grade": pd.Series(graded.grade, index=index, dtype=object),
            "score": graded.score,
            "rank": pd.Series(graded.rank, index=index, dtype="Int64").mask(graded.rank == 0),
            "group_size": graded.size,
            "reason": pd.Series(graded.reason, index=index, dtype=object),
            "by_reference": elsewhere,
        },
        index=index,
    )


def _legend(parks: Graded, policy: Policy) -> Json:
    profile, source = policy.value("grading_profile"), _profile_source(policy)
    return {
        "profile": {"name": source.id, "label_zh": source.short_zh, "label_en": source.short_en},
        "district": source.district,
        "elsewhere": source.by_reference,
        "cap": policy.number("grade_ratio_cap"),
        "shares": {name: policy.number(f"grade_{name}_share") for name in ("a", "d", "ab")},
        "groups": parks.labels,
        "baselines": [[rounded(value) for value in row] for row in parks.baselines],
        "indicators": [_indicator_legend(row) for row in profile["indicators"]],
        "thresholds": [policy.parameter(name).as_dict() for name in ARTICLES],
    }


def _indicator_legend(row: Json) -> Json:
    label = row["label"]
    shown = {
        "name": row["name"],
        "label_zh": label["zh"],
        "label_en": label["en"],
        **unit_labels(row["unit"]),
    }
    return {**shown, "weight": row["weight"], "if_missing": row["missing"]}


def _indicator(
    legend: Json, baseline: float | None, value: float | None, ratio: float | None, points: float | None
) -> Json:
    numbers = {"value": value, "baseline": baseline, "ratio": ratio, "points": points}
    return {**legend, **numbers, "missing": value is None}


RULE = Rule("grade", judge, explain)
