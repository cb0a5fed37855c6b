"""The park a parcel belongs to: the one named, else the one that holds at least half of it. Of a park outside the
uploader's scope nothing is said here: `location` says that it is outside."""

from collections.abc import Iterator

import numpy as np
import shapely

from parks.surveys.checks.context import HELD_FROM, NOWHERE, Context, picked
from parks.surveys.issues import Issue, Rule, Severity

UNKNOWN = Rule(
    "park.unknown", Severity.MUST_FIX,
    "没有编号为“{code}”的园区",
    "There is no park with the code “{code}”",
)  # fmt: skip
NONE = Rule(
    "park.none", Severity.MUST_FIX,
    "没有填园区编号，图形也不在任何园区内（重叠不到一半），请补填园区编号",
    "No park is named, and none holds at least half of the shape; add the park's code",
)  # fmt: skip
ELSEWHERE = Rule(
    "park.elsewhere", Severity.NEEDS_REASON,
    "填写的园区是 {code}，但图形不到一半在其界线内",
    "The park named is {code}, but less than half of the shape lies within its boundary",
)  # fmt: skip
MOVED = Rule(
    "park.changed", Severity.NEEDS_REASON,
    "库中此宗地属园区 {before}，本次改属 {after}",
    "The stored parcel belongs to park {before}; this would move it to {after}",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    rows, header = context.sheet.rows, context.sheet.header("park_code")
    named = context.sheet.values["park_code"]
    has_name = named.notna().to_numpy()
    for i in np.flatnonzero(has_name & (context.park_named == NOWHERE)):
        yield UNKNOWN.at(rows[i], header, named.iloc[i], code=named.iloc[i])
    placed = context.usable & (context.district != NOWHERE)
    for i in np.flatnonzero(~has_name & (context.park_at == NOWHERE) & placed):
        yield NONE.at(rows[i])
    for i in _apart(context, placed & ~context.in_hidden_park):
        yield ELSEWHERE.at(rows[i], header, named.iloc[i], code=named.iloc[i])
    yield from _moved(context, header, has_name | context.usable)


def _apart(context: Context, rows: np.ndarray) -> np.ndarray:
    """Positions of the rows that lie mostly outside the park they name. It may hold half of a shape of which another park
    holds as much or more."""
    named = context.park_named
    doubtful = np.flatnonzero(rows & (named != NOWHERE) & (named != context.park_at))
    boundaries = context.known.parks["geometry"].to_numpy()[named[doubtful]]
    inside = shapely.area(shapely.intersection(context.sheet.shapes[doubtful], boundaries))
    return doubtful[inside < HELD_FROM * context.sheet.area_m2[doubtful]]


def _moved(context: Context, header: str, told: np.ndarray) -> Iterator[Issue]:
    """`told`: rows that name a park, or whose shape can tell it."""
    parks = context.known.parks
    now, before = picked(parks, "id", context.park), context.of_stored("park_id")
    moved = (
        (context.park != NOWHERE) & (context.stored != NOWHERE) & (now != before) & ~context.in_hidden_park
    ) & told
    codes = parks.set_index("id")["code"]
    for i in np.flatnonzero(moved):
        after = codes[now[i]]
        yield MOVED.at(
            context.sheet.rows[i], header, after, before=codes.get(before[i], before[i]), after=after
        )
