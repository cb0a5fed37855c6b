"""Dated boundaries (界线): every park is surveyed, many stand on the list with a coarser line, a few were approved in part."""

import numpy as np
import pandas as pd
import shapely
import shapely.affinity

from parks.demo.layout import Layout, as_stored
from parks.demo.sizes import anchored

LISTED_SHARE, APPROVED_SHARE = 0.55, 0.04


def date(layout: Layout, parks: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    shapes = parks["geometry"].to_numpy()
    surveyed = _rows(parks.index.to_numpy(), "surveyed", shapes, _days("2024-03-01", 540, len(parks), rng))
    known = parks["anchor"].notna().to_numpy()
    listed = np.flatnonzero((rng.random(len(parks)) < LISTED_SHARE) | known)
    coarse = [
        shapes[i] if known[i] else _coarse(shapes[i], layout.boundaries[parks["district"][i]], rng)
        for i in listed
    ]
    approved = np.flatnonzero((rng.random(len(parks)) < APPROVED_SHARE) & ~known)
    parts = [
        _part(shapes[i], rng.uniform(0.5, 0.9) * shapes[i].area, rng.uniform(0, np.pi)) for i in approved
    ]
    for number, anchor in anchored(parks):
        if anchor.approved_ha:
            approved = np.append(approved, [number])
            parts.append(_part(shapes[number], anchor.approved_ha * 1e4, 0.6))
    return pd.concat(
        [
            surveyed,
            _rows(
                listed, "listed", np.array(coarse, dtype=object), _days("2018-06-01", 400, len(listed), rng)
            ),
            _rows(
                approved,
                "approved",
                np.array(parts, dtype=object),
                _days("2022-06-01", 900, len(approved), rng),
            ),
        ],
        ignore_index=True,
    )


def _days(first: str, span: int, count: int, rng: np.random.Generator) -> np.ndarray:
    return (np.datetime64(first) + rng.integers(0, span, count)).astype(str)


def _rows(park: np.ndarray, kind: str, shapes: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    valid = [f"[{day},)" for day in days]
    return pd.DataFrame({"park": park, "kind": kind, "valid": valid, "geometry": as_stored(shapes)})


def _coarse(shape: shapely.Polygon, district: shapely.Geometry, rng: np.random.Generator) -> shapely.Geometry:
    """As drawn on a small-scale map: simplified and somewhat too large or too small."""
    margin = rng.normal(0, 0.035) * np.sqrt(shape.area)
    drawn = shape.simplify(0.03 * np.sqrt(shape.area)).buffer(margin, join_style="mitre")
    within = drawn.intersection(district)
    return within if within.geom_type == "Polygon" and within.area > 3000 else shape


def _part(shape: shapely.Polygon, area: float, angle: float) -> shapely.Geometry:
    """The piece of this area on one side of a straight line, found by bisection."""
    middle = shape.centroid
    reach = 2 * shape.length
    turned = shapely.affinity.rotate(shape, angle, origin=middle, use_radians=True)
    west, south, east, north = turned.bounds
    low, high = west, east
    for _ in range(50):
        cut = (low + high) / 2
        piece = turned.intersection(shapely.box(west - reach, south - reach, cut, north + reach))
        low, high = (cut, high) if piece.area < area else (low, cut)
    largest = max(shapely.get_parts(piece), key=lambda part: part.area)
    return shapely.affinity.rotate(largest, -angle, origin=middle, use_radians=True)
