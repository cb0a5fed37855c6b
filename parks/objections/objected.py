"""What an objection is against: the subject within the user's scope, and what a run gave it, as it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from parks.accounts.models import User
from parks.appraisals.models import (
    Appraisal,
    EnterpriseResult,
    ListEntry,
    ParcelResult,
    ParkResult,
    Subject,
)
from parks.inventory.models import Enterprise, Parcel, Park, ParkSummary, Tenancy
from parks.objections.errors import NotJudgedError, NotRegisteredError
from parks.objections.models import About


@dataclass(frozen=True)
class Found:
    """The subject as the desk keeps it; `park` is where it lies, for the scope."""

    code: str
    name: str
    park_id: int
    area_m2: float | None


def subject_of(user: User, subject: str, subject_id: int) -> Found:
    """Raises NotRegisteredError where it is not there or lies outside the user's scope."""
    if found := _FINDERS[subject](user, subject_id):
        return found
    raise NotRegisteredError(
        "subject_id",
        "not_found",
        "没有这个对象，或不在您的数据范围内。",
        "There is no such object, or it lies outside your data scope.",
    )


def _park(user: User, park_id: int) -> Found | None:
    park = Park.objects.visible_to(user).filter(pk=park_id).first()
    if park is None:
        return None
    area = ParkSummary.objects.filter(park=park_id).values_list("area_m2", flat=True).first()
    return Found(park.code, park.name, park.pk, area)


def _parcel(user: User, parcel_id: int) -> Found | None:
    parcel = Parcel.objects.visible_to(user).filter(pk=parcel_id).only("code", "park_id", "area_m2").first()
    return Found(parcel.code, parcel.code, parcel.park_id, parcel.area_m2) if parcel else None


def _enterprise(user: User, enterprise_id: int) -> Found | None:
    """It lies where it uses most land today, among what the user may see; its area is the land it uses there."""
    where = (
        Tenancy.objects.visible_to(user)
        .current()
        .filter(enterprise=enterprise_id)
        .values("parcel__park_id")
        .annotate(land=Sum("land_area_m2"))
        .order_by("-land", "parcel__park_id")
        .first()
    )
    if where is None:
        return None
    enterprise = Enterprise.objects.get(pk=enterprise_id)
    return Found(enterprise.uscc, enterprise.name, where["parcel__park_id"], where["land"])


_FINDERS: dict[str, Callable[[User, int], Found | None]] = {
    Subject.PARKS: _park,
    Subject.PARCELS: _parcel,
    Subject.ENTERPRISES: _enterprise,
}


def run_of(appraisal_id: int | None) -> Appraisal | None:
    """The run objected to: the current one unless another is named. Raises NotRegisteredError."""
    if appraisal_id is None:
        return Appraisal.objects.defer("legend").filter(is_current=True).first()
    runs = Appraisal.objects.defer("legend").filter(status=Appraisal.Status.DONE, is_trial=False)
    if run := runs.filter(pk=appraisal_id).first():
        return run
    raise NotRegisteredError(
        "appraisal", "not_found", "没有这次正式评估。", "There is no such official appraisal."
    )


def given(run: Appraisal | None, subject: str, subject_id: int, about: str, list_name: str) -> dict[str, Any]:
    """Grade, score, mode and place on the list as the run gave them. Raises NotJudgedError where the objection is
    against something that the run did not judge; an area needs no run."""
    judged = _judged(run, subject, subject_id) if run else {}
    if about == About.LIST:
        entries = ListEntry.objects.filter(
            appraisal=run, name=list_name, subject=subject, subject_id=subject_id
        )
        status = entries.values_list("status", flat=True).first() if run else None
        if status is None:
            raise NotJudgedError(what="名单条目", what_en="place on that list")
        return {**judged, "list_status": status}
    wanted = {About.GRADE: "grade", About.MODE: "mode"}.get(About(about))
    if wanted and wanted not in judged:
        raise NotJudgedError(what=About(about).label, what_en=about)
    return judged


def _judged(run: Appraisal, subject: str, subject_id: int) -> dict[str, Any]:
    if subject == Subject.PARKS:
        parks = ParkResult.objects.filter(appraisal=run, park=subject_id)
        return parks.values("grade", "grade_score", "mode").first() or {}
    results = (
        ParcelResult.objects.filter(appraisal=run, parcel=subject_id)
        if subject == Subject.PARCELS
        else EnterpriseResult.objects.filter(appraisal=run, enterprise=subject_id)
    )
    row = results.values("grade", "score").first()
    return {"grade": row["grade"], "grade_score": row["score"]} if row else {}
