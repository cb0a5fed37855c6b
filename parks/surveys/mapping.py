"""How each column of a file was understood (字段对应), with a few of its cells: what the clerk confirms or changes."""

from collections.abc import Sequence
from typing import Any

from parks.surveys.columns import Match
from parks.surveys.issues import shown
from parks.surveys.readers.reading import Reading
from parks.surveys.values import text_of

SAMPLES = 3
LOOKED_AT = 200
"""Rows, for something that is not empty."""


def of(reading: Reading, matches: Sequence[Match]) -> list[dict[str, Any]]:
    """One entry for every column; `field` where it is used, `suggestion` where it could be."""
    return [
        {
            "column": shown(match.column),
            "field": match.field if match.is_used else None,
            "how": match.how,
            "unit": match.unit,
            "samples": _samples(reading, match.column),
            "suggestion": None if match.is_used else match.field,
        }
        for match in matches
    ]


def _samples(reading: Reading, column: str) -> list[str]:
    """The first different cells that are not empty."""
    table = reading.table if column in reading.table.columns else reading.unused
    if column not in table.columns:
        return []
    found: dict[str, None] = {}
    for cell in table[column].iloc[:LOOKED_AT]:
        if (text := text_of(cell)) is not None:
            found.setdefault(shown(text, limit=60))
        if len(found) == SAMPLES:
            break
    return list(found)
