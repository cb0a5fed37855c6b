"""GeoPackage: its own contents table says which layers it has; several are named, not guessed between. SQLite keeps in a
cell whatever was written there, so what GDAL would misread is read here."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import shapely

from parks.surveys.encoding import Encoding
from parks.surveys.readers.reading import Reading, Source
from parks.surveys.readers.shapefile import choose
from parks.surveys.readers.tables import DAMAGE, check_rows, first_rows, from_arrow, quiet, unreadable
from parks.surveys.refusals import RefusedError

UTF8 = Encoding("UTF-8", "GeoPackage 规定 UTF-8", "GeoPackage is UTF-8 by its standard", "", "")
WHOLE = ("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER")
DECIMAL = ("DOUBLE", "FLOAT", "REAL")
DATED = ("DATE", "DATETIME")
MISREAD = {
    **dict.fromkeys(WHOLE, "typeof({}) not in ('integer', 'null')"),
    **dict.fromkeys(DECIMAL, "{} >= ''"),
    **dict.fromkeys(DATED, "{0} is not null and date({0}, '+0 days') is not substr({0}, 1, 10)"),
}
"""By a column's declared type, which cells GDAL takes for another number or day than they say: 16O0.25 for 16, 2.5 floors
for 2, 2025年6月30日 for 1970. (To SQLite, texts are greater than numbers.)"""


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
    frame, geometry, written = from_arrow(table, meta, "GeoPackage")
    with _opened(source.path) as db:
        if (len(frame),) != db.execute(f"select count(*) from {_quoted(layer)}").fetchone():  # noqa: S608 # quoted
            raise RefusedError("file.broken", kind="GeoPackage")
        _correct(frame, db, layer)
        if shapely.is_missing(geometry).any():
            shape = _quoted(meta["geometry_name"] or "geom")
            written = _cells(db, layer, f"{shape} is not null", len(frame)).astype(bool)
    issues = unreadable(geometry, written)
    return Reading(
        "GeoPackage", layer, UTF8, meta["crs"], columns, frame, geometry, unused=unused, issues=issues
    )


def _layers(path: Path) -> list[str]:
    """Names of the feature layers; a database that is no GeoPackage has none of the tables asked for."""
    with _opened(path) as db:
        rows = db.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
    return [str(name) for (name,) in rows]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as db:
            db.text_factory = lambda text: text.decode("utf-8", "replace")
            yield db
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise RefusedError("file.broken", kind="GeoPackage") from error


def _correct(frame: pd.DataFrame, db: sqlite3.Connection, layer: str) -> None:
    """Columns with a cell that GDAL would misread become what their cells say; what is no number or day is found later."""
    kinds = {str(name): str(kind) for _, name, kind, *_ in db.execute(f"pragma table_info({_quoted(layer)})")}
    tests = {
        name: MISREAD[kinds[name].upper()].format(_quoted(name))
        for name in frame.columns
        if kinds.get(name, "").upper() in MISREAD
    }
    if not _any(db, layer, " or ".join(tests.values())):
        return
    for name, test in tests.items():
        if _any(db, layer, test):
            frame[name] = _cells(db, layer, _quoted(name), len(frame))


def _any(db: sqlite3.Connection, layer: str, test: str) -> bool:
    """Whether a row passes the test."""
    query = f"select 1 from {_quoted(layer)} where {test} limit 1"  # noqa: S608 # names are quoted
    return bool(test and db.execute(query).fetchone())


def _cells(db: sqlite3.Connection, layer: str, what: str, rows: int) -> np.ndarray:
    """One column as it is stored, in the order of the rows."""
    query = f"select {what} from {_quoted(layer)}"  # noqa: S608 # names are quoted
    cells = [cell for (cell,) in db.execute(query)]
    if len(cells) != rows:
        raise RefusedError("file.broken", kind="GeoPackage")
    return np.array([*cells, None], dtype=object)[:-1]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
