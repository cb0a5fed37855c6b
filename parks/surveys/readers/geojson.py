"""GeoJSON feature collections, in UTF-8 or (against the standard, but seen) GBK."""

import re
from contextlib import suppress
from itertools import islice
from typing import Any

import numpy as np
import orjson
import pandas as pd
import shapely

from parks.surveys.encoding import Encoding, decide
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.tables import check_rows, unreadable
from parks.surveys.refusals import RefusedError

NOT_ASCII = re.compile(rb'"([^"\x80-\xff]*[\x80-\xff][^"]*)"')
ENOUGH_TEXTS = 1_000


def read(source: Source) -> Reading:
    document, encoding = _parse(source.path.read_bytes(), source.answers.encoding)
    features = _features(document)
    check_rows(len(features), source.limits)
    table = pd.DataFrame.from_records([_properties(f) for f in features])
    table.index = pd.RangeIndex(1, len(features) + 1, name="row")
    geometry = _geometries(features)
    written = np.array([feature.get("geometry") is not None for feature in features], dtype=bool)
    return Reading(
        format="GeoJSON",
        layer=str(document.get("name") or "")[:100],
        encoding=encoding,
        crs_text=_crs(document.get("crs")) or by_standard(geometry),
        columns=[str(c) for c in table.columns],
        table=table,
        geometry=geometry,
        issues=unreadable(geometry, written),
    )


def _parse(data: bytes, answered: str) -> tuple[dict[str, Any], Encoding]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    encoding = decide(_texts(data, bool(answered)), answered=answered)
    if encoding.name != "UTF-8":
        data = data.decode(encoding.name, "replace").encode()
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise RefusedError("file.broken", kind="GeoJSON") from error
    if not isinstance(document, dict):
        raise RefusedError("geojson.shape")
    return document, encoding


def _texts(data: bytes, every: bool) -> list[bytes]:
    """The strings that are not ASCII: every one, or enough to show where all is UTF-8."""
    most = None
    if not every:
        with suppress(UnicodeDecodeError):
            data.decode("utf-8")
            most = ENOUGH_TEXTS
    return list(dict.fromkeys(found[1] for found in islice(NOT_ASCII.finditer(data), most)))


def _features(document: dict[str, Any]) -> list[dict[str, Any]]:
    features = document.get("features")
    if document.get("type") == "Feature":
        features = [document]
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise RefusedError("geojson.shape")
    return features


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Flat values stay as they are; nested ones become JSON text, so that they can be shown."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {k: orjson.dumps(v).decode() if isinstance(v, dict | list) else v for k, v in properties.items()}


def _geometries(features: list[dict[str, Any]]) -> np.ndarray:
    texts = [orjson.dumps(g).decode() if isinstance(g := f.get("geometry"), dict) else None for f in features]
    with np.errstate(invalid="ignore"):
        found = shapely.from_geojson(np.asarray(texts, dtype=object), on_invalid="ignore")
    return np.asarray(found, dtype=object)


def _crs(member: Any) -> str | None:
    """The name in the `crs` member of the format's older edition."""
    try:
        return str(member["properties"]["name"])[:200]
    except (TypeError, KeyError):
        return None


def by_standard(geometry: np.ndarray) -> str | None:
    """RFC 7946 (as KML) means WGS 84 where nothing is said; numbers beyond degrees say that it was not followed."""
    west, south, east, north = shapely.total_bounds(geometry)
    return "OGC:CRS84" if west >= -180 and east <= 180 and south >= -90 and north <= 90 else None
