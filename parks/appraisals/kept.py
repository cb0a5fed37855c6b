"""What a stored run was judged on and by: its canonical frame and its policy, kept in memory for those who ask again."""

from dataclasses import dataclass
from functools import lru_cache

from assessment.frame import Frame, canonical
from assessment.policy.model import Policy
from parks.appraisals import inputs
from parks.appraisals.models import Appraisal
from parks.policies import services as policies

RUNS_IN_MEMORY = 3


@dataclass(frozen=True)
class KeptRun:
    """``frame`` is canonical; nobody may change it."""

    frame: Frame
    policy: Policy


def kept_run(appraisal: Appraisal) -> KeptRun:
    """Raises RunInput.DoesNotExist or PolicySnapshot.DoesNotExist where the run is too old."""
    return _kept(appraisal.input_hash, appraisal.policy_hash)


@lru_cache(maxsize=RUNS_IN_MEMORY)
def _kept(input_hash: str, policy_hash: str) -> KeptRun:
    return KeptRun(canonical(inputs.kept(input_hash)), policies.kept(policy_hash))
