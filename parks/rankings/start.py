"""What the page of weights starts from: indicators with their weights by every method, and judgements to begin with."""

from typing import Any

from assessment.errors import PolicyError
from assessment.scoring.combined import combined_weights
from assessment.scoring.entropy import entropy_weights_of
from assessment.scoring.hierarchy import SAATY_SCALE, members_of, starting_matrices
from assessment.scoring.rank import METHOD_NAMES
from parks.appraisals.models import Appraisal
from parks.rankings.runs import RankedRun, ranked_run

Json = dict[str, Any]


def start_of(appraisal: Appraisal) -> Json:
    """Raises InputGoneError."""
    run = ranked_run(appraisal)
    groups, within = starting_matrices(run.matrix.indicators)
    return {
        "appraisal": {
            "id": appraisal.pk,
            "year": appraisal.year,
            "policy_edition": appraisal.policy_edition,
            "finished_at": appraisal.finished_at,
        },
        "indicators": _indicators(run),
        "groups": _groups(run),
        "methods": [{"name": name, "zh": zh, "en": en} for name, (zh, en) in METHOD_NAMES.items()],
        "judgements": {
            "groups": groups.tolist(),
            "within": {name: matrix.tolist() for name, matrix in within.items()},
        },
        "scale": SAATY_SCALE.tolist(),
    }


def _groups(run: RankedRun) -> Json:
    """In the order of the rows of their matrix, which a stored policy does not keep."""
    described = run.policy.value("priority_indicators")["groups"]
    return {name: described[name] for name in members_of(run.matrix.indicators)}


def _indicators(run: RankedRun) -> list[Json]:
    entropy, combined = measured_weights(run)
    return [
        {
            **item.as_dict(),
            "entropy_weight": entropy and entropy[item.name],
            "combined_weight": combined and combined[item.name],
            "dropped": dropped,
        }
        for item, dropped in zip(run.matrix.indicators, run.matrix.normalised.dropped.tolist(), strict=True)
    ]


def measured_weights(
    run: RankedRun, judged: dict[str, float] | None = None
) -> tuple[dict[str, float] | None, dict[str, float] | None]:
    """Entropy and combined weights; None where nothing tells the parks apart."""
    try:
        return entropy_weights_of(run.matrix), combined_weights(run.matrix, run.policy, judged)
    except PolicyError:
        return None, None
