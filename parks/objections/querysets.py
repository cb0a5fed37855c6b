"""Which objections a user may see, and which of them wait too long."""

import datetime as dt
from typing import Self

from django.db.models import Case, F, When

from parks.inventory.querysets import OfParkQuerySet

OPEN = ("received", "dispatched")
CLOSED_LAST = Case(When(status__in=OPEN, then=0), default=1)
OPEN_DEADLINE = Case(When(status__in=OPEN, then=F("deadline")))


class ObjectionQuerySet(OfParkQuerySet):
    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def overdue(self, today: dt.date) -> Self:
        """Not decided although the deadline has passed; on the day itself there is still time."""
        return self.open().filter(deadline__lt=today)

    def most_urgent_first(self) -> Self:
        """Open ones by deadline, then those that are over, newest first."""
        return self.order_by(CLOSED_LAST, OPEN_DEADLINE.asc(nulls_last=True), "-pk")
