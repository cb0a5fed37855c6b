"""Land-efficiency grades (亩产效益综合评价) of parks, parcels and enterprises, each table on its own.

Sources: 增城征求意见稿 二（一）2 (five indicators, A ≤ 20 %, D ≤ 5 %, forced D); B/C split and class T after 淮安; weights,
baseline, cap and what stands in for unknown energy are assumptions. Other published families are selectable profiles
(黄岩 2022, 淮安). Outside the district that a profile is written for every result is marked 参照.
"""

from __future__ import annotations

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import rounded
from assessment.rules.graded_tables import Part, columns_of, parts_of
from assessment.rules.profiles import Profile, thresholds_of
from assessment.rules.quotas import SHARES, quota
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.set_aside import UNSUITABLE
from assessment.units import unit_labels

REASONS = {
    "ranked": ("按得分排名评档", "graded by rank of score"),
    "not_uploaded": ("土地权属人未主动上传数据，直接列入D档", "data not uploaded: grade D"),
    "falsified": ("上传数据弄虚作假，直接列入D档", "falsified data: grade D"),
    "public_utility": ("公用事业，不宜评价", "public utility: unsuitable to grade"),
    "new_operation": ("投产时间不足，不宜评价", "too short a time in operation: unsuitable to grade"),
    "below_threshold": ("用地面积不足园区下限，不参评", "below the area of a park: not evaluated"),
    "missing_scale": (
        "是否规模以上未知，无法选用评价指标",
        "cannot assess: scale unknown, hence which indicators",
    ),
    "missing_input": ("缺少评价数据，无法评档", "cannot assess: evaluation data missing"),
    "group_too_small": ("参评个数过少，不评档", "too few to grade"),
    "no_baseline": ("组内无有效基准值，无法评档", "cannot assess: the group has no baseline"),
}
NOT_EVALUATED = ("below_threshold", *UNSUITABLE)
SCALE = {"name": "above_scale", "label_zh": "规模以上", "label_en": "above designated size"}


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds grade (A–D, T or missing), score, rank, group size, reason and by_reference to each table; parks as
    ``grade_…``."""
    parts = {name: parts_of(name, table, policy) for name, table in frame.tables()}
    columns = {name: columns_of(parts[name], table.index) for name, table in frame.tables()}
    prefix = {name: f"grade_{name}" for name in columns["parks"].columns if name != "grade"}
    columns["parks"] = columns["parks"].rename(columns=prefix)
    # parks have one profile, hence one part
    (parks,) = parts["parks"]
    return Judgement(columns, legend_of(parks, policy), lambda row: evidence_of(parks, row))


def evidence_of(part: Part, at: int) -> Json:
    """One row's own numbers, by its place within the part; with the part's legend it gives the explanation."""
    graded = part.graded
    bonus, penalty = graded.adjustments[at].tolist()
    evidence: Json = {
        "grade": graded.grade[at],
        "reason": str(graded.reason[at]),
        "score": rounded(graded.score[at]),
        "rank": int(graded.rank[at]) or None,
        "size": int(graded.size[at]),
        "group": int(graded.group[at]),
        "elsewhere": bool(part.elsewhere[at]),
        "values": [rounded(value) for value in graded.values[at].tolist()],
        "ratios": [rounded(value) for value in graded.ratios[at].tolist()],
        "points": [rounded(value) for value in graded.points[at].tolist()],
    }
    return {**evidence, "adjustments": [bonus, penalty]} if bonus or penalty else evidence


def explain(evidence: Json, legend: Json) -> Json:
    zh, en = REASONS[evidence["reason"]]
    ranked = evidence["group"] >= 0
    bonus, penalty = evidence.get("adjustments", [0.0, 0.0])
    indicators = _indicators(evidence, legend)
    return {
        "grade": evidence["grade"],
        "score": evidence["score"],
        "reason": evidence["reason"],
        "reason_zh": zh,
        "reason_en": en,
        "rank": evidence["rank"],
        "group": legend["groups"][evidence["group"]] if ranked else None,
        "group_size": evidence["size"],
        "quota": {name: quota(legend["shares"][name], evidence["size"]) for name in SHARES},
        "profile": legend["profile"],
        "elsewhere": legend["elsewhere"] if evidence["elsewhere"] else None,
        "cap": legend["cap"],
        "baseline": legend.get("baseline", "group_mean"),
        "indicators": indicators,
        "bonus": bonus,
        "penalty": penalty,
        "missing": _missing(evidence["reason"], indicators),
        "thresholds": legend["thresholds"],
    }


def legend_of(part: Part, policy: Policy) -> Json:
    """What all rows of a part have in common."""
    profile, source = part.profile, part.profile.source
    return {
        "profile": _named(profile),
        "district": source.district,
        "elsewhere": source.by_reference,
        "cap": profile.cap,
        "baseline": "group_mean" if profile.fixed is None else "fixed",
        "shares": {name: getattr(profile.shares, name) for name in SHARES},
        "groups": part.graded.labels,
        "baselines": [[rounded(value) for value in row] for row in part.graded.baselines],
        "indicators": [_indicator_legend(row) for row in profile.rows],
        "thresholds": thresholds_of(profile, policy),
    }


def _named(profile: Profile) -> Json:
    source, ground = profile.source, profile.ground
    return {
        "name": profile.name,
        "label_zh": source.short_zh,
        "label_en": source.short_en,
        "source": source.id,
        "source_title": source.title_zh,
        "article": ground.article,
        "note": ground.note,
    }


def _indicators(evidence: Json, legend: Json) -> list[Json]:
    ranked = evidence["group"] >= 0
    baselines = legend["baselines"][evidence["group"]] if ranked else [None] * len(legend["indicators"])
    parts = (legend["indicators"], baselines, evidence["values"], evidence["ratios"], evidence["points"])
    return [_indicator(*row) for row in zip(*parts, strict=True)]


def _missing(reason: str, indicators: list[Json]) -> list[Json]:
    """Inputs that are not known, unless nobody asks for them."""
    if reason in NOT_EVALUATED:
        return []
    found = [{key: item[key] for key in SCALE} for item in indicators if item["missing"]]
    return [SCALE] if reason == "missing_scale" else found


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
