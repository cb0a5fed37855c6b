"""Puts a list together from columns: rows of evidence only for who is on it, counts for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.lists.checks import Check, Checked, check_legends
from assessment.lists.listing import CANNOT_ASSESS, Json, Listed, Subject
from assessment.lists.tables import column_label, places_of, plain_rows, rounded_list
from assessment.lists.word_labels import words_legend
from assessment.lists.words import UNLISTED_WORDS, Word, grounded, labels, sources_of
from assessment.policy.model import Policy

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
ANSWERS = np.array([False, True, None], dtype=np.object_)
"""By the number of the answer; unknown, which is -1, is the last."""
ENTRY_COLUMNS = ["park_id", "status", "reasons", "effects", "evidence"]


@dataclass(frozen=True)
class Vocabulary:
    """What a list can say. ``inputs``: columns shown with each entry. ``basis``: the source that the list rests on."""

    subject: Subject
    statuses: tuple[Word, ...]
    reasons: tuple[Word, ...]
    effects: tuple[Word, ...]
    inputs: tuple[str, ...]
    checks: tuple[Check, ...]
    parameters: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Findings:
    """What a list found over the n rows of its table: status (n,), and per code of reason, effect or input a mask (n,).

    missing : input to where it is unknown and would matter. amounts : effect to an amount in 万元, NaN = uncomputable.
    """

    status: Texts
    reasons: Mapping[str, Mask]
    effects: Mapping[str, Mask]
    checks: Sequence[Checked]
    missing: Mapping[str, Mask]
    amounts: Mapping[str, Floats] = field(default_factory=dict)


def listed(table: pd.DataFrame, vocabulary: Vocabulary, found: Findings, policy: Policy) -> Listed:
    words = [word.code for word in (*vocabulary.statuses, *UNLISTED_WORDS)]
    codes = places_of(pd.Series(found.status, dtype=np.object_), words)
    on = np.flatnonzero(codes < len(vocabulary.statuses))
    return Listed(
        entries=_entries(table, vocabulary, found, on),
        legend=_legend(vocabulary, found, policy),
        **_counted(table["district_code"], words, codes, found.missing),
    )


def _entries(
    table: pd.DataFrame, vocabulary: Vocabulary, found: Findings, on: npt.NDArray[np.intp]
) -> pd.DataFrame:
    rows = table[_needed(vocabulary)].iloc[on]
    places = rows.index if vocabulary.subject == "parks" else rows["park_id"]
    columns = {
        "park_id": np.asarray(places, dtype=np.int64),
        "status": found.status[on],
        "reasons": _objects(_codes(found.reasons, on)),
        "effects": _objects(_codes(found.effects, on)),
        "evidence": _objects(_evidence(rows, vocabulary, found, on)),
    }
    return pd.DataFrame(columns, index=rows.index, columns=ENTRY_COLUMNS)


def _needed(vocabulary: Vocabulary) -> list[str]:
    place = [] if vocabulary.subject == "parks" else ["park_id"]
    return [*place, "district_code", *vocabulary.inputs]


def _objects(values: list[Any]) -> Texts:
    """A column of lists or dicts, which numpy would otherwise take apart."""
    column = np.empty(len(values), dtype=np.object_)
    column[:] = values
    return column


def _codes(masks: Mapping[str, Mask], on: npt.NDArray[np.intp]) -> list[list[str]]:
    """For each row the codes whose mask holds, in order of the masks. Few patterns occur, so rows share their lists."""
    if not masks or not len(on):
        return [[] for _ in on]
    marks = np.stack([mask[on] for mask in masks.values()], axis=1)
    bits = marks @ (np.int64(1) << np.arange(len(masks), dtype=np.int64))
    _, first, pattern = np.unique(bits, return_index=True, return_inverse=True)
    lists = [[code for code, mark in zip(masks, row, strict=True) if mark] for row in marks[first].tolist()]
    return [lists[place] for place in pattern.tolist()]


def _evidence(
    rows: pd.DataFrame, vocabulary: Vocabulary, found: Findings, on: npt.NDArray[np.intp]
) -> list[Json]:
    columns: dict[str, list[Any]] = {
        "district": rows["district_code"].tolist(),
        "values": plain_rows(rows, vocabulary.inputs),
        "checks": _check_rows(found.checks, on),
        "missing": _codes(found.missing, on),
    }
    if found.amounts:
        columns["amounts"] = _amounts(found, on)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _check_rows(checks: Sequence[Checked], on: npt.NDArray[np.intp]) -> list[list[Any]]:
    """For each row value, limit and answer of every check, one after the other."""
    if not checks:
        return [[] for _ in on]
    parts = [
        part
        for checked in checks
        for part in (
            rounded_list(checked.values[on]),
            rounded_list(checked.limits[on]),
            ANSWERS[checked.met[on]].tolist(),
        )
    ]
    return [list(row) for row in zip(*parts, strict=True)]


def _amounts(found: Findings, on: npt.NDArray[np.intp]) -> list[Json]:
    """For each row the amounts of the effects that follow; None is uncomputable."""
    due = _codes({code: found.effects[code] for code in found.amounts}, on)
    amounts = {code: rounded_list(values[on]) for code, values in found.amounts.items()}
    return [{code: amounts[code][row] for code in codes} for row, codes in enumerate(due)]


def _counted(
    districts: pd.Series, words: list[str], codes: npt.NDArray[np.int64], missing: Mapping[str, Mask]
) -> dict[str, Json]:
    """``counts``, ``missing`` and both again by district."""
    place, names = pd.factorize(districts, sort=True)
    counts = np.bincount(place * len(words) + codes, minlength=len(names) * len(words))
    by_status = counts.reshape(len(names), len(words))
    unassessed = codes == words.index(CANNOT_ASSESS)
    by_input = {
        name: np.bincount(place[mask & unassessed], minlength=len(names)) for name, mask in missing.items()
    }
    return {
        "counts": dict(zip(words, by_status.sum(axis=0).tolist(), strict=True)),
        "missing": {name: int(each.sum()) for name, each in by_input.items() if each.any()},
        "districts": {
            str(name): {
                "counts": dict(zip(words, by_status[row].tolist(), strict=True)),
                "missing": {key: int(each[row]) for key, each in by_input.items() if each[row]},
            }
            for row, name in enumerate(names)
        },
    }


def _legend(vocabulary: Vocabulary, found: Findings, policy: Policy) -> Json:
    checks = check_legends(vocabulary.checks, vocabulary.subject, policy)
    thresholds = [policy.parameter(name) for name in vocabulary.parameters]
    used = [
        vocabulary.basis,
        *(word.source for word in (*vocabulary.reasons, *vocabulary.effects) if word.source),
        *(check["source"] for check in checks if check["source"]),
        *(parameter.source for parameter in thresholds),
    ]
    return {
        "statuses": labels((*vocabulary.statuses, *UNLISTED_WORDS)),
        "reasons": grounded(vocabulary.reasons),
        "effects": grounded(vocabulary.effects),
        "inputs": [
            {**column_label(vocabulary.subject, name), "words": words_legend(name)}
            for name in vocabulary.inputs
        ],
        "columns": [column_label(vocabulary.subject, name) for name in found.missing],
        "checks": checks,
        "amounts": list(found.amounts),
        "thresholds": [parameter.as_dict() for parameter in thresholds],
        "basis": vocabulary.basis,
        "sources": sources_of(policy, used),
    }
