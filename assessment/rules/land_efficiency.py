"""Land-efficiency grades (亩产效益综合评价) of parks, parcels and enterprises, each table on its own.

Sources: 增城区征求意见稿 二（一）2 (five indicators, A ≤ 20 %, D ≤ 5 %, forced D); B/C split after 淮安; weights,
baseline and cap are assumptions. A parcel's forced D stays the parcel's: its tenants are graded by their own figures.
"""

from __future__ import annotations

import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import rounded
from assessment.rules.grading import Graded, grade_table
from assessment.rules.quotas import quota
from assessment.rules.rule import Json, Judgement, Rule
from assessment.units import unit_labels

REASONS = {
    "ranked": ("按得分排名评档", "graded by rank of score"),
    "not_uploaded": ("土地权属人未主动上传数据，直接列入D档", "data not uploaded: grade D"),
    "falsified": ("上传数据弄虚作假，直接列入D档", "falsified data: grade D"),
    "missing_input": ("缺少评价数据，无法评档", "cannot assess: evaluation data missing"),
    "group_too_small": ("参评个数过少，不评档", "too few to grade"),
    "no_baseline": ("组内无有效基准值，无法评档", "cannot assess: the group has no baseline"),
}
ARTICLES = ("grade_a_share", "grade_d_share", "grade_ab_share", "grade_ratio_cap", "grade_baseline_multiple")


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds grade (A–D or missing), score, rank, group size and reason to each table; parks as ``grade_…``."""
    groups = policy.value("grading_groups")
    graded = {name: grade_table(table, groups[name], policy) for name, table in frame.tables()}
    columns = {name: _columns(graded[name], table.index) for name, table in frame.tables()}
    prefix = {name: f"grade_{name}" for name in columns["parks"].columns if name != "grade"}
    columns["parks"] = columns["parks"].rename(columns=prefix)
    parks = graded["parks"]
    districts = frame.parks["district_code"].to_numpy(dtype=object)
    home = policy.value("grading_profile")["district"]

    def evidence(row: int) -> Json:
        return {
            "grade": parks.grade[row],
            "reason": str(parks.reason[row]),
            "score": rounded(parks.score[row]),
            "rank": int(parks.rank[row]) or None,
            "size": int(parks.size[row]),
            "group": int(parks.group[row]),
            "elsewhere": bool(districts[row] != home),
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
            if item["missing"]
        ],
        "thresholds": legend["thresholds"],
    }


def _columns(graded: Graded, index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "grade": pd.Series(graded.grade, index=index, dtype=object),
            "score": graded.score,
            "rank": pd.Series(graded.rank, index=index, dtype="Int64").mask(graded.rank == 0),
            "group_size": graded.size,
            "reason": pd.Series(graded.reason, index=index, dtype=object),
        },
        index=index,
    )


def _legend(parks: Graded, policy: Policy) -> Json:
    profile = policy.value("grading_profile")
    return {
        "profile": {
            "name": profile["profile"],
            **{f"label_{key}": text for key, text in profile["label"].items()},
        },
        "elsewhere": profile["elsewhere"],
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
