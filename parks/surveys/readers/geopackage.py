"""GeoPackage: its own contents table says which layers it has; several are named, not guessed between."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio

from parks.surveys.encoding import Encoding
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.tables import DAMAGE, check_rows, first_rows, from_arrow, quiet
from parks.surveys.refusals import RefusedError

UTF8 = Encoding("UTF-8", "GeoPackage 规定 UTF-8", "GeoPackage is UTF-8 by its standard", "", "")


def read(source: Source) -> Reading:
    layers = _layers(source.path)
    if not layers:
        raise RefusedError("gpkg.no-layer")
    layer = choose(layers, source.answers.layer)
    path = source.workdir / "layer.gpkg"
    shutil.copyfile(source.path, path)
    try:
        with quiet():
            info = pyogrio.read_info(path, layer=layer)
            check_rows(info["features"], source.limits)
            columns = [str(name) for name in info["fields"]]
            wanted = source.wanted(columns, False)
            meta, table = pyogrio.read_arrow(path, layer=layer, columns=wanted)
            unused = first_rows(path, [c for c in columns if c not in wanted], layer=layer)
    except DAMAGE as error:
        raise RefusedError("file.broken", kind="GeoPackage") from error
    frame, geometry = from_arrow(table, meta, "GeoPackage")
    return Reading("GeoPackage", layer, UTF8, meta["crs"], columns, frame, geometry, unused=unused)


def _layers(path: Path) -> list[str]:
    """Names of the feature layers; a database that is no GeoPackage has none of the tables asked for."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            rows = db.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise RefusedError("file.broken", kind="GeoPackage") from error
    return [str(name) for (name,) in rows]
