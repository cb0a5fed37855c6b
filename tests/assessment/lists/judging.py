"""One list over a few rows; `grade` among a parcel's columns is what the evaluation gave it."""

import pandas as pd

from assessment.frame import canonical
from assessment.lists.listing import Listed
from assessment.lists.registry import LISTS
from tests.assessment.frames import frame_of, policy

RULES = {rule.name: rule for rule in LISTS}


def judged(name: str, rows: list[dict], **overrides: object) -> Listed:
    """Rows of the list's own table, with ids from 1."""
    rule = RULES[name]
    grades = [row.get("grade") for row in rows]
    own = [{key: value for key, value in row.items() if key != "grade"} for row in rows]
    tables = {"parks": own} if rule.subject == "parks" else {"parks": [{}], "parcels": own}
    frame = canonical(frame_of(**tables))
    results = {
        "parks": pd.DataFrame(index=frame.parks.index),
        "parcels": pd.DataFrame({"grade": pd.Series(grades, index=range(1, len(rows) + 1), dtype=object)}),
    }
    return rule.judge(frame, policy(**overrides), results)


def status_of(found: Listed, row: int = 1) -> str:
    """The entry's status, or for a single row without an entry the only thing that was counted."""
    if row in found.entries.index:
        return found.entries.loc[row, "status"]
    (status,) = [word for word, count in found.counts.items() if count]
    return status
