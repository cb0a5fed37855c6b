"""Trying weights on a stored run (试调): everybody ranked anew by the code that ranked the run itself."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any

import numpy as np

from assessment.errors import PolicyError
from assessment.scoring.rank import Method, rank_matrix
from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.inventory.models import Park
from parks.rankings.errors import WeightsRefusedError
from parks.rankings.runs import RankedRun, ranked_run, ranks_of

SCORES = ("priority", "need", "opportunity")

Json = dict[str, Any]


def play(user: User, appraisal: Appraisal, weights: Mapping[str, float], method: Method) -> Json:
    """Columns of the parks that the user may see, in order of id; ranks are those in the whole city. ``moved``: places
    gained against the run itself. Raises InputGoneError, WeightsRefusedError."""
    run, start = ranked_run(appraisal), perf_counter()
    try:
        ranked = rank_matrix(run.matrix, weights, method)
    except PolicyError as error:
        raise WeightsRefusedError(error, "weights") from error
    seconds = perf_counter() - start
    rows, ranks = visible_rows(user, run), ranks_of(ranked)
    both = (ranks > 0) & (run.own > 0)
    return {
        "appraisal": appraisal.pk,
        "method": method,
        "weights": {item.name: weights.get(item.name, item.weight) for item in run.matrix.indicators},
        "seconds": round(seconds, 4),
        "id": run.matrix.index.to_numpy()[rows],
        "rank": or_null(ranks, ranks > 0, rows),
        **{name: ranked[name].to_numpy()[rows] for name in SCORES},
        "moved": or_null(run.own - ranks, both, rows),
    }


def visible_rows(user: User, run: RankedRun) -> np.ndarray:
    """Places in the matrix of the parks that the user may see."""
    seen = np.fromiter(Park.objects.visible_to(user).values_list("pk", flat=True), dtype=np.int64)
    return np.flatnonzero(np.isin(run.matrix.index.to_numpy(), seen))


def or_null(values: np.ndarray, known: np.ndarray, rows: np.ndarray) -> list[int | None]:
    """Whole numbers of these rows, null where not known."""
    shown = values[rows].astype(object)
    shown[~known[rows]] = None
    return list(shown.tolist())
