"""Vertical factory (工业上楼): does a scheme keep to the thresholds of its path, and which of them binds.

深圳〔2023〕20号 (云阿云智库 §1), informational in Guangzhou. Each check is pass, fail, not applicable or unknown. With the path
unknown, a check is answered only if every path would answer it alike. The *binding constraint* is the failing check
furthest beyond its limit, else the passing one nearest to it, by (value − limit) ÷ limit counted positive on the safe
side; a failed yes/no counts as −1; yes/no checks and the fixed term have no slack while they pass and so never bind then.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.columns.scheme import PATHS
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules import suitability
from assessment.rules.gates import missing_input
from assessment.rules.questions import (
    Answers,
    Question,
    ask,
    compared,
    numbers,
    plain_words,
    question_explained,
)
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth
from assessment.rules.vertical_checks import CHECKS, check_legend, limit_key
from assessment.rules.word_labels import word_label

NOT_APPLICABLE = np.int8(2)
STATUS = {1: "pass", 0: "fail", -1: "unknown", 2: "not_applicable"}
OVERALL = {1: "pass", 0: "fail", -1: "cannot_assess"}
LABELS = {
    "pass": ("符合", "keeps to all"),
    "fail": ("不符合", "breaches a threshold"),
    "cannot_assess": ("无法判定", "cannot assess"),
    "not_applicable": ("无工业上楼方案", "no vertical-factory scheme"),
}
INFORMATIONAL = {"zh": "深圳规定，仅供参考", "en": "Shenzhen's rules, informational"}
# pilots have a plot ratio too, and a listed industry says nothing of a building
SHARED = ("scheme_far", "scheme_listed_industry")
SIGNS = ("scheme_path", *(question.column for question, _ in CHECKS if question.column not in SHARED))
Floats = npt.NDArray[np.float64]


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``vertical_factory`` (pass, fail, cannot_assess, not_applicable) to the parks."""
    planned = frame.parks[list(SIGNS)].notna().to_numpy().any(axis=1)
    schemes = frame.parks.iloc[np.flatnonzero(planned)]
    paths = plain_words(schemes, "scheme_path")
    answers = [ask(question, schemes, policy) for question, _ in CHECKS]
    truth = np.stack(
        [_over_paths(each, on, schemes, paths, policy) for each, (_, on) in zip(answers, CHECKS, strict=True)]
    )
    slack = np.stack(
        [_slack(each, row, schemes, paths, policy) for each, row in zip(answers, truth, strict=True)]
    )
    overall = [OVERALL[each] for each in _overall(truth).tolist()]
    found = np.full(len(frame.parks), "not_applicable", dtype=np.object_)
    found[planned] = overall
    compact = _compact(paths, overall, answers, truth, slack)
    place = {row: at for at, row in enumerate(np.flatnonzero(planned).tolist())}
    suits = suitability.compact(frame.parks, policy)

    def evidence(row: int) -> list[Any] | None:
        scheme = compact[place[row]] if row in place else None
        return None if scheme is None and suits[row] is None else [scheme, suits[row]]

    legend: Json = {
        "informational": INFORMATIONAL,
        "checks": [check_legend(question, on, policy) for question, on in CHECKS],
        "suitability": suitability.legend(policy),
    }
    parks = pd.DataFrame({"vertical_factory": found}, index=frame.parks.index)
    return Judgement({"parks": parks}, legend, evidence)


def _over_paths(
    answers: Answers, on: tuple[str, ...], schemes: pd.DataFrame, paths: list[str | None], policy: Policy
) -> Truth:
    """The answer under each scheme's own path (n,); without a path, the one all paths share, else unknown."""
    if len(on) == len(PATHS) and answers.question.key is None:
        return answers.truth
    by_path = {path: _under(answers, path in on, path, schemes, policy) for path in PATHS}
    stack = np.stack(list(by_path.values()))
    alike = np.where((stack == stack[0]).all(axis=0), stack[0], UNKNOWN)
    rows = np.array([PATHS.index(path) if path else len(PATHS) for path in paths], dtype=np.intp)
    chosen = np.vstack([stack, alike])[rows, np.arange(len(rows))]
    return np.asarray(chosen, dtype=np.int8)


def _under(answers: Answers, applies: bool, path: str, schemes: pd.DataFrame, policy: Policy) -> Truth:
    question = answers.question
    if not applies:
        return np.full(len(schemes), NOT_APPLICABLE, dtype=np.int8)
    key = limit_key(question, path, policy)
    if key == question.key:
        return answers.truth
    limits = np.full(len(schemes), policy.number(str(question.limit), key))
    return compared(numbers(schemes, question.column), question.operator, limits)


def _overall(truth: Truth) -> Truth:
    """A breach settles it; otherwise an unknown withholds it; what does not apply does not count. (k, n) → (n,)"""
    unknown = (truth == UNKNOWN).any(axis=0)
    return np.where((truth == NO).any(axis=0), NO, np.where(unknown, UNKNOWN, YES)).astype(np.int8)


def _slack(
    answers: Answers, truth: Truth, schemes: pd.DataFrame, paths: list[str | None], policy: Policy
) -> Floats:
    """Relative distance to the limit (n,), negative beyond it; infinite where the check cannot bind."""
    question = answers.question
    if question.operator == "is":
        return np.where(truth == NO, -1.0, np.inf)
    values = numbers(schemes, question.column)
    limits = _limits(question, schemes, paths, policy)
    gap = limits - values if question.operator == "<=" else values - limits
    gap = np.where(truth == NO, -np.abs(gap), np.inf) if question.operator == "=" else gap
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = gap / np.abs(limits)
    binds = ((truth == YES) | (truth == NO)) & ~np.isnan(relative)
    return np.where(binds, relative, np.inf)


def _limits(question: Question, schemes: pd.DataFrame, paths: list[str | None], policy: Policy) -> Floats:
    name = str(question.limit)
    if question.times is not None:
        return numbers(schemes, question.times) * policy.number(name)
    if question.key is None:
        return np.full(len(schemes), policy.number(name))
    by_path: dict[str | None, float] = {
        path: policy.number(name, limit_key(question, path, policy)) for path in PATHS
    }
    by_path[None] = policy.number(name, question.key)
    return np.array([by_path[path] for path in paths], dtype=np.float64)


def _compact(
    paths: list[str | None], overall: list[str], answers: list[Answers], truth: Truth, slack: Floats
) -> list[list[Any]]:
    """Per scheme: path, overall, [value, status(, threshold)] per check, the one that binds and its distance."""
    if not paths:
        return []
    breached = ((truth == NO) & np.isfinite(slack)).any(axis=0)
    candidates = np.where(breached & (truth != NO), np.inf, slack)
    at, distance = candidates.argmin(axis=0).tolist(), candidates.min(axis=0).tolist()
    columns = [_column(item, states) for item, states in zip(answers, truth.tolist(), strict=True)]
    binding = [
        None if near == np.inf else [which, round(near, 6)] for which, near in zip(at, distance, strict=True)
    ]
    return list(map(list, zip(paths, overall, map(list, zip(*columns, strict=True)), binding, strict=True)))


def _column(answers: Answers, states: list[int]) -> list[list[Any]]:
    """One check over all schemes: value, status and, where it differs, the threshold."""
    if answers.thresholds is None:
        return list(map(list, zip(answers.values, states, strict=True)))
    return list(map(list, zip(answers.values, states, answers.thresholds, strict=True)))


def explain(evidence: list[Any] | None, legend: Json) -> Json:
    """``checks`` with value, limit, source and status; ``binding`` names the one that binds; ``suitability``."""
    scheme, suits = evidence or (None, None)
    informational = legend["informational"]
    shared = {
        "informational": informational,
        "suitability": suitability.explain(suits, legend["suitability"]),
    }
    if scheme is None:
        return {
            **_labelled("not_applicable"),
            "path": None,
            "checks": [],
            "binding": None,
            "missing": [],
            **shared,
        }
    path, overall, compact, binding = scheme
    pairs = list(zip(compact, legend["checks"], strict=True))
    checks = [_check(row, check, path) for row, check in pairs]
    missing = {item["input"]: item for check in checks for item in check["missing"]}
    return {
        **_labelled(overall),
        "path": path,
        "path_label": word_label("scheme_path", path) if path else None,
        "checks": checks,
        "binding": _binding(binding, checks),
        "missing": list(missing.values()),
        **shared,
    }


def _check(compact: list[Any], legend: Json, path: str | None) -> Json:
    value, status, *rest = compact
    shared = {key: item for key, item in legend.items() if key not in ("thresholds", "paths")}
    if "thresholds" in legend:
        shared["threshold"] = legend["thresholds"].get(path)
    met = {1: True, 0: False}.get(status)
    full = question_explained([value, met, *rest], shared)
    full["missing"] = _missing(full, legend, path) if status == UNKNOWN else []
    return {**full, "status": STATUS[status]}


def _missing(full: Json, legend: Json, path: str | None) -> list[dict[str, str]]:
    """Without a path, what applies under some paths only waits for the path first."""
    everywhere = len(legend["paths"]) == len(PATHS)
    if path is not None or (everywhere and "thresholds" not in legend):
        return list(full["missing"])
    own = full["missing"] if "thresholds" in legend else []
    return [missing_input("scheme_path"), *own]


def _binding(binding: list[Any] | None, checks: list[Json]) -> Json | None:
    if binding is None:
        return None
    check = checks[binding[0]]
    kept = ("name", "input", "label_zh", "label_en", "unit", "unit_en", "value", "operator", "threshold")
    ground = ("status", "article", "source", "source_title")
    named = {key: check[key] for key in (*kept, *ground)}
    return {**named, "distance": binding[1]}


def _labelled(status: str) -> Json:
    zh, en = LABELS[status]
    return {"status": status, "label_zh": zh, "label_en": en}


RULE = Rule("vertical_factory", judge, explain)
