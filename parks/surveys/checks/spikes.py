"""Spikes (尖刺): a vertex from which the outline runs back upon itself, as a slip of the mouse leaves it."""

from collections.abc import Iterator

import numpy as np
import shapely

from parks.surveys.checks.context import AT_ONCE, Context
from parks.surveys.checks.slivers import mean_width
from parks.surveys.checks.tolerances import tolerance
from parks.surveys.issues import Issue, Rule, Severity

SPIKE = Rule(
    "shape.spike", Severity.NEEDS_REASON,
    "图形有尖刺：界址点（东 {x:,.2f}，北 {y:,.2f}）处的夹角只有 {angle:.2f}°，尖刺长 {arm:,.1f} m，共 {count} 处",
    "The shape has {count} spikes: at E {x:,.2f}, N {y:,.2f} the angle is only {angle:.2f}°, the spike {arm:,.1f} m long",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    """One issue a row, at its longest spike; a sliver is pointed by itself, and said elsewhere."""
    sheet = context.sheet
    rows = np.flatnonzero(context.usable)
    slices = np.array_split(rows, range(AT_ONCE, len(rows), AT_ONCE))
    rows = np.concatenate([some[suspect(sheet.shapes[some])] for some in slices])
    rows = rows[mean_width(sheet.shapes[rows]) >= tolerance("sliver_width_m")]
    if not len(rows):
        return
    xy, owner, angle, arm = corners(sheet.shapes[rows])
    sharp = (angle < tolerance("spike_degrees")) & (arm >= tolerance("spike_arm_m"))
    xy, owner, angle, arm = xy[sharp], owner[sharp], angle[sharp], arm[sharp]
    for n in np.unique(owner):
        mine = np.flatnonzero(owner == n)
        k = mine[np.argmax(arm[mine])]
        at = {"x": xy[k, 0], "y": xy[k, 1], "angle": angle[k], "arm": arm[k]}
        yield SPIKE.at(sheet.rows[rows[n]], **at, count=len(mine))


def suspect(shapes: np.ndarray) -> np.ndarray:
    """Shapes that may have a spike, by one look at all coordinates: those of several rings, whose seams this does not
    know, and those where three points in a row, or those around the first, double back."""
    found = np.zeros(len(shapes), dtype=bool)
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    if not len(xy):
        return found
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    last = np.append(first[1:], len(owner)) - 1
    found[(xy[first] != xy[last]).any(axis=1)] = True
    x, y = xy.T
    found[owner[1:-1][_doubles_back(x[:-2], y[:-2], x[1:-1], y[1:-1], x[2:], y[2:])]] = True
    around = _doubles_back(x[last - 1], y[last - 1], x[first], y[first], x[first + 1], y[first + 1])
    return np.asarray(found | around, dtype=bool)


def _doubles_back(*points: np.ndarray) -> np.ndarray:
    """Whether the second of three points (x, y, x, y, x, y) is the tip of an angle no wider than a spike's."""
    x0, y0, x1, y1, x2, y2 = points
    ax, ay, bx, by = x0 - x1, y0 - y1, x2 - x1, y2 - y1
    return np.asarray(
        np.abs(ax * by - ay * bx) < np.tan(np.radians(tolerance("spike_degrees"))) * (ax * bx + ay * by)
    )


def corners(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every vertex: where it is, which shape it belongs to, its angle in degrees, and the shorter of its two sides."""
    polygons, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    closing = np.append(starts[1:], len(ring)) - 1
    step = np.diff(xy, axis=0, append=xy[:1])
    keep = np.ones(len(xy), dtype=bool)
    keep[closing] = False
    before = np.arange(len(xy)) - 1
    before[starts] = closing - 1
    out, back = step[keep], -step[before[keep]]
    cross = np.abs(out[:, 0] * back[:, 1] - out[:, 1] * back[:, 0])
    angle = np.degrees(np.arctan2(cross, (out * back).sum(axis=1)))
    arm = np.minimum(np.hypot(*out.T), np.hypot(*back.T))
    return xy[keep], of_shape[of_polygon[ring[keep]]], angle, arm
