"""Shapefile sets in a zip: nested in folders, names in any case; several sets are named, not guessed between."""

from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd
import pyogrio
import shapely

from parks.surveys.encoding import decide
from parks.surveys.issues import shown
from parks.surveys.readers import dbf
from parks.surveys.readers.archive import entries, open_zip, unpack
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.tables import DAMAGE, check_rows, first_rows, from_arrow, quiet, unreadable
from parks.surveys.refusals import RefusedError

NEEDED = (".shp", ".shx", ".dbf")
PROJECTION, LABEL = "projection.txt", "encoding.txt"
UNPACKED_AS = {
    ".shp": "layer.shp",
    ".shx": "layer.shx",
    ".dbf": "layer.dbf",
    ".prj": PROJECTION,
    ".cpg": LABEL,
}
"""Labels are judged here, so GDAL is not to see them."""
INDEX_HEADER, INDEX_ENTRY, NO_SHAPE = 100, 8, 0


def read(source: Source) -> Reading:
    layer = _unpack(source)
    folder = source.workdir
    label = folder / LABEL
    cpg = label.read_bytes() if label.exists() else None
    attributes = dbf.opened(folder / "layer.dbf")
    encoding = decide(dbf.texts(attributes), cpg, source.answers.encoding)
    dbf.mend_names(folder / "layer.dbf", encoding.name)
    path = folder / "layer.shp"
    try:
        with quiet():
            info = pyogrio.read_info(path, encoding=encoding.name)
            check_rows(info["features"], source.limits)
            _check_parts(layer, path, attributes)
            columns = [str(name) for name in info["fields"]]
            wanted = source.wanted(columns, True)
            meta, table = pyogrio.read_arrow(path, encoding=encoding.name, columns=wanted)
            rest = [c for c in columns if c not in wanted]
            unused = first_rows(path, rest, encoding=encoding.name)
    except DAMAGE as error:
        raise RefusedError("file.broken", kind="Shapefile") from error
    frame, geometry, _ = from_arrow(table, meta, "Shapefile")
    _correct(frame, columns, attributes)
    return Reading(
        format="Shapefile",
        layer=layer,
        encoding=encoding,
        crs_text=_projection(folder / PROJECTION),
        columns=columns,
        table=frame,
        geometry=geometry,
        short_names=True,
        unused=unused,
        issues=unreadable(geometry, _written(path, geometry, attributes.alive)),
    )


def _check_parts(layer: str, path: Path, attributes: dbf.Table) -> None:
    """GDAL reads what there is of both, and says nothing of the rest."""
    shapes = max((path.with_suffix(".shx").stat().st_size - INDEX_HEADER) // INDEX_ENTRY, 0)
    rows, said = len(attributes.records), attributes.said
    if not shapes == rows == said:
        raise RefusedError("shp.rows-differ", layer=layer, shapes=shapes, rows=rows, said=said)


def _correct(frame: pd.DataFrame, columns: list[str], attributes: dbf.Table) -> None:
    """Columns with a cell that GDAL misread become text, so that what is no number or day is found later."""
    for name, column in zip(columns, attributes.columns, strict=False):
        if name in frame and (cells := dbf.misread(attributes, column)):
            frame[name] = np.array([*cells, None], dtype=object)[:-1]


def _written(path: Path, shapes: np.ndarray, alive: np.ndarray) -> np.ndarray:
    """For which rows without a shape the .shp states one, or the .shx points at no place in it."""
    written = np.zeros(len(shapes), dtype=bool)
    index = np.fromfile(path.with_suffix(".shx"), dtype=">i4", offset=INDEX_HEADER)
    starts = index[: 2 * len(alive) : 2][alive]
    with path.open("rb") as file:
        for i in np.flatnonzero(shapely.is_missing(shapes)):
            file.seek(max(int(starts[i]), 0) * 2 + 8)
            written[i] = file.read(4) != NO_SHAPE.to_bytes(4, "little")
    return written


def _unpack(source: Source) -> str:
    """Unpack the one set (or the one wished for) as layer.*; returns its name."""
    with open_zip(source.path) as archive:
        found = entries(archive)
        sets = {str(PurePosixPath(n).with_suffix("")): n for n in found if n.lower().endswith(".shp")}
        layer = choose(list(sets), source.answers.layer)
        stem = layer.lower()
        parts = {
            suffix: info
            for name, info in found.items()
            for suffix in UNPACKED_AS
            if name.lower() == stem + suffix
        }
        if missing := [suffix for suffix in NEEDED if suffix not in parts]:
            raise RefusedError("shp.incomplete", layer=PurePosixPath(layer).name, missing="、".join(missing))
        unpack(
            archive,
            {UNPACKED_AS[s]: i for s, i in parts.items()},
            source.workdir,
            source.limits.unpacked_bytes,
        )
    return PurePosixPath(layer).name


def choose(layers: list[str], wished: str) -> str:
    """The only layer, or the one wished for: by its path as it is shown, or by its last name where one has it."""
    names = sorted(layers)
    listed = "、".join(names[:8])
    if wished:
        exact = [n for n in layers if wished in (n, shown(n))]
        fitting = exact or [n for n in layers if wished == PurePosixPath(n).name]
        if len(fitting) != 1:
            raise RefusedError("layers.unknown", names, name=wished[:60], names=listed)
        return fitting[0]
    if len(layers) > 1:
        raise RefusedError("layers.several", names, names=listed)
    return layers[0]


def _projection(path: Path) -> str | None:
    if not path.exists():
        return None
    data = path.read_bytes()[:10_000]
    try:
        return data.decode("utf-8").strip() or None
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace").strip()
