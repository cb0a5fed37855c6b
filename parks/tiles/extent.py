"""How many parks a scope holds and where they lie."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from parks.tiles.sql import statement
from parks.tiles.tokens import Token
from parks.tiles.visibility import visible_parks

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Extent:
    parks: int
    bounds: list[float] | None
    """West, south, east, north; None where there is no land."""


def extent_of(token: Token) -> Extent:
    address = f"tiles:extent-{token}"
    measured: tuple[int, list[float | None]] | None = cache.get(address)
    if measured is None:
        measured = _measure(token)
        cache.set(address, measured, KEPT_SECONDS)
    parks, bounds = measured
    return Extent(parks, [edge for edge in bounds if edge is not None] or None)


def _measure(token: Token) -> tuple[int, list[float | None]]:
    subselect, parameters = visible_parks(token.scope)
    with connection.cursor() as cursor:
        cursor.execute(statement("extent").format(visible_parks=subselect), parameters)
        parks, bounds = cursor.fetchone()
    return parks, [None if edge is None else round(edge, 5) for edge in bounds]
