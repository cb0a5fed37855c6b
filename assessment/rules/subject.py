"""Why one park, parcel or enterprise has its land-efficiency grade, worked out again on demand from the frame of a run."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.columns import TABLES
from assessment.columns.column import Column
from assessment.errors import UnknownSubjectError
from assessment.frame import Frame
from assessment.policy.model import Policy
from assessment.rules.gates import rounded
from assessment.rules.graded_tables import Place, parts_of, place_of
from assessment.rules.grading import ADJUSTMENTS, TIES
from assessment.rules.land_efficiency import evidence_of, explain, legend_of
from assessment.rules.rule import Json
from assessment.units import unit_labels

GROUNDS = (
    "district_code",
    "industry",
    "above_scale",
    "area_m2",
    "land_mu",
    "uploaded",
    "falsified",
    "public_utility",
    "operating_years",
    *ADJUSTMENTS,
)
"""What decides, beside the indicators and what settles ties, who is graded, with whom and by which profile."""


def explain_subject(frame: Frame, policy: Policy, table: str, subject_id: int) -> Json:
    """The grade of one row of ``parks``, ``parcels`` or ``enterprises`` in full: as a park's ``grade`` explanation, with
    every input it rests on and the documents behind it.

    frame : canonical, as a run kept it.

    Raises
    ------
    UnknownSubjectError
        If the frame has no such table or row.
    """
    rows, row = find_subject(frame, table, subject_id)
    place = place_of(parts_of(table, rows, policy), row)
    legend = legend_of(place.part, policy)
    grade = explain(evidence_of(place.part, place.at), legend)
    used = {grade["profile"]["source"], *(item["source"] for item in grade["thresholds"])}
    return {
        "subject": {"table": table, "id": subject_id},
        "grade": grade,
        "inputs": inputs_of(table, rows, row, place),
        "sources": [policy.sources[name].as_dict() for name in sorted(used)],
        "year": frame.year,
    }


def find_subject(frame: Frame, table: str, subject_id: int) -> tuple[pd.DataFrame, int]:
    """The table of that name and the place of the row in it; raises UnknownSubjectError."""
    tables = dict(frame.tables())
    if table not in tables:
        raise UnknownSubjectError(f"no table {table}")
    row = int(tables[table].index.get_indexer(pd.Index([subject_id]))[0])
    if row < 0:
        raise UnknownSubjectError(f"no row {subject_id} in {table}")
    return tables[table], row


def inputs_of(name: str, table: pd.DataFrame, row: int, place: Place) -> list[Json]:
    """Every column that the row's grade rests on, in the order of declaration: value, unit, both labels."""
    wanted = {*place.part.profile.columns, *TIES, *GROUNDS}
    columns = [column for column in TABLES[name] if column.name in wanted]
    return [_input(column, table[column.name].iloc[row], place) for column in columns]


def _input(column: Column, value: Any, place: Place) -> Json:
    known = None if pd.isna(value) else value
    if column.kind == "number":
        known = rounded(value)
    elif column.kind == "boolean" and known is not None:
        known = bool(known)
    return {
        "name": column.name,
        "label_zh": column.label_zh,
        "label_en": column.label_en,
        **unit_labels(column.unit),
        "value": known,
        "indicator": column.name in place.part.profile.columns,
    }
