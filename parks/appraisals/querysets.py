"""Which appraisal counts, and the results of it a user may see."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from parks.inventory.querysets import OfEnterpriseQuerySet, OfParcelQuerySet, OfParkQuerySet

if TYPE_CHECKING:
    from parks.appraisals.models import Appraisal, EnterpriseResult, ParcelResult


class AppraisalQuerySet(models.QuerySet[Any]):
    def current(self) -> "Appraisal | None":
        """The appraisal everybody reads: the last one finished under the policy in force; None before the first."""
        return self.filter(is_current=True).first()

    def current_id(self) -> int | None:
        return self.filter(is_current=True).values_list("pk", flat=True).first()

    def current_key(self) -> tuple[int | None, str]:
        """Number and hash of the results of the current appraisal."""
        return self.filter(is_current=True).values_list("pk", "result_hash").first() or (None, "")

    def trials(self) -> Self:
        """Finished runs with overrides, a draft policy or of another year (试算), which never were nor will be current."""
        trial = Q(is_trial=True) | ~Q(overrides={}) | Q(draft__isnull=False)
        return self.filter(trial, status__in=self.model.FINISHED)

    def unfinished(self) -> Self:
        return self.exclude(status__in=self.model.FINISHED)

    def running(self) -> Self:
        """Taken up by a worker and not finished."""
        return self.unfinished().exclude(status=self.model.Status.QUEUED)


class ParkResultQuerySet(OfParkQuerySet):
    def current(self) -> Self:
        return self.filter(appraisal__is_current=True)


class ParcelResultQuerySet(OfParcelQuerySet):
    def current(self) -> Self:
        return self.filter(appraisal__is_current=True)


class EnterpriseResultQuerySet(OfEnterpriseQuerySet):
    def current(self) -> Self:
        return self.filter(appraisal__is_current=True)


def current_grade(results: "type[ParcelResult | EnterpriseResult]", subject: str) -> Subquery:
    """The grade of each parcel or enterprise in the current appraisal, as a column of its list."""
    of_subject = results.objects.current().filter(**{f"{subject}_id": OuterRef("pk")})
    return Subquery(of_subject.values("grade")[:1])


def result_relation(appraisal_id: int | None) -> FilteredRelation:
    """Joins each park's result of one appraisal by LEFT JOIN: `parks.annotate(result=result_relation(id))`, then
    `result__grade`, `result__priority`, … in filters, values and ordering; no rows match when the id is None."""
    return FilteredRelation("results", condition=Q(results__appraisal_id=appraisal_id or 0))
