"""Vector tiles out of the database."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from parks.tiles.access import Visitor, recall, verify
from parks.tiles.grid import Tile
from parks.tiles.layers import Layer
from parks.tiles.reading import fetchone
from parks.tiles.sql import statement
from parks.tiles.tokens import Token, normal_scope, token_from
from parks.tiles.visibility import visible_parks

HALF = 0.5
"""Pixels: what is smaller than this is not drawn apart."""


@dataclass(frozen=True)
class Answer:
    """The state the database is in, and the tile; empty too where that is not the state asked for."""

    state: Token
    content: bytes


def tile_for(request: HttpRequest, layer: Layer, tile: Tile, revision: int) -> Answer:
    """One round trip admits the visitor, tells the present state and brings the tile. Raises NotSignedInError."""
    visitor = recall(request)
    answer = read(visitor, layer, tile, revision) if visitor else None
    if answer is None:
        answer = read(verify(request), layer, tile, revision)
        assert answer is not None
    return answer


def read(visitor: Visitor, layer: Layer, tile: Tile, revision: int) -> Answer | None:
    """None when the visitor is not admitted."""
    scope = normal_scope(visitor.scope)
    sql, visible = _sql(layer.statement_for(tile), scope)
    place = {"z": tile.z, "x": tile.x, "y": tile.y, "revision": revision, **_scale(tile)}
    *state, content = fetchone(sql, {**place, **visitor.parameters, **visible})
    token = token_from(visitor, state)
    return Answer(token, content or b"") if token else None


@lru_cache(maxsize=256)
def _sql(name: str, scope: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    subselect, parameters = visible_parks(scope)
    return statement(name).format(visible_parks=subselect, state=statement("state")), parameters


def _scale(tile: Tile) -> dict[str, float]:
    pixel = tile.pixel_m
    return {"tolerance": pixel * HALF, "smallest_m2": (pixel * tile.ground_scale * HALF) ** 2}
