"""The inventory's revision: one number that every committed change moves; part of tile addresses and cache keys."""

from django.db import models


class DataRevision(models.Model):
    """Exactly one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_single_row")]

    def __str__(self) -> str:
        return str(self.number)
