from collections.abc import Iterator, Mapping
from typing import Any

from parks.accounts.models import User
from parks.inventory.geojson import geojson_of
from parks.objections.services import objections_of, said_of
from parks.selections.models import Selection
from parks.selections.rows import Row, area_refs, ids_in, selection_rows

CHUNK = 2_000


Objections = Mapping[int, list[dict[str, Any]]]


def objections_in(selection: Selection) -> Objections:
    """Objections to the selection's parks, by park, as they stand at the export."""
    return objections_of("parks", ids_in(selection))


def export_rows(
    user: User, selection: Selection, objections: Objections, *, shape: bool = False
) -> Iterator[Row]:
    """The selection's parks in its order, each with its objections and what its grade was given by; with `shape`, with
    its geometry as GeoJSON text."""
    rows = selection_rows(user, selection)
    legend = selection.appraisal.legend.get("grade") if selection.appraisal else None
    if shape:
        rows = rows.annotate(shape=geojson_of("summary__geometry"))
    for row in rows.iterator(chunk_size=CHUNK):
        status, outcome = said_of(objections.get(row["id"]))
        said = {"objection_status": status, "objection_outcome": outcome, "grade_basis": _basis(row, legend)}
        yield {**row, **area_refs(row), **said}


def _basis(row: Row, legend: Mapping[str, Any] | None) -> str | None:
    """What the grade was given by; outside its own district a document is only referred to. Older runs do not say."""
    if legend is None or row["grade"] is None or row["grade_by_reference"] is None:
        return None
    return str(legend["elsewhere"]["zh"] if row["grade_by_reference"] else legend["profile"]["label_zh"])
