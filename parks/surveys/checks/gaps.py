"""Gaps (缝隙) of up to a meter between neighbors of one park, within the file and towards stored parcels.

For information: a wall may be that wide, a slip of digitizing as well. Only neighbors near each other are compared, and of
these no more than can be compared in a moment; where there are more, that is said."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from parks.surveys.checks.context import AT_ONCE, NOWHERE, Context, picked
from parks.surveys.checks.overlap_existing import told
from parks.surveys.checks.overlaps import SQUARE_METERS
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

WITHIN = Rule(
    "gap.within-file", Severity.NOTE,
    "与同一文件第 {other} 行之间有缝隙，约 {area:,.1f} m²、最窄 {width:.2f} m",
    "Between this and row {other} of the same file lies a gap of about {area:,.1f} m², {width:.2f} m at its narrowest",
)  # fmt: skip
STORED = Rule(
    "gap.existing", Severity.NOTE,
    "与库中宗地 {other} 之间有缝隙，约 {area:,.1f} m²、最窄 {width:.2f} m",
    "Between this and the stored parcel {other} lies a gap of about {area:,.1f} m², {width:.2f} m at its narrowest",
)  # fmt: skip
MORE = Rule(
    "gap.more", Severity.NOTE,
    "相邻而不相接的地方过多，只量了前 {measured} 处，其余没有检查缝隙",
    "There are too many neighbors that do not touch; the first {measured} were measured, the others were not searched for gaps",
)  # fmt: skip
UNSEARCHED = Rule(
    "gap.not-searched", Severity.NOTE,
    "宗地过密（{pairs:,} 对相邻），没有检查缝隙",
    "There are too many neighbors ({pairs:,} pairs) to search for gaps",
)  # fmt: skip
PAIRS_COMPARED, PAIRS_MEASURED = 100_000, 200
TOUCHING_M = 0.001


@dataclass(frozen=True)
class _Land:
    """The file's shapes, then the stored ones its uploader may see: `park` the id of each one's park."""

    rows: np.ndarray
    shapes: np.ndarray
    park: np.ndarray
    codes: np.ndarray


def check(context: Context) -> Iterator[Issue]:
    land = _land(context)
    tree = shapely.STRtree(land.shapes)
    one, two = _near(tree, land)
    if len(one) > PAIRS_COMPARED:
        yield UNSEARCHED.at(None, pairs=len(one))
        return
    width = shapely.distance(land.shapes[one], land.shapes[two])
    apart = (width > TOUCHING_M) & (width <= tolerance("gap_width_m"))
    one, two, width = one[apart], two[apart], width[apart]
    first = slice(PAIRS_MEASURED)
    area = _between(tree, land.shapes, one[first], two[first])
    for i in np.flatnonzero(area > SQUARE_METERS):
        yield _issue(context, land, one[i], two[i], {"area": area[i], "width": width[i]})
    if len(one) > PAIRS_MEASURED:
        yield MORE.at(None, measured=PAIRS_MEASURED)


def _land(context: Context) -> _Land:
    sheet, others = context.sheet, told(context)
    rows = np.flatnonzero(context.usable & (context.twin_of == NOWHERE) & (context.park != NOWHERE))
    return _Land(
        rows,
        np.concatenate([sheet.shapes[rows], others["geometry"].to_numpy(dtype=object)]),
        np.concatenate(
            [picked(context.known.parks, "id", context.park[rows]), others["park_id"].to_numpy(dtype=object)]
        ),
        others["code"].to_numpy(dtype=object),
    )


def _near(tree: shapely.STRtree, land: _Land) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of one park whose bounds are within the width of a gap, the later of a pair in the file being the first."""
    count, reach = len(land.rows), tolerance("gap_width_m")
    if not count:
        return np.zeros(0, int), np.zeros(0, int)
    found = []
    for start in range(0, count, AT_ONCE):
        some = land.shapes[start : min(start + AT_ONCE, count)]
        corners = shapely.bounds(some).reshape(-1, 2, 2) + np.array([[-reach], [reach]])
        one, two = tree.query(shapely.linestrings(corners))
        one += start
        keep = ((two < one) | (two >= count)) & (land.park[one] == land.park[two])
        found.append((one[keep], two[keep]))
    one, two = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, two


def _between(tree: shapely.STRtree, shapes: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """m² of the narrow land between each pair: what closing (grow, then shrink) adds, less what others fill."""
    if not len(one):
        return np.zeros(0)
    pair, reach = shapely.union(shapes[one], shapes[two]), tolerance("gap_width_m") / 2
    grown = shapely.buffer(pair, reach, join_style="mitre")
    added = shapely.difference(shapely.buffer(grown, -reach), pair)
    parts, of_pair = shapely.get_parts(added, return_index=True)
    joins = shapely.dwithin(parts, shapes[one[of_pair]], TOUCHING_M) & shapely.dwithin(
        parts, shapes[two[of_pair]], TOUCHING_M
    )
    parts, of_pair = parts[joins], of_pair[joins]
    area = np.bincount(of_pair, shapely.area(parts), minlength=len(one))
    at, filler = tree.query(parts, predicate="intersects")
    filled = shapely.area(shapely.intersection(parts[at], shapes[filler]))
    return np.asarray(area - np.bincount(of_pair[at], filled, minlength=len(one)))


def _issue(context: Context, land: _Land, one: int, two: int, size: dict[str, float]) -> Issue:
    row, count = context.sheet.rows[land.rows[one]], len(land.rows)
    if two < count:
        return WITHIN.at(row, other=context.sheet.rows[land.rows[two]], **size)
    return STORED.at(row, other=land.codes[two - count], **size)
