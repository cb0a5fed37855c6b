"""Stored runs that can be ranked again: their indicator matrices, normalized once and kept in memory."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from django.db.models import QuerySet

from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.scoring.rank import IndicatorMatrix, indicator_matrix, rank_matrix
from parks.appraisals.errors import NoCurrentAppraisalError
from parks.appraisals.kept import RUNS_IN_MEMORY, kept_run
from parks.appraisals.models import Appraisal, RunInput, Status
from parks.errors import NotFoundError
from parks.policies.models import PolicySnapshot
from parks.rankings.errors import InputGoneError, UnfinishedRunError


@dataclass(frozen=True)
class RankedRun:
    """What weights are tried on; nobody may change it. ``own``: the ranks by the policy's own weights, 0 = unranked."""

    frame: Frame
    policy: Policy
    matrix: IndicatorMatrix
    own: np.ndarray


def runs() -> QuerySet[Appraisal]:
    return Appraisal.objects.defer("legend")


def finished_run(number: int | None) -> Appraisal:
    """The run of that number, the current one when None. Raises NoCurrentAppraisalError, NotFoundError,
    UnfinishedRunError."""
    if number is None:
        if current := runs().filter(is_current=True).first():
            return current
        raise NoCurrentAppraisalError
    found = runs().filter(pk=number).first()
    if found is None:
        raise NotFoundError
    if found.status != Status.DONE:
        raise UnfinishedRunError(appraisal=number)
    return found


def ranked_run(appraisal: Appraisal) -> RankedRun:
    """Raises InputGoneError where the run is too old."""
    try:
        return _ranked(appraisal.input_hash, appraisal.policy_hash)
    except (RunInput.DoesNotExist, PolicySnapshot.DoesNotExist) as error:
        raise InputGoneError(appraisal=appraisal.pk) from error


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _ranked(input_hash: str, policy_hash: str) -> RankedRun:
    kept = kept_run(Appraisal(input_hash=input_hash, policy_hash=policy_hash))
    matrix = indicator_matrix(kept.frame.parks, kept.policy)
    return RankedRun(kept.frame, kept.policy, matrix, ranks_of(rank_matrix(matrix)))


def ranks_of(ranked: pd.DataFrame) -> np.ndarray:
    return ranked["rank"].to_numpy(dtype=np.int64, na_value=0)
