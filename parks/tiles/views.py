"""Plain views, lean on purpose: a map asks for dozens of tiles at once."""

import gzip
from contextlib import suppress
from functools import partial
from typing import Any

import brotli
import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from parks.selections.state import DataMovedError
from parks.tiles import districts, grid, mvt, parks_payload, tilejson
from parks.tiles.access import refusing
from parks.tiles.errors import NoSuchLayerError, OutsideGridError, OutsideZoomError, StaleTokenError
from parks.tiles.extent import extent_of
from parks.tiles.layers import LAYERS, Layer
from parks.tiles.packed import IMMUTABLE, REVALIDATED, Shelf
from parks.tiles.tokens import Token, revision_of, token_of

MVT = "application/vnd.mapbox-vector-tile"
GZIP_LEVEL, BROTLI_QUALITY = 1, 2
"""Of a tile, made anew for each browser: a sixth larger than the best, in a third of the time."""
shelf = Shelf("tiles")


@refusing
def parks_address(request: HttpRequest) -> HttpResponse:
    token = token_of(request)
    return _fresh(
        {
            "token": str(token),
            "url": reverse("tiles:parks", args=[str(token)]),
            "revision": token.revision,
            "appraisal": token.appraisal,
            "count": extent_of(token).parks,
        }
    )


@refusing
def parks(request: HttpRequest, token: str) -> HttpResponse:
    while True:
        current = token_of(request)
        caching = _caching(token, current)
        with suppress(DataMovedError):
            packed = shelf.get(f"parks-{current}", partial(parks_payload.build, current))
            return packed.response(request, "application/json", caching)


@refusing
def district_outlines(request: HttpRequest) -> HttpResponse:
    token = token_of(request)
    packed = shelf.get(f"districts-{token.revision}-{token.state.nonce}", districts.build)
    return packed.response(request, "application/geo+json", REVALIDATED)


@refusing
def layer_description(request: HttpRequest, layer: str) -> HttpResponse:
    return _fresh(tilejson.describe(_layer(layer), token_of(request)))


@refusing
def tile(request: HttpRequest, layer: str, token: str, z: str, x: str, y: str) -> HttpResponse:
    wanted, address = _layer(layer), grid.parse(z, x, y)
    if address is None:
        raise OutsideGridError
    if not wanted.serves(address):
        raise OutsideZoomError(minzoom=wanted.minzoom, maxzoom=wanted.maxzoom)
    answer = mvt.tile_for(request, wanted, address, revision_of(token))
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
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    if "br" in accepted:
        headers["Content-Encoding"] = "br"
        content = brotli.compress(content, quality=BROTLI_QUALITY)
    elif "gzip" in accepted:
        headers["Content-Encoding"] = "gzip"
        content = gzip.compress(content, GZIP_LEVEL, mtime=0)
    return HttpResponse(content, content_type=MVT, headers=headers)
