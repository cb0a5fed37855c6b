"""Why one park, parcel or enterprise has its grade in a run, and what would move it: worked out from what the run kept."""

from typing import Any, Literal

from assessment.errors import PolicyError, UnknownSubjectError
from assessment.rules.subject import explain_subject
from assessment.turning_points.grade import grade_turning_points
from assessment.turning_points.mode import mode_turning_points
from parks.appraisals.errors import InputGoneError, NoCurrentAppraisalError, NotAppraisedError
from parks.appraisals.kept import KeptRun, kept_run
from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult, ParkResult, RunInput
from parks.appraisals.services import named
from parks.policies.models import PolicySnapshot

Json = dict[str, Any]
Table = Literal["parks", "parcels", "enterprises"]

RESULTS = {
    "parks": (ParkResult, "park_id", "grade_score"),
    "parcels": (ParcelResult, "parcel_id", "score"),
    "enterprises": (EnterpriseResult, "enterprise_id", "score"),
}


def subject_explanation(table: Table, subject_id: int, appraisal_id: int | None = None) -> Json:
    """The grade in full, with its inputs, in that appraisal (the current one when None). `agrees`: whether the run stored
    the same grade and score; false where the program has changed since, None where its results were cleared away.
    The caller has checked that the user may see the subject.

    Raises NoCurrentAppraisalError, NotAppraisedError, and InputGoneError where the run's input is no longer kept.
    """
    appraisal = _appraisal(appraisal_id)
    run = _kept(appraisal)
    try:
        found = explain_subject(run.frame, run.policy, table, subject_id)
    except UnknownSubjectError as error:
        raise NotAppraisedError from error
    return {
        "appraisal": named(appraisal),
        **found,
        "policy": {
            "edition": run.policy.edition,
            "hash": run.policy.hash,
            "on": run.policy.on.isoformat(),
        },
        "agrees": _agrees(appraisal, table, subject_id, found["grade"]),
    }


def subject_turning_points(table: Table, subject_id: int, appraisal_id: int | None = None) -> Json:
    """What moves the grade one class, and what turns a park's renewal mode into another; `mode` is None for parcels and
    enterprises, and under a policy older than a threshold that the modes now ask for. Raises as `subject_explanation`."""
    appraisal = _appraisal(appraisal_id)
    run = _kept(appraisal)
    try:
        grade = grade_turning_points(run.frame, run.policy, table, subject_id)
    except UnknownSubjectError as error:
        raise NotAppraisedError from error
    mode = _mode(run, subject_id) if table == "parks" else None
    return {"appraisal": named(appraisal), "grade": grade, "mode": mode}


def _mode(run: KeptRun, park_id: int) -> Json | None:
    try:
        return mode_turning_points(run.frame, run.policy, park_id)
    except PolicyError:
        return None


def _appraisal(appraisal_id: int | None) -> Appraisal:
    runs = Appraisal.objects.defer("legend")
    if appraisal_id is None:
        if (current := runs.filter(is_current=True).first()) is None:
            raise NoCurrentAppraisalError
        return current
    found = runs.filter(pk=appraisal_id, status=Appraisal.Status.DONE).first()
    if found is None:
        raise NotAppraisedError
    return found


def _kept(appraisal: Appraisal) -> KeptRun:
    try:
        return kept_run(appraisal)
    except (RunInput.DoesNotExist, PolicySnapshot.DoesNotExist) as error:
        raise InputGoneError(appraisal=appraisal.pk) from error


def _agrees(appraisal: Appraisal, table: Table, subject_id: int, grade: Json) -> bool | None:
    results, subject, score = RESULTS[table]
    stored = (
        results._default_manager.filter(appraisal=appraisal, **{subject: subject_id})
        .values_list("grade", score)
        .first()
    )
    return None if stored is None else stored == (grade["grade"], grade["score"])
