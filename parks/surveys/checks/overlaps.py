"""Overlap areas between shapes, as both overlap checks need them: chunk by chunk, and no more than can be read."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from parks.surveys.issues import Issue, Rule, Severity

SQUARE_METERS, SHARE = 1.0, 0.001
INTERIORS_MEET = "T********"
LISTED = 5_000
PAIRS_AT_ONCE = 10_000_000
"""Pairs of boxes in memory: where every shape meets every other, a chunk is that many divided by all."""
PAIRS_COMPARED = 100_000

MORE = Rule(
    "overlap.more", Severity.MUST_FIX,
    "重叠过多，这里只列出 {listed} 处，其余没有逐一列出；请先改正图形，重新上传后再查",
    "There are more overlaps than the {listed} listed here; correct the shapes and upload again to see what is left",
)  # fmt: skip


@dataclass(frozen=True)
class Overlaps:
    """Pairs (one of the shapes, other, m²); `more` where there are others that are not listed."""

    first: np.ndarray
    second: np.ndarray
    area: np.ndarray
    more: bool

    def rest(self) -> Iterator[Issue]:
        """What is said where not all pairs are listed."""
        if self.more:
            yield MORE.at(None, listed=len(self.area))


def pairs_within(shapes: np.ndarray) -> Overlaps:
    """Pairs among shapes, first < second; touching neighbors are left out."""
    return _listed(_overlapping(shapes, shapes, once=True))


def pairs_between(shapes: np.ndarray, others: np.ndarray) -> Overlaps:
    """Pairs of a shape and an other."""
    return _listed(_overlapping(shapes, others, once=False))


def matters(overlap: np.ndarray, smaller: np.ndarray) -> np.ndarray:
    """Overlaps beyond what digitizing leaves: more than 1 m² and more than 0.1 % of the smaller shape."""
    return (overlap > SQUARE_METERS) & (overlap > SHARE * smaller)


Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def _listed(found: Iterator[Pairs]) -> Overlaps:
    pieces: list[Pairs] = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
    count = 0
    for piece in found:
        pieces.append(piece)
        count += len(piece[0])
        if count > LISTED:
            break
    first, second, area = (np.concatenate(column)[:LISTED] for column in zip(*pieces, strict=True))
    return Overlaps(first, second, area, more=count > LISTED)


def _overlapping(shapes: np.ndarray, others: np.ndarray, *, once: bool) -> Iterator[Pairs]:
    tree = shapely.STRtree(others)
    mine = shapely.bounds(shapes)
    theirs = mine if others is shapes else shapely.bounds(others)
    step = max(1, PAIRS_AT_ONCE // max(1, len(others)))
    for start in range(0, len(shapes), step):
        left, right = tree.query(shapes[start : start + step])
        left = left + start
        if once:
            left, right = left[left < right], right[left < right]
        for at in range(0, len(left), PAIRS_COMPARED):
            one, two = left[at : at + PAIRS_COMPARED], right[at : at + PAIRS_COMPARED]
            near = _boxes_overlap(mine[one], theirs[two])
            if near.any():
                yield _compared(shapes, others, one[near], two[near])


def _compared(shapes: np.ndarray, others: np.ndarray, left: np.ndarray, right: np.ndarray) -> Pairs:
    shapely.prepare(shapes[np.unique(left)])
    meet = shapely.relate_pattern(shapes[left], others[right], INTERIORS_MEET)
    left, right = left[meet], right[meet]
    a, b = shapes[left], others[right]
    overlap = shapely.area(shapely.intersection(a, b))
    keep = matters(overlap, np.minimum(shapely.area(a), shapely.area(b)))
    return left[keep], right[keep], overlap[keep]


def _boxes_overlap(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Whether the bounds share more than the tolerance: cheap, and most neighbors fall out."""
    size = np.minimum(one[:, 2:], two[:, 2:]) - np.maximum(one[:, :2], two[:, :2])
    return np.asarray((size > 0).all(axis=1) & (size.prod(axis=1) > SQUARE_METERS))
