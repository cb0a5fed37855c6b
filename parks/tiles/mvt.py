"""Vector tiles out of the database."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from parks.tiles.grid import Tile
from parks.tiles.layers import Layer
from parks.tiles.sql import statement
from parks.tiles.tokens import Token
from parks.tiles.visibility import visible_parks

HALF = 0.5
"""Pixels: what is smaller than this is not drawn apart."""


@dataclass(frozen=True)
class Answer:
    """The state the database is in, and the tile; empty too where that is not the state asked for."""

    state: Token
    content: bytes


def read(layer: Layer, tile: Tile, revision: int, scope: tuple[str, ...]) -> Answer:
    """One round trip: the check that the address is current and the tile come together."""
    sql, visible = _sql(layer.statement_for(tile), scope)
    with connection.cursor() as cursor:
        cursor.execute(
            sql, {"z": tile.z, "x": tile.x, "y": tile.y, "revision": revision, **_scale(tile), **visible}
        )
        number, appraisal, content = cursor.fetchone()
    return Answer(Token(number, appraisal, scope), bytes(content or b""))


@lru_cache(maxsize=256)
def _sql(name: str, scope: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    subselect, parameters = visible_parks(scope)
    return statement(name).format(visible_parks=subselect, state=statement("state")), parameters


def _scale(tile: Tile) -> dict[str, float]:
    pixel = tile.pixel_m
    return {"tolerance": pixel * HALF, "smallest_m2": (pixel * tile.ground_scale * HALF) ** 2}
