"""Shapefile sets in a zip: nested in folders, names in any case; several sets are named, not guessed between."""

from pathlib import Path, PurePosixPath

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from parks.surveys.encoding import decide
from parks.surveys.readers import dbf
from parks.surveys.readers.archive import entries, open_zip, unpack
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.tables import check_rows, from_arrow, quiet
from parks.surveys.refusals import RefusedError

NEEDED = (".shp", ".shx", ".dbf")
WANTED = (*NEEDED, ".prj", ".cpg")


def read(source: Source) -> Reading:
    layer = _unpack(source)
    folder = source.workdir
    label = folder / "layer.cpg"
    encoding = decide(dbf.texts(folder / "layer.dbf"), label.read_bytes() if label.exists() else None)
    label.unlink(missing_ok=True)
    path = folder / "layer.shp"
    try:
        with quiet():
            check_rows(pyogrio.read_info(path, encoding=encoding.name)["features"], source.limits)
            meta, table = pyogrio.read_arrow(path, encoding=encoding.name)
    except (DataSourceError, DataLayerError, FeatureError, OSError, ValueError) as error:
        raise RefusedError("file.broken", kind="Shapefile") from error
    frame, geometry = from_arrow(table, meta, "Shapefile")
    return Reading(
        format="Shapefile",
        layer=layer,
        encoding=encoding,
        crs_text=_projection(folder / "layer.prj"),
        table=frame,
        geometry=geometry,
        short_names=True,
    )


def _unpack(source: Source) -> str:
    """Unpack the one set (or the one wished for) as layer.*; returns its name."""
    with open_zip(source.path) as archive:
        found = entries(archive)
        sets = {str(PurePosixPath(n).with_suffix("")): n for n in found if n.lower().endswith(".shp")}
        layer = choose(list(sets), source.wish.layer)
        stem = layer.lower()
        parts = {
            suffix: info for name, info in found.items() for suffix in WANTED if name.lower() == stem + suffix
        }
        if missing := [suffix for suffix in NEEDED if suffix not in parts]:
            raise RefusedError("shp.incomplete", layer=PurePosixPath(layer).name, missing="、".join(missing))
        unpack(
            archive, {f"layer{s}": i for s, i in parts.items()}, source.workdir, source.limits.unpacked_bytes
        )
    return PurePosixPath(layer).name


def choose(layers: list[str], wished: str) -> str:
    """The only layer, or the one wished for by its path or its last name."""
    listed = "、".join(sorted(layers)[:8])
    if wished:
        fitting = [n for n in layers if wished in (n, PurePosixPath(n).name)]
        if len(fitting) != 1:
            raise RefusedError("layers.unknown", name=wished[:60], names=listed)
        return fitting[0]
    if len(layers) > 1:
        raise RefusedError("layers.several", names=listed)
    return layers[0]


def _projection(path: Path) -> str | None:
    if not path.exists():
        return None
    return path.read_bytes()[:10_000].decode("utf-8", "replace").strip() or None
