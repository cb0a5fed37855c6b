"""Tokens: the part of an immutable address that says which data it shows, and to whom.

`{revision}-{appraisal or 0}-{fingerprint of the scope}`: the same token always stands for the same bytes, also when
another user signs in at the same browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2s

from django.http import HttpRequest

from parks.accounts.models import User
from parks.tiles.access import Visitor, recall, verify
from parks.tiles.reading import fetchone
from parks.tiles.sql import statement

FORMAT = 1
"""Raise it when the shape of a payload changes: browsers keep the old ones for a year."""


@dataclass(frozen=True)
class Token:
    revision: int
    appraisal: int | None
    scope: tuple[str, ...]
    policy_edition: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.revision}-{self.appraisal or 0}-{fingerprint(self.scope)}"


def parks_token(user: User) -> str:
    """The current token of the parks that the user may see."""
    token = current(Visitor(user.pk, tuple(user.scope), user.password, session=None))
    assert token is not None
    return str(token)


def current(visitor: Visitor) -> Token | None:
    """The token of the present state for that visitor; None when he is not admitted."""
    revision, appraisal, edition, admitted = fetchone(statement("state"), visitor.parameters)
    return Token(revision, appraisal, normal_scope(visitor.scope), edition) if admitted else None


def token_of(request: HttpRequest) -> Token:
    """The present token of whoever asks. Raises NotSignedInError."""
    visitor = recall(request)
    token = current(visitor) if visitor else None
    if token is None:
        token = current(verify(request))
        assert token is not None
    return token


def revision_of(token: str) -> int:
    """The revision a token claims; -1, which never is one, for anything else."""
    number = token.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1


@lru_cache(maxsize=256)
def fingerprint(scope: tuple[str, ...]) -> str:
    return blake2s(f"{FORMAT}:{','.join(scope)}".encode(), digest_size=5).hexdigest()


@lru_cache(maxsize=256)
def normal_scope(scope: Sequence[str]) -> tuple[str, ...]:
    """Sorted, without areas inside another one: equal scopes share their payloads."""
    kept: list[str] = []
    for code in sorted(set(scope)):
        if not kept or not code.startswith(kept[-1]):
            kept.append(code)
    return tuple(kept)
