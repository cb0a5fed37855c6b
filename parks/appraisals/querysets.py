"""Which appraisal counts, and the results of it a user may see."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import FilteredRelation, Q

from parks.inventory.models import Enterprise
from parks.inventory.querysets import OfParcelQuerySet, OfParkQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parks.accounts.models import User
    from parks.appraisals.models import Appraisal


class AppraisalQuerySet(models.QuerySet[Any]):
    def current(self) -> "Appraisal | None":
        """The appraisal everybody reads: the last one finished under the policy in force; None before the first."""
        return self.filter(is_current=True).first()

    def current_id(self) -> int | None:
        return self.filter(is_current=True).values_list("pk", flat=True).first()

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


class EnterpriseResultQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Of enterprises the user may see: those that occupy a parcel inside the scope."""
        return self.filter(enterprise__in=Enterprise.objects.visible_to(user))

    def current(self) -> Self:
        return self.filter(appraisal__is_current=True)


def result_relation(appraisal_id: int | None) -> FilteredRelation:
    """Joins each park's result of one appraisal by LEFT JOIN: `parks.annotate(result=result_relation(id))`, then
    `result__grade`, `result__priority`, … in filters, values and ordering; no rows match when the id is None."""
    return FilteredRelation("results", condition=Q(results__appraisal_id=appraisal_id or 0))
