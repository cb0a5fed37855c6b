"""File geodatabases (文件地理数据库) in a zip, nested in folders or bare; several feature classes are named, not guessed
between, and tables without shapes are none of them."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyogrio

from parks.surveys.encoding import Encoding
from parks.surveys.readers.archive import entries, open_zip, unpack
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.tables import DAMAGE, check_rows, first_rows, from_arrow, quiet, unreadable
from parks.surveys.refusals import RefusedError

TABLE = ".gdbtable"
UTF8 = Encoding("UTF-8", "FileGDB 规定 UTF-8/UTF-16", "a FileGDB is Unicode by its format", "", "")


@dataclass(frozen=True)
class _Layer:
    path: Path
    name: str
    has_shapes: bool


def read(source: Source) -> Reading:
    layers = _layers(_unpack(source))
    wished = source.answers.layer
    shaped = [label for label, layer in layers.items() if layer.has_shapes or label == wished]
    if not layers:
        raise RefusedError("gdb.no-layer")
    if not any(layer.has_shapes for layer in layers.values()):
        raise RefusedError("file.no-geometry")
    layer = layers[choose(shaped, wished)]
    if not layer.has_shapes:
        raise RefusedError("file.no-geometry")
    return _read(source, layer)


def _read(source: Source, layer: _Layer) -> Reading:
    try:
        with quiet():
            info = pyogrio.read_info(layer.path, layer=layer.name)
            check_rows(info["features"], source.limits)
            columns = [str(name) for name in info["fields"]]
            wanted = source.wanted(columns, False)
            meta, table = pyogrio.read_arrow(layer.path, layer=layer.name, columns=wanted)
            unused = first_rows(layer.path, [c for c in columns if c not in wanted], layer=layer.name)
    except DAMAGE as error:
        raise RefusedError("file.broken", kind="FileGDB") from error
    frame, geometry, written = from_arrow(table, meta, "FileGDB")
    if len(frame) != info["features"]:  # GDAL passes over rows of a table that was cut off
        raise RefusedError("file.broken", kind="FileGDB")
    issues = unreadable(geometry, written)
    return Reading(
        "FileGDB", layer.name, UTF8, meta["crs"], columns, frame, geometry, unused=unused, issues=issues
    )


def _unpack(source: Source) -> dict[str, Path]:
    """Where each geodatabase was unpacked to, by its path in the zip."""
    with open_zip(source.path) as archive:
        found = entries(archive)
        inside = sorted({str(PurePosixPath(n).parent) for n in found if n.lower().endswith(TABLE)})
        folders = {name: source.workdir / f"{i}.gdb" for i, name in enumerate(inside)}
        wanted = {}
        for name, info in found.items():
            if folder := folders.get(str(PurePosixPath(name).parent)):
                folder.mkdir(exist_ok=True)
                wanted[f"{folder.name}/{PurePosixPath(name).name}"] = info
        unpack(archive, wanted, source.workdir, source.limits.unpacked_bytes)
    return folders


def _layers(folders: dict[str, Path]) -> dict[str, _Layer]:
    """Every table by its name, with its geodatabase's before it where there are several."""
    layers = {}
    for inside, path in folders.items():
        try:
            with quiet():
                listed = pyogrio.list_layers(path)
        except DAMAGE as error:
            raise RefusedError("file.broken", kind="FileGDB") from error
        prefix = f"{inside}/" if len(folders) > 1 else ""
        for name, kind in listed:
            layers[prefix + str(name)] = _Layer(path, str(name), kind is not None)
    return layers
