"""Renewal mode (改造模式): whole-village, comprehensive, micro, or keep and improve, with the evidence for each.

The modes are tried in that order (陈伟等, §2 and §4; thresholds are ours where the paper gives none). Each mode's
gates are joined in three-valued logic:

- the mode is the first whose gates are all met;
- it is *settled* if every mode before it is ruled out; otherwise an earlier one may still take over once its missing
  inputs are known, and is listed as such;
- with no mode met, "keep and improve" (保留整治) holds only if all three are ruled out, because it is their negation;
  if one of them is still unknown, so is "keep", and the result is "cannot assess" (无法判定) with what is missing.

So a missing input never counts as met and never as failed, and it withholds an answer only where it could change it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import (
    Gate,
    GateEvidence,
    asked,
    combined,
    evaluate,
    explained,
    gate_legend,
    missing_input,
    missing_inputs,
)
from assessment.rules.rule import Json, Judgement, Rule
from assessment.rules.three_valued import NO, UNKNOWN, YES, Truth, all_of, as_bool, negation

MODES: tuple[tuple[str, tuple[Gate, ...]], ...] = (
    (
        "whole_village",
        (
            Gate("in_urban_village_plan", "is", "mode_village_plan_required"),
            Gate("urban_village_overlap_share", ">", "mode_village_overlap_min"),
            Gate("planned_gfa_m2", ">=", "mode_village_planned_gfa_min"),
        ),
    ),
    (
        "comprehensive",
        (
            Gate("consent_share", ">=", "mode_consent_min"),
            Gate("planned_industrial_share", ">=", "mode_planned_industrial_min"),
            Gate("far", "<=", "mode_far_to_target_max", times="target_far"),
        ),
    ),
    (
        "micro",
        (
            Gate("core_location", "is", "mode_core_location_required"),
            Gate("metro_distance_m", "<=", "mode_metro_max", alternative="access"),
            Gate("on_platform", "is", "mode_platform_counts", alternative="access"),
            Gate("structurally_sound", "is", "mode_structurally_sound_required"),
        ),
    ),
)

LABELS = {
    "whole_village": ("整村改造", "whole-village renovation"),
    "comprehensive": ("全面改造", "comprehensive renovation"),
    "micro": ("微改造", "micro-renovation"),
    "keep": ("保留整治", "keep and improve"),
    "cannot_assess": ("无法判定", "cannot assess"),
}
NAMES = np.array([*(name for name, _ in MODES), "keep", "cannot_assess"], dtype=object)
KEEP, CANNOT_ASSESS = len(MODES), len(MODES) + 1


def choose(met: list[Truth]) -> tuple[np.ndarray, np.ndarray]:
    """From the answers per mode, in order: the position in ``NAMES`` (n,) and whether it is settled (n,)."""
    keep = all_of([negation(answer) for answer in met])
    stack = np.stack([*met, keep])
    first = np.where((stack == YES).any(axis=0), (stack == YES).argmax(axis=0), CANNOT_ASSESS)
    earlier = np.arange(len(stack))[:, None] < first
    settled = (first != CANNOT_ASSESS) & ~((stack == UNKNOWN) & earlier).any(axis=0)
    return first, settled


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``mode`` (str) and ``mode_settled`` (bool) to the parks."""
    found = [[evaluate(gate, frame.parks, policy) for gate in asked(gates, policy)] for _, gates in MODES]
    met = [combined(evidence, len(frame.parks)) for evidence in found]
    first, settled = choose(met)
    parks = pd.DataFrame({"mode": NAMES[first], "mode_settled": settled}, index=frame.parks.index)
    legend: Json = {"modes": [_mode_legend(name, gates, policy) for name, gates in MODES]}

    def evidence(row: int) -> Json:
        return {
            "mode": str(NAMES[first[row]]),
            "settled": bool(settled[row]),
            "met": [as_bool(answer[row]) for answer in met],
            "gates": [_rows(items, row) for items in found],
        }

    return Judgement({"parks": parks}, legend, evidence)


def explain(evidence: Json, legend: Json) -> Json:
    """Candidates ranked: met, then undecided, then ruled out, each in the order they are tried.

    Missing are the inputs of modes that could still take over: those tried before the one chosen.
    """
    candidates = [
        _candidate(met, gates, shared)
        for met, gates, shared in zip(evidence["met"], evidence["gates"], legend["modes"], strict=True)
    ]
    candidates.append(_keep(evidence["met"]))
    before = NAMES.tolist().index(evidence["mode"])
    missing = {each["input"]: each for item in candidates[:before] for each in item["missing"]}
    candidates.sort(key=lambda item: {True: 0, None: 1, False: 2}[item["met"]])
    for place, item in enumerate(candidates, start=1):
        item["rank"] = place
    return {
        **_labelled(evidence["mode"]),
        "settled": evidence["settled"],
        "candidates": candidates,
        "missing": list(missing.values()),
    }


def _mode_legend(name: str, gates: tuple[Gate, ...], policy: Policy) -> Json:
    return {"mode": name, "gates": [gate_legend(gate, policy) for gate in asked(gates, policy)]}


def _rows(items: list[GateEvidence], row: int) -> list[list[object]]:
    return [item.row(row) for item in items]


def _candidate(met: bool | None, gates: list[list[object]], shared: Json) -> Json:
    """Missing are only the inputs that could still change the answer."""
    pairs = list(zip(gates, shared["gates"], strict=True))
    settled = {gate["alternative"] for compact, gate in pairs if gate["alternative"] and compact[1]}
    open_gates = [] if met is not None else [pair for pair in pairs if pair[1]["alternative"] not in settled]
    missing = [name for compact, gate in open_gates for name in missing_inputs(compact, gate)]
    return {
        **_labelled(shared["mode"]),
        "met": met,
        "gates": [explained(compact, gate) for compact, gate in pairs],
        "missing": [missing_input(name) for name in missing],
    }


def _keep(met: list[bool | None]) -> Json:
    """Keep and improve is what remains when all other modes are ruled out."""
    answer = as_bool(int(all_of([negation(np.array([_truth(item)], dtype=np.int8)) for item in met])[0]))
    return {**_labelled("keep"), "met": answer, "gates": [], "missing": []}


def _truth(answer: bool | None) -> np.int8:
    return UNKNOWN if answer is None else YES if answer else NO


def _labelled(mode: str) -> Json:
    zh, en = LABELS[mode]
    return {"mode": mode, "label_zh": zh, "label_en": en}


RULE = Rule("mode", judge, explain)
