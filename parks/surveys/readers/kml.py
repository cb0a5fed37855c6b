"""KML and KMZ: WGS 84 by its standard, altitudes dropped. Every folder is a layer; links to elsewhere are not followed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd
import shapely

from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.readers.archive import entries, open_zip, unpack
from parks.surveys.readers.geojson import by_standard
from parks.surveys.readers.html_table import attributes
from parks.surveys.readers.kml_parser import Folder, Handler, Placemark, Shape, parse
from parks.surveys.readers.parcel_codes import as_codes
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.tables import check_rows
from parks.surveys.readers.texts import open_text
from parks.surveys.refusals import RefusedError

FARTHEST = 1e9
AROUND_COMMA = re.compile(r"\s*,\s*")
LEAST_POINTS = {"Point": 1, "LineString": 2, "Track": 2, "LinearRing": 3, "Polygon": 3}

LINKS = Rule(
    "kml.network-link", Severity.NOTE,
    "文件含 {count} 个网络链接（NetworkLink），没有去下载，其内容不在其中",
    "The file has {count} network links, which were not followed: what they lead to is not included",
)  # fmt: skip
NOT_CLOSED = Rule(
    "kml.not-closed", Severity.NOTE,
    "{count} 圈没有闭合，已按多边形从末点连回起点",
    "{count} rings are not closed; being polygons, they were closed from the last point to the first",
)  # fmt: skip
BAD_COORDINATES = Rule(
    "kml.coordinates", Severity.MUST_FIX,
    "坐标无法读取（应为：经度,纬度 经度,纬度 …）",
    "The coordinates cannot be read (longitude,latitude longitude,latitude …)",
)  # fmt: skip


def read(source: Source) -> Reading:
    return _read(source, source.path, source.answers.layer, "")


def read_kmz(source: Source) -> Reading:
    """The zip's doc.kml, or its only KML; several are layers of their own."""
    path = source.workdir / "doc.kml"
    wished = source.answers.layer
    with open_zip(source.path) as archive:
        found = {n: info for n, info in entries(archive).items() if n.lower().endswith(".kml")}
        main = [n for n in found if n.lower() == "doc.kml"] or list(found)
        chosen = next((n for n in main if wished.startswith(f"{n}/")), None)
        chosen = chosen or (main[0] if len(main) == 1 else choose(main, wished))
        unpack(archive, {path.name: found[chosen]}, source.workdir, source.limits.unpacked_bytes)
    if len(main) == 1:
        return _read(source, path, wished, "")
    inside = wished.removeprefix(f"{chosen}/") if wished.startswith(f"{chosen}/") else ""
    return _read(source, path, inside, f"{chosen}/")


@dataclass
class Row:
    """One placemark; `unclosed` counts rings, `unreadable` says that its coordinates are no numbers."""

    values: dict[str, str | None]
    geometry: shapely.Geometry | None = None
    drawn: bool = False
    polygons: bool = False
    unclosed: int = 0
    unreadable: bool = False


def _read(source: Source, path: Path, wished: str, prefix: str) -> Reading:
    text = open_text(source, path, "KML", b"<")
    handler = Handler()
    layers = _layers(source, parse(text.chunks(), handler), prefix)
    if not layers:
        raise RefusedError("kml.only-links" if handler.links else "kml.no-placemark")
    layer = choose(list(layers), f"{prefix}{wished}" if wished else "")
    rows = layers[layer]
    geometry = np.array([*(row.geometry for row in rows), None], dtype=object)[:-1]
    table = _table(rows)
    return Reading(
        format="KML",
        layer=PurePosixPath(layer).name,
        encoding=text.encoding,
        crs_text=by_standard(geometry),
        columns=[str(c) for c in table.columns],
        table=table,
        geometry=geometry,
        issues=tuple(_issues(rows, handler.links)),
        layers={name: len(rows) for name, rows in layers.items()} if len(layers) > 1 else {},
    )


def _layers(source: Source, placemarks: Iterator[Placemark], prefix: str) -> dict[str, list[Row]]:
    """Rows by their folder's path. Where some folders have polygons, the others are labels and no layers."""
    by_folder: dict[int, tuple[Folder, list[Row]]] = {}
    same: dict[str | None, str | None] = {}
    for placemark in placemarks:
        _, rows = by_folder.setdefault(id(placemark.folder), (placemark.folder, []))
        rows.append(_row(placemark, same))
        if len(rows) > source.limits.rows:
            check_rows(len(rows), source.limits)
    found = list(by_folder.values())
    shaped = [each for each in found if any(row.polygons for row in each[1])]
    layers: dict[str, list[Row]] = {}
    for folder, rows in shaped or [each for each in found if any(row.drawn for row in each[1])]:
        path, n = prefix + folder.path(), 1
        while (name := path if n == 1 else f"{path} ({n})") in layers:
            n += 1
        layers[name] = rows
    return layers


def _table(rows: list[Row]) -> pd.DataFrame:
    table = pd.DataFrame.from_records([row.values for row in rows])
    table.index = pd.RangeIndex(1, len(rows) + 1, name="row")
    return as_codes(table, ("name",))


def _issues(rows: list[Row], links: int) -> Iterator[Issue]:
    if links:
        yield LINKS.at(None, count=links)
    if unclosed := sum(row.unclosed for row in rows):
        yield NOT_CLOSED.at(None, count=unclosed)
    yield from (BAD_COORDINATES.at(n) for n, row in enumerate(rows, 1) if row.unreadable)


def _row(placemark: Placemark, same: dict[str | None, str | None]) -> Row:
    values = {name: text for name, text in placemark.values.items() if name}
    if found := attributes(values.get("description", "")):
        del values["description"]
        values = found | values
    row = Row({name: same.setdefault(text, text) if text else None for name, text in values.items()})
    row.drawn = bool(placemark.shapes)
    row.polygons = any(shape.kind == "Polygon" for shape in placemark.shapes)
    try:
        parts = [_part(shape) for shape in placemark.shapes]
    except ValueError:
        row.unreadable = True
    else:
        row.geometry = _together([part for part, _ in parts])
        row.unclosed = sum(count for _, count in parts)
    return row


def _part(shape: Shape) -> tuple[shapely.Geometry, int]:
    """One shape, and how many of its rings are not closed."""
    if shape.kind == "Track":
        shape = Shape("Track", [" ".join(shape.rings)])
    rings = [_coordinates(text) for text in shape.rings]
    if not rings or min(map(len, rings)) < LEAST_POINTS[shape.kind]:
        raise ValueError
    if shape.kind == "Point":
        return shapely.Point(rings[0][0]), 0
    if shape.kind != "Polygon":
        return shapely.LineString(rings[0]), 0
    unclosed = sum(bool((ring[0] != ring[-1]).any()) for ring in rings)
    return shapely.Polygon(rings[0], rings[1:]), unclosed


def _coordinates(text: str) -> np.ndarray:
    """Longitude and latitude; raises ValueError."""
    tuples = [point.split(",")[:2] for point in AROUND_COMMA.sub(",", text.strip()).split()]
    if not tuples or min(map(len, tuples)) < 2:
        raise ValueError
    numbers = np.array(tuples).astype(float)
    if not (np.abs(numbers) < FARTHEST).all():
        raise ValueError
    return numbers


def _together(parts: list[shapely.Geometry]) -> shapely.Geometry | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    polygons = [part for part in parts if isinstance(part, shapely.Polygon)]
    return (
        shapely.MultiPolygon(polygons) if len(polygons) == len(parts) else shapely.GeometryCollection(parts)
    )
