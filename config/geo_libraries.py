"""GDAL and GEOS for GeoDjango out of the pyogrio and shapely wheels, so that nothing is installed by hand."""

from importlib.util import find_spec
from pathlib import Path


def _wheel_library(package: str, pattern: str) -> str:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{package} is not installed")
    folder = Path(spec.origin).parent.parent / f"{package}.libs"
    found = sorted(folder.glob(pattern))
    if not found:
        raise RuntimeError(
            f"{package}'s wheel brings no {pattern}; set GDAL_LIBRARY_PATH and GEOS_LIBRARY_PATH"
        )
    return str(found[0])


def gdal_library() -> str:
    """Path of pyogrio's GDAL; importing pyogrio first points that library at its own data folder."""
    import pyogrio  # noqa: F401

    return _wheel_library("pyogrio", "libgdal*.so*")


def geos_library() -> str:
    """Path of shapely's GEOS C library."""
    return _wheel_library("shapely", "libgeos_c*.so*")
