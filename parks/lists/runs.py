"""The run whose lists are asked for, and what it kept about them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform
from rest_framework.request import Request

from assessment.lists.registry import LISTS, OVERVIEWS
from parks.appraisals.errors import NoCurrentAppraisalError
from parks.appraisals.models import Appraisal, Status
from parks.errors import NotFoundError
from parks.lists.errors import EntriesGoneError, UnknownListError
from parks.lists.serializers import RunQuerySerializer

Json = dict[str, Any]
FIELDS = ("id", "year", "policy_edition", "finished_at", "is_current", "details_kept")


@dataclass(frozen=True)
class ListRun:
    """A finished run: its number, year, policy edition and the legends of its lists by name."""

    id: int
    year: int | None
    policy_edition: str
    finished_at: dt.datetime | None
    is_current: bool
    details_kept: bool
    lists: dict[str, Json]

    @property
    def stated(self) -> Json:
        return {
            "id": self.id,
            "year": self.year,
            "policy_edition": self.policy_edition,
            "finished_at": self.finished_at,
            "current": self.is_current,
        }

    @property
    def names(self) -> list[str]:
        """In the order in which lists are shown; the database does not keep it."""
        names = [*(rule.name for rule in LISTS), *(rule.name for rule in OVERVIEWS)]
        return [name for name in names if name in self.lists]

    def legend(self, name: str) -> Json:
        if name not in self.lists:
            raise UnknownListError
        return self.lists[name]

    def with_entries(self) -> "ListRun":
        if not self.details_kept:
            raise EntriesGoneError(appraisal=self.id)
        return self


def run_asked(request: Request) -> ListRun:
    """`?appraisal=` or the current run. One query, of the lists' part of the legend alone."""
    asked = RunQuerySerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    number = asked.validated_data.get("appraisal")
    runs = Appraisal.objects.filter(status=Status.DONE)
    runs = runs.filter(is_current=True) if number is None else runs.filter(pk=number)
    found = runs.values(*FIELDS, lists=KeyTransform("lists", "legend")).first()
    if found is None:
        raise NoCurrentAppraisalError if number is None else NotFoundError
    return ListRun(**{**found, "lists": found["lists"] or {}})
