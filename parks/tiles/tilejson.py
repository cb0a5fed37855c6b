"""TileJSON 3.0 of a layer: where its tiles are and what they carry."""

from typing import Any

from django.urls import get_script_prefix

from parks.tiles.extent import extent_of
from parks.tiles.layers import Layer
from parks.tiles.tokens import Token


def describe(layer: Layer, token: Token) -> dict[str, Any]:
    bounds = extent_of(token).bounds
    return {
        "tilejson": "3.0.0",
        "name": layer.name,
        "description": layer.description,
        "tiles": [f"{get_script_prefix()}tiles/{layer.name}/{token}/{{z}}/{{x}}/{{y}}.mvt"],
        "minzoom": layer.minzoom,
        "maxzoom": layer.maxzoom,
        **({"bounds": bounds} if bounds else {}),
        "vector_layers": [{"id": layer.name, "description": layer.description, "fields": layer.fields}],
        "revision": token.revision,
        "appraisal": token.appraisal,
    }
