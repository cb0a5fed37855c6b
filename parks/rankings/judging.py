"""Weights from pairwise judgements (两两比较), beside those of the data and of both."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessment.errors import Fault, PolicyError
from assessment.scoring.hierarchy import ahp_weights
from parks.appraisals.models import Appraisal
from parks.rankings.errors import WeightsRefusedError
from parks.rankings.runs import ranked_run
from parks.rankings.start import measured_weights

Matrix = Sequence[Sequence[float]]


def judged_weights(appraisal: Appraisal, groups: Matrix, within: Mapping[str, Matrix]) -> dict[str, Any]:
    """Raises InputGoneError, and WeightsRefusedError with the faults of every matrix."""
    run = ranked_run(appraisal)
    try:
        ahp = ahp_weights(run.policy, groups, within)
    except PolicyError as error:
        raise WeightsRefusedError(PolicyError([_placed(fault) for fault in error.faults])) from error
    entropy, combined = measured_weights(run, ahp.weights)
    return {"ahp": ahp.as_dict(), "entropy": entropy, "combined": combined}


def _placed(fault: Fault) -> Fault:
    """The matrix as the field, the pair in the sentence."""
    matrix, _, pair = fault.place.partition(": ")
    field = matrix if matrix == "groups" else f"within.{matrix}"
    zh, en = (
        (f"{pair}：{fault.message_zh}", f"{pair}: {fault.message_en}")
        if pair
        else (fault.message_zh, fault.message_en)
    )
    return Fault(field, fault.code, zh, en)
