"""An appraisal (评估结果): results per park, parcel and enterprise, why, and one canonical form in bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from assessment.errors import UnknownParkError
from assessment.lists.listing import Listed, Overview
from assessment.lists.storing import entries_content, lists_legend
from assessment.policy.model import Policy
from assessment.rules.registry import RULES
from assessment.rules.rule import Judgement
from assessment.scoring import priority as scoring
from assessment.scoring.priority import Priority

Json = dict[str, Any]
FORMAT = 3


@dataclass(frozen=True)
class Appraisal:
    """Results of ``appraise``, rows by id.

    parks : need, opportunity, priority, completeness, ranked, rank, rank_reason, trust, rank_p5, rank_p95, top_share, mode,
        mode_settled, grade,
        grade_score, grade_rank, grade_group_size, grade_reason, grade_by_reference, below_threshold, is_park, phase,
        renewal_type, needs_agree, job_housing, stage, problems, urban_village, vertical_factory,
        asset_value, asset_value_completeness.
    parcels, enterprises : grade, score, rank, group_size, reason, by_reference.
    year : the one that all annual figures are of (评价年份).
    lists : by name, who is on it and why (名单). overviews : by name, tables by town.
    """

    policy: Policy
    year: int | None
    input_hash: str
    parks: pd.DataFrame
    parcels: pd.DataFrame
    enterprises: pd.DataFrame
    priority: Priority
    judgements: Mapping[str, Judgement]
    lists: Mapping[str, Listed]
    overviews: Mapping[str, Overview]

    @property
    def park_indicators(self) -> dict[str, dict[str, npt.NDArray[np.float64]]]:
        """Indicator name to its value (in shown units) and z, each an array in the order of the parks."""
        matrix = self.priority.matrix
        return {
            item.name: {"value": matrix.values[:, place], "z": matrix.normalised.z[:, place]}
            for place, item in enumerate(matrix.indicators)
        }

    @cached_property
    def legend(self) -> Json:
        """What all explanations share: labels, units, thresholds, articles, percentiles. Store it once per run."""
        return {
            "format": FORMAT,
            "year": self.year,
            "policy": _policy_legend(self.policy),
            "priority": self.priority.legend,
            **{name: judgement.legend for name, judgement in self.judgements.items()},
            "lists": lists_legend(self.lists, self.overviews),
        }

    def evidence(self, park_id: int) -> Json:
        """One park's own numbers, compact; with the legend it gives the full explanation. Store it per park."""
        row = self.parks.index.get_indexer(pd.Index([park_id]))[0]
        if row < 0:
            raise UnknownParkError(f"no park {park_id} in this appraisal")
        return self._evidence(int(row))

    def evidences(self) -> Iterator[tuple[int, Json]]:
        """Every park's id and evidence, in order of id."""
        for row, park_id in enumerate(self.parks.index.tolist()):
            yield park_id, self._evidence(row)

    def explain(self, park_id: int) -> Json:
        """Why this park has its grade, mode and rank; see ``explain_from`` for the same from stored parts."""
        return explain_from(self.evidence(park_id), self.legend)

    def to_bytes(self) -> bytes:
        """Results, input hash and policy hash as canonical JSON: identical for identical input and policy."""
        tables = {"parks": self.parks, "parcels": self.parcels, "enterprises": self.enterprises}
        content = {
            "format": FORMAT,
            "input": self.input_hash,
            "policy": {"edition": self.policy.edition, "hash": self.policy.hash},
            "tables": {name: _table(table) for name, table in tables.items()},
            "lists": {
                **{name: entries_content(listed) for name, listed in self.lists.items()},
                **{name: overview.rows for name, overview in self.overviews.items()},
            },
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def _evidence(self, row: int) -> Json:
        own = {name: judgement.evidence(row) for name, judgement in self.judgements.items()}
        return {"priority": self.priority.evidence(row), **own}


def explain_from(evidence: Json, legend: Json) -> Json:
    """The full explanation of a park from its stored evidence and the run's stored legend."""
    parts = {
        rule.name: rule.explain(evidence[rule.name], legend[rule.name])
        for rule in RULES
        if rule.name in evidence
    }
    return {
        "priority": scoring.explain(evidence["priority"], legend["priority"]),
        **parts,
        "year": legend.get("year"),
        "policy": legend["policy"],
    }


def _policy_legend(policy: Policy) -> Json:
    used = sorted({parameter.source for parameter in policy.parameters.values()})
    return {
        "edition": policy.edition,
        "hash": policy.hash,
        "on": policy.on.isoformat(),
        "sources": [policy.sources[name].as_dict() for name in used],
        "overridden": [name for name, parameter in sorted(policy.parameters.items()) if parameter.overridden],
    }


def _table(table: pd.DataFrame) -> Json:
    plain = {str(name): _plain(table[name]) for name in table.columns}
    return {"id": table.index.tolist(), **plain}


def _plain(column: pd.Series) -> list[Any]:
    values = column.astype("object")
    return list(values.where(values.notna(), None).tolist())
