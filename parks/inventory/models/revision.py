"""The inventory's revision: one number that every committed change moves; part of tile addresses and cache keys."""

import secrets

from django.db import models


def new_nonce() -> str:
    return secrets.token_hex(8)


class DataRevision(models.Model):
    """Exactly one row. The nonce is drawn anew with every move: the same number in a database that was restored or
    emptied meanwhile is another revision."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    nonce = models.CharField(max_length=16, default=new_nonce)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_single_row")]

    def __str__(self) -> str:
        return str(self.number)
