"""Tokens: the part of an immutable address that says which data it shows, and to whom.

`{revision}-{appraisal or 0}-{fingerprint}`: the same token always stands for the same bytes. The fingerprint tells the
scopes of users at the same browser apart, and the contents of a database that was restored or emptied and counts again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from django.http import HttpRequest

from parks.selections.state import State
from parks.tiles.access import Visitor, recall, verify
from parks.tiles.reading import fetchone
from parks.tiles.sql import statement

FORMAT = 2
"""Raise it when the shape of a payload changes: browsers keep the old ones for a year."""


@dataclass(frozen=True)
class Token:
    state: State
    scope: tuple[str, ...]
    policy_edition: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.revision}-{self.appraisal or 0}-{fingerprint(self.state, self.scope)}"

    @property
    def revision(self) -> int:
        return self.state.revision

    @property
    def appraisal(self) -> int | None:
        return self.state.appraisal


def token_from(visitor: Visitor, row: Sequence[Any]) -> Token | None:
    """The token of a row of state.sql; None when the visitor is not admitted."""
    *state, edition, admitted = row
    return Token(State(*state), normal_scope(visitor.scope), edition) if admitted else None


def current(visitor: Visitor) -> Token | None:
    """The token of the present state for that visitor; None when he is not admitted."""
    return token_from(visitor, fetchone(statement("state"), visitor.parameters))


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
def fingerprint(state: State, scope: tuple[str, ...]) -> str:
    shown = f"{FORMAT}:{','.join(scope)}:{state.nonce}:{state.result_hash}"
    return blake2s(shown.encode(), digest_size=5).hexdigest()


@lru_cache(maxsize=256)
def normal_scope(scope: Sequence[str]) -> tuple[str, ...]:
    """Sorted, without areas inside another one: equal scopes share their payloads."""
    kept: list[str] = []
    for code in sorted(set(scope)):
        if not kept or not code.startswith(kept[-1]):
            kept.append(code)
    return tuple(kept)
