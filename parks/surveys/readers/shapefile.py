"""Shapefile sets in a zip: nested in folders, names in any case; several sets are named, not guessed between."""

from pathlib import Path, PurePosixPath

import pyogrio

from parks.surveys.encoding import decide
from parks.surveys.issues import shown
from parks.surveys.readers import dbf
from parks.surveys.readers.archive import entries, open_zip, unpack
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.tables import DAMAGE, check_rows, first_rows, from_arrow, quiet
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


def read(source: Source) -> Reading:
    layer = _unpack(source)
    folder = source.workdir
    label = folder / LABEL
    cpg = label.read_bytes() if label.exists() else None
    encoding = decide(dbf.texts(folder / "layer.dbf"), cpg, source.answers.encoding)
    dbf.mend_names(folder / "layer.dbf", encoding.name)
    path = folder / "layer.shp"
    try:
        with quiet():
            info = pyogrio.read_info(path, encoding=encoding.name)
            check_rows(info["features"], source.limits)
            columns = [str(name) for name in info["fields"]]
            wanted = source.wanted(columns, True)
            meta, table = pyogrio.read_arrow(path, encoding=encoding.name, columns=wanted)
            rest = [c for c in columns if c not in wanted]
            unused = first_rows(path, rest, encoding=encoding.name)
    except DAMAGE as error:
        raise RefusedError("file.broken", kind="Shapefile") from error
    frame, geometry = from_arrow(table, meta, "Shapefile")
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
    )


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
