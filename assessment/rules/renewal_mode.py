"""Renewal mode (改造模式): whole-village, comprehensive, micro, or keep and improve, with the evidence for each.

The modes are tried in that order (陈伟等, §2 and §4; thresholds are ours where the paper gives none). Each mode's
gates are joined in three-valued logic:

- the mode is the first whose gates are all met;
- it is *settled* if every mode before it is ruled out; otherwise an earlier one may still take over once its missing
  inputs are known, and is listed as such;
- with no mode met, "keep and improve" (保留整治) holds only if all three are ruled out, because it is their negation;
  if one of them is still unknown, so is "keep", and the result is "cannot assess" (无法判定) with what is missing.

Beside the gates stand arguments for and against each mode (``mode_arguments``): they order what the gates leave equal and
decide nothing. So a missing input never counts as met and never as failed, and it withholds an answer only where it could change it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules import mode_arguments, mode_strategies
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
from assessment.rules.questions import plain_numbers
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


@dataclass(frozen=True)
class Decision:
    """Answers per gate and mode, and what follows: position in ``NAMES`` (n,) and whether it is settled (n,)."""

    found: list[list[GateEvidence]]
    met: list[Truth]
    first: np.ndarray
    settled: np.ndarray


def decide(parks: pd.DataFrame, policy: Policy) -> Decision:
    """The gates alone, for a canonical table of parks or at least the columns of the gates."""
    found = [[evaluate(gate, parks, policy) for gate in asked(gates, policy)] for _, gates in MODES]
    met = [combined(evidence, len(parks)) for evidence in found]
    return Decision(found, met, *choose(met))


def judge(frame: Frame, policy: Policy) -> Judgement:
    """Adds ``mode`` (str) and ``mode_settled`` (bool) to the parks."""
    decision = decide(frame.parks, policy)
    names, settled = NAMES[decision.first], decision.settled
    parks = pd.DataFrame({"mode": names, "mode_settled": settled}, index=frame.parks.index)
    rows = list(zip(names.tolist(), settled.tolist(), *(each.tolist() for each in decision.met), strict=True))
    arguments = mode_arguments.compact(frame.parks, policy)
    siting = mode_strategies.siting(frame.parks, policy)
    gates = [_rows(items, len(parks)) for items in decision.found]
    legend: Json = {
        "modes": [_mode_legend(name, asked_for, policy) for name, asked_for in MODES],
        "arguments": mode_arguments.legend(policy),
        **mode_strategies.legend(policy),
    }

    def evidence(row: int) -> Json:
        name, certain, *met = rows[row]
        return {
            "mode": name,
            "settled": certain,
            "met": [as_bool(answer) for answer in met],
            "gates": [each[row] for each in gates],
            "arguments": arguments[row],
            "siting": siting[row],
        }

    return Judgement({"parks": parks}, legend, evidence)


def explain(evidence: Json, legend: Json) -> Json:
    """Candidates ranked: the mode itself, then met, undecided and ruled out ones; equals by the balance of arguments.

    Missing are the inputs of modes that could still take over: those tried before the one chosen. Runs stored before the
    arguments were kept have none, and their equals stay in the order in which they are tried.
    """
    candidates = [
        _candidate(met, gates, shared)
        for met, gates, shared in zip(evidence["met"], evidence["gates"], legend["modes"], strict=True)
    ]
    candidates.append(_keep(evidence["met"]))
    before = NAMES.tolist().index(evidence["mode"])
    missing = {each["input"]: each for item in candidates[:before] for each in item["missing"]}
    _support(candidates, evidence, legend)
    candidates.sort(key=lambda item: _order(item, evidence["mode"]))
    for place, item in enumerate(candidates, start=1):
        item["rank"] = place
    siting = (
        mode_strategies.siting_explained(evidence["siting"], legend["siting"]) if "siting" in legend else None
    )
    return {
        **_labelled(evidence["mode"]),
        "settled": evidence["settled"],
        "candidates": candidates,
        "siting": siting,
        "missing": list(missing.values()),
    }


def _support(candidates: list[Json], evidence: Json, legend: Json) -> None:
    shared = legend.get("arguments", [])
    answers = mode_arguments.explained(evidence.get("arguments"), shared)
    for item in candidates:
        item.update(mode_arguments.sides(item["mode"], item, answers))
        item["strategy"] = legend.get("strategies", {}).get(item["mode"])


def _order(candidate: Json, chosen: str) -> tuple[bool, int, int]:
    return (
        candidate["mode"] != chosen,
        {True: 0, None: 1, False: 2}[candidate["met"]],
        -candidate["balance"],
    )


def _mode_legend(name: str, gates: tuple[Gate, ...], policy: Policy) -> Json:
    return {"mode": name, "gates": [gate_legend(gate, policy) for gate in asked(gates, policy)]}


def _rows(items: list[GateEvidence], count: int) -> list[list[list[object]]]:
    """Per park its gates, each compact as ``GateEvidence.row`` has it; taken out of the arrays once, which is quicker."""
    columns = []
    for item in items:
        parts = [plain_numbers(item.values), [as_bool(each) for each in item.met.tolist()]]
        if item.gate.times:
            parts.append(plain_numbers(item.thresholds))
        columns.append(map(list, zip(*parts, strict=True)))
    return list(map(list, zip(*columns, strict=True))) if columns else [[] for _ in range(count)]


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
