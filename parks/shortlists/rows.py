from collections.abc import Iterator

from parks.accounts.models import User
from parks.inventory.geojson import geojson_of
from parks.selections.models import Selection
from parks.selections.rows import Row, area_refs, selection_rows

CHUNK = 2_000


def export_rows(user: User, selection: Selection, *, shape: bool = False) -> Iterator[Row]:
    """The selection's parks in its order; with `shape`, each with its geometry as GeoJSON text."""
    rows = selection_rows(user, selection)
    if shape:
        rows = rows.annotate(shape=geojson_of("summary__geometry"))
    for row in rows.iterator(chunk_size=CHUNK):
        yield {**row, **area_refs(row)}
