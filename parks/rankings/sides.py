"""The two sides of a comparison: a stored run, or a scenario on the run it rests on."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd
from django.utils import timezone

from assessment.scoring.points import points_of
from assessment.scoring.rank import Method, rank_matrix
from assessment.scoring.weights import weights_of
from parks.accounts.models import User
from parks.appraisals.models import Appraisal, ParkResult
from parks.errors import NotFoundError
from parks.rankings.errors import InputGoneError
from parks.rankings.models import Scenario
from parks.rankings.runs import finished_run, ranked_run, runs

RESULTS = ("rank", "priority", "need", "opportunity", "grade", "mode")
DECIMALS = 4

Json = dict[str, Any]
Points = dict[int, dict[str, float | None]]


class Side(Protocol):
    """`results`: of the parks that the user may see, by id. `points` and `labels`: by indicator."""

    @property
    def appraisal(self) -> Appraisal: ...

    def described(self) -> Json: ...

    def results(self, user: User) -> pd.DataFrame: ...

    def points(self, park_ids: list[int]) -> Points: ...

    def labels(self) -> dict[str, tuple[str, str]]: ...


@dataclass(frozen=True)
class RunSide:
    appraisal: Appraisal

    def described(self) -> Json:
        run = self.appraisal
        return {
            **_described(run),
            "kind": "run",
            "id": run.pk,
            "label_zh": f"第 {run.pk} 次评估（{run.year or '—'}年，{run.policy_edition}）",
            "label_en": f"appraisal {run.pk} ({run.year or '—'}, {run.policy_edition})",
            "method": "weighted_sum",
        }

    def results(self, user: User) -> pd.DataFrame:
        return stored_results(self.appraisal, user)

    def points(self, park_ids: list[int]) -> Points:
        names = list(self.labels())
        stored = ParkResult.objects.filter(appraisal=self.appraisal, park_id__in=park_ids)
        rows = stored.values_list("park_id", "evidence__priority__points")
        return {park: dict(zip(names, points, strict=True)) for park, points in rows}

    def labels(self) -> dict[str, tuple[str, str]]:
        found = Appraisal.objects.filter(pk=self.appraisal.pk).values_list(
            "legend__priority__indicators", flat=True
        )
        return {each["name"]: (each["label_zh"], each["label_en"]) for each in found[0] or ()}


@dataclass(frozen=True)
class ScenarioSide:
    scenario: Scenario
    appraisal: Appraisal

    def described(self) -> Json:
        scenario = self.scenario
        return {
            **_described(self.appraisal),
            "kind": "scenario",
            "id": scenario.pk,
            "label_zh": f"情景“{scenario.name}”",
            "label_en": f"scenario “{scenario.name}”",
            "method": scenario.method,
        }

    def results(self, user: User) -> pd.DataFrame:
        """Weights move ranks only: grades and modes are those of the run."""
        found = stored_results(self.appraisal, user)
        ranked = rank_matrix(ranked_run(self.appraisal).matrix, self.scenario.weights, self._method)
        names = list(RESULTS[:4])
        found[names] = ranked[names].reindex(found.index).astype("Float64")
        return found

    def points(self, park_ids: list[int]) -> Points:
        matrix = ranked_run(self.appraisal).matrix
        rows = matrix.index.get_indexer(pd.Index(park_ids))
        weights = weights_of(matrix.indicators, self.scenario.weights)
        points = points_of(matrix.normalised.z[rows[rows >= 0]], weights, self._method)
        names = [item.name for item in matrix.indicators]
        rounded = points.round(DECIMALS).astype(object)
        rounded[np.isnan(points)] = None
        shown = rounded.tolist()
        known = [park for park, row in zip(park_ids, rows, strict=True) if row >= 0]
        return {park: dict(zip(names, each, strict=True)) for park, each in zip(known, shown, strict=True)}

    def labels(self) -> dict[str, tuple[str, str]]:
        indicators = ranked_run(self.appraisal).matrix.indicators
        return {item.name: (item.label_zh, item.label_en) for item in indicators}

    @property
    def _method(self) -> Method:
        return "topsis" if self.scenario.method == "topsis" else "weighted_sum"


def side_of(reference: str) -> Side:
    """`run:12`, `run:current` or `scenario:3`. Raises NotFoundError, NoCurrentAppraisalError, UnfinishedRunError,
    InputGoneError."""
    kind, _, number = reference.partition(":")
    if kind == "run":
        return RunSide(finished_run(None if number == "current" else int(number)))
    scenario = Scenario.objects.filter(pk=int(number)).first()
    if scenario is None:
        raise NotFoundError
    run = runs().filter(pk=scenario.appraisal_id or 0).first()
    if run is None:
        raise InputGoneError(appraisal="–")
    ranked_run(run)
    return ScenarioSide(scenario, run)


def stored_results(appraisal: Appraisal, user: User) -> pd.DataFrame:
    rows = ParkResult.objects.filter(appraisal=appraisal).visible_to(user).order_by("park_id")
    found = pd.DataFrame.from_records(
        list(rows.values_list("park_id", *RESULTS)), columns=["park_id", *RESULTS], index="park_id"
    )
    return found.astype(dict.fromkeys(RESULTS[:4], "Float64") | dict.fromkeys(RESULTS[4:], "object"))


def _described(run: Appraisal) -> Json:
    return {
        "appraisal": run.pk,
        "year": run.year,
        "policy_edition": run.policy_edition,
        "finished_at": run.finished_at and timezone.localtime(run.finished_at),
    }
