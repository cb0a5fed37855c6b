"""Repeats a run from what was kept of it (复算): same input, same policy; the results must be the same to the bit."""

import hashlib
from dataclasses import dataclass

from assessment.appraise import appraise
from parks.appraisals import inputs
from parks.appraisals.code_version import code_hash
from parks.appraisals.models import Appraisal
from parks.policies import services as policies


@dataclass(frozen=True)
class Repeated:
    """`same_code`: whether the code is that of the run; if not, different results need not mean lost data."""

    same_input: bool
    same_policy: bool
    same_results: bool
    same_code: bool


def repeat(appraisal: Appraisal) -> Repeated:
    """Raises RunInput.DoesNotExist or PolicySnapshot.DoesNotExist where the run is too old to be repeated."""
    policy = policies.kept(appraisal.policy_hash)
    judged = appraise(inputs.kept(appraisal.input_hash), policy)
    return Repeated(
        same_input=judged.input_hash == appraisal.input_hash,
        same_policy=policy.hash == appraisal.policy_hash,
        same_results=hashlib.sha256(judged.to_bytes()).hexdigest() == appraisal.result_hash,
        same_code=code_hash() == appraisal.code_hash,
    )
