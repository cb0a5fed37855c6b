"""Tokens: the part of an immutable address that says which data it shows, and to whom.

`{revision}-{appraisal or 0}-{fingerprint of the scope}`: the same token always stands for the same bytes, also when
another user signs in at the same browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Self

from django.db import connection

from parks.accounts.models import User
from parks.tiles.sql import statement

FORMAT = 1
"""Raise it when the shape of a payload changes: browsers keep the old ones for a year."""


@dataclass(frozen=True)
class Token:
    revision: int
    appraisal: int | None
    scope: tuple[str, ...]
    policy_edition: str | None = field(default=None, compare=False)

    @classmethod
    def current(cls, user: User) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(statement("state"))
            revision, appraisal, policy_edition = cursor.fetchone()
        return cls(revision, appraisal, normal_scope(user.scope), policy_edition)

    def __str__(self) -> str:
        return f"{self.revision}-{self.appraisal or 0}-{fingerprint(self.scope)}"


def fingerprint(scope: tuple[str, ...]) -> str:
    return blake2s(f"{FORMAT}:{','.join(scope)}".encode(), digest_size=5).hexdigest()


def revision_of(token: str) -> int:
    """The revision a token claims; -1, which never is one, for anything else."""
    number = token.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


def normal_scope(scope: Sequence[str]) -> tuple[str, ...]:
    """Sorted, without areas inside another one: equal scopes share their payloads."""
    kept: list[str] = []
    for code in sorted(set(scope)):
        if not kept or not code.startswith(kept[-1]):
            kept.append(code)
    return tuple(kept)


def parks_token(user: User) -> str:
    """The current token of the parks that the user may see."""
    return str(Token.current(user))
