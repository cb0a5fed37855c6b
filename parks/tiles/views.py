"""Plain views, lean on purpose: a map asks for dozens of tiles at once."""

import gzip
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from parks.accounts.models import User
from parks.inventory.services import current_revision
from parks.tiles import districts, grid, mvt, parks_payload, tilejson
from parks.tiles.access import for_visitors
from parks.tiles.errors import NoSuchLayerError, OutsideGridError, OutsideZoomError, StaleTokenError
from parks.tiles.extent import extent_of
from parks.tiles.layers import LAYERS, Layer
from parks.tiles.packed import IMMUTABLE, REVALIDATED, Shelf
from parks.tiles.tokens import Token, normal_scope, revision_of

MVT = "application/vnd.mapbox-vector-tile"
GZIP_LEVEL = 5
shelf = Shelf("tiles")


@for_visitors
def parks_address(request: HttpRequest, user: User) -> HttpResponse:
    token = Token.current(user)
    return _fresh(
        {
            "token": str(token),
            "url": reverse("tiles:parks", args=[str(token)]),
            "revision": token.revision,
            "appraisal": token.appraisal,
            "count": extent_of(token).parks,
        }
    )


@for_visitors
def parks(request: HttpRequest, user: User, token: str) -> HttpResponse:
    current = Token.current(user)
    caching = _caching(token, current)
    packed = shelf.get(f"parks-{current}", lambda: parks_payload.build(current))
    return packed.response(request, "application/json", caching)


@for_visitors
def district_outlines(request: HttpRequest, user: User) -> HttpResponse:
    packed = shelf.get(f"districts-{current_revision()}", districts.build)
    return packed.response(request, "application/geo+json", REVALIDATED)


@for_visitors
def layer_description(request: HttpRequest, user: User, layer: str) -> HttpResponse:
    return _fresh(tilejson.describe(_layer(layer), Token.current(user)))


@for_visitors
def tile(request: HttpRequest, user: User, layer: str, token: str, z: str, x: str, y: str) -> HttpResponse:
    """One round trip to the database tells whether the token is current and brings the tile."""
    wanted, address = _layer(layer), grid.parse(z, x, y)
    if address is None:
        raise OutsideGridError
    if not wanted.serves(address):
        raise OutsideZoomError(minzoom=wanted.minzoom, maxzoom=wanted.maxzoom)
    answer = mvt.read(wanted, address, revision_of(token), normal_scope(user.scope))
    caching = _caching(token, answer.state)
    return _tile_response(request, answer.content, caching)


def _layer(name: str) -> Layer:
    if name not in LAYERS:
        raise NoSuchLayerError
    return LAYERS[name]


def _caching(token: str, current: Token) -> str:
    """A bare revision is answered too, but may not be kept: another appraisal or user gives other bytes."""
    if token == str(current):
        return IMMUTABLE
    if token == str(current.revision):
        return REVALIDATED
    raise StaleTokenError(current=current)


def _fresh(document: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(document), content_type="application/json", headers={"Cache-Control": REVALIDATED}
    )


def _tile_response(request: HttpRequest, content: bytes, caching: str) -> HttpResponse:
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"}
    if not content:
        return HttpResponse(status=204, headers=headers)
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        headers["Content-Encoding"] = "gzip"
        content = gzip.compress(content, GZIP_LEVEL, mtime=0)
    return HttpResponse(content, content_type=MVT, headers=headers)
