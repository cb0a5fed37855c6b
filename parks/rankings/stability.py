"""How firm each rank is (排名稳健性) when the weights are not quite sure."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any

import numpy as np

from assessment.errors import PolicyError
from assessment.scoring.rank import Method, rank_matrix
from assessment.scoring.robustness import robustness
from parks.accounts.models import User
from parks.appraisals.models import Appraisal
from parks.rankings.errors import WeightsRefusedError
from parks.rankings.playing import or_null, visible_rows
from parks.rankings.runs import ranked_run, ranks_of

TOPS = (50, 100, 300)
BOUNDS = ("rank_p5", "rank_p50", "rank_p95")


def stability(
    user: User,
    appraisal: Appraisal,
    weights: Mapping[str, float],
    method: Method,
    draws: int,
    spread: float | None,
) -> dict[str, Any]:
    """Columns of the parks that the user may see. Raises InputGoneError, WeightsRefusedError."""
    run, start = ranked_run(appraisal), perf_counter()
    uncertainty = run.policy.number("priority_weight_spread") if spread is None else spread
    try:
        ranks = ranks_of(rank_matrix(run.matrix, weights, method))
        found = robustness(run.matrix, weights, TOPS, draws, method=method, spread=uncertainty)
    except PolicyError as error:
        raise WeightsRefusedError(error, "weights") from error
    seconds = perf_counter() - start
    rows = visible_rows(user, run)
    bounds = {name: found.table[name].to_numpy(dtype=np.int64, na_value=0) for name in BOUNDS}
    classes = found.acceptability
    return {
        "appraisal": appraisal.pk,
        "method": method,
        "tops": TOPS,
        "draws": draws,
        "seed": found.seed,
        "spread": uncertainty,
        "seconds": round(seconds, 4),
        "id": run.matrix.index.to_numpy()[rows],
        "rank": or_null(ranks, ranks > 0, rows),
        **{name: or_null(values, values > 0, rows) for name, values in bounds.items()},
        **{f"top_{top}": found.table[f"top_{top}"].to_numpy()[rows] for top in TOPS},
        "acceptability": {
            name: np.ascontiguousarray(classes[name].to_numpy()[rows].round(6)) for name in classes.columns
        },
    }
