"""Reading (读取): a file's content decides its format; each format has a module of its own."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from parks.surveys.answers import Answers
from parks.surveys.readers import (
    boundary_points,
    delimited,
    dxf,
    filegdb,
    geojson,
    geopackage,
    kml,
    shapefile,
    workbook,
)
from parks.surveys.readers.detect import Format, detect
from parks.surveys.readers.reading import Limits, Reading, Source, Wanted

__all__ = ["Limits", "Reading", "read"]

READERS: dict[Format, Callable[[Source], Reading]] = {
    Format.GEOPACKAGE: geopackage.read,
    Format.GEOJSON: geojson.read,
    Format.SHAPEFILE_ZIP: shapefile.read,
    Format.FILEGDB_ZIP: filegdb.read,
    Format.KML: kml.read,
    Format.KMZ: kml.read_kmz,
    Format.DXF: dxf.read,
    Format.BOUNDARY_POINTS: boundary_points.read,
    Format.WORKBOOK: workbook.read,
    Format.DELIMITED: delimited.read,
}


def everything(columns: list[str], short_names: bool) -> list[str]:
    return columns


def read(
    path: Path,
    name: str,
    answers: Answers | None = None,
    limits: Limits | None = None,
    wanted: Wanted = everything,
) -> Reading:
    """Read a file, whatever it is; the only exception is RefusedError."""
    reader = READERS[detect(path, name)]
    with TemporaryDirectory(prefix="survey-") as workdir:
        return reader(Source(path, Path(workdir), answers or Answers(), limits or Limits(), wanted))
