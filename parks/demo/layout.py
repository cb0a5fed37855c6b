"""The demo's geometry: parks and their lots, drawn flat, bent a little, brought to exact size and set down in the city."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from parks.demo import lots, outlines, positions, sites, sizes
from parks.demo.arrays import Floats, Ints, Shapes
from parks.demo.positions import Positions
from parks.demo.projection import to_degrees, to_meters
from parks.inventory.cities import City

YARD_SHARE = 0.025
ROW_M = 40.0


@dataclass
class Layout:
    """Geometries are in meters (EPSG:4547) but already rounded as they are stored in degrees."""

    positions: Positions
    boundaries: dict[str, shapely.Geometry]
    parks: pd.DataFrame  # district, area (code), anchor, geometry
    parcels: pd.DataFrame  # park (row number), geometry


def lay_out(city: City, count: int, rng: np.random.Generator) -> Layout:
    boundaries = _boundaries(city)
    spots = positions.place(city, boundaries, rng)
    areas, districts, anchors = sizes.draw(count, city, rng)
    drawing = lots.divide(outlines.draw(areas * 1.04, rng), rng)
    shapes, drawing = _whole(drawing, count)
    bent = _Bend(areas, shapes, rng)
    hulls = shapely.buffer(
        shapely.convex_hull(bent(shapes, np.arange(count))), sites.CLEARANCE_M, join_style="mitre"
    )
    places = sites.anchorage(city, spots, rng)
    fixed = [anchor.village if anchor else None for anchor in anchors]
    found = sites.settle(hulls, districts, fixed, boundaries, places, spots.corridors, rng)
    kept = ~drawing.lane & (rng.random(len(drawing.lane)) >= YARD_SHARE * _spare(drawing.park))
    parcel = np.flatnonzero(kept)[_reading_order(drawing.faces[kept], drawing.park[kept])]
    owner = drawing.park[parcel]
    faces = sites.rotate(bent(drawing.faces[parcel], owner), found.angle[owner], found.center[owner])
    whole = sites.rotate(bent(shapes, np.arange(count)), found.angle, found.center)
    faces, whole = as_stored(faces), as_stored(whole)
    sound = shapely.is_valid(faces) & shapely.covers(
        whole[owner], faces
    )  # rounding breaks about one in 5,000
    parks = pd.DataFrame({"district": districts, "area": found.area, "anchor": anchors, "geometry": whole})
    return Layout(spots, boundaries, parks, pd.DataFrame({"park": owner[sound], "geometry": faces[sound]}))


def _reading_order(faces: Shapes, park: Ints) -> Ints:
    """Park by park, row by row: neighbors in the list are mostly neighbors on the ground."""
    u, v = shapely.get_coordinates(shapely.centroid(faces)).T
    return np.lexsort([u, np.round(v / ROW_M), park])


def as_stored(shapes: Shapes) -> Shapes:
    return shapely.transform(shapes, lambda c: to_meters(to_degrees(c)))


def _boundaries(city: City) -> dict[str, shapely.Geometry]:
    """Districts in meters, each without any sliver that a neighbor claims too."""
    whole = {code: shapely.transform(shape, to_meters) for code, shape in city.boundaries.items()}
    return {
        code: shape.difference(shapely.union_all([other for key, other in whole.items() if key != code]))
        for code, shape in whole.items()
    }


def _spare(park: Ints) -> Floats:
    """1 where a park has lots enough to spare one as a yard."""
    return (np.bincount(park)[park] > 5).astype(float)


def _whole(drawing: lots.Drawing, count: int) -> tuple[Shapes, lots.Drawing]:
    """Each park as the union of its faces (largest piece, holes filled as yards), and only the faces within it."""
    order = np.argsort(drawing.park, kind="stable")
    faces, park, lane = drawing.faces[order], drawing.park[order], drawing.lane[order]
    edges = np.searchsorted(park, np.arange(count + 1))
    shapes = np.empty(count, dtype=object)
    for number in range(count):
        union = shapely.coverage_union_all(faces[edges[number] : edges[number + 1]])
        parts = shapely.get_parts(union)
        largest = parts[shapely.area(parts).argmax()]
        shapes[number] = shapely.Polygon(largest.exterior)
    within = shapely.intersects(shapes[park], shapely.point_on_surface(faces))
    return shapes, lots.Drawing(faces[within], park[within], lane[within])


class _Bend:
    """Bend a park's plane gently (two shears, which keep areas), center it and scale it to its exact area.

    The same function moves parks and lots, vertex by vertex, so what was shared stays shared.
    """

    def __init__(self, areas: Floats, shapes: Shapes, rng: np.random.Generator) -> None:
        count = len(areas)
        size = np.sqrt(areas)
        self.wave = rng.uniform(1.6, 3.5, (2, count)) * size
        self.phase = rng.uniform(0, 2 * np.pi, (2, count))
        self.swing = rng.normal(0, 0.035, (2, count)) * self.wave / (2 * np.pi)
        self.middle = shapely.get_coordinates(shapely.centroid(shapes))
        self.scale = np.ones(count)
        self.scale = np.sqrt(areas / shapely.area(self(shapes, np.arange(count))))

    def __call__(self, shapes: Shapes, park: Ints) -> Shapes:
        coordinates, index = shapely.get_coordinates(shapes, return_index=True)
        which = park[index]
        u, v = (coordinates - self.middle[which]).T
        u = u + self._sway(0, v, which)
        v = v + self._sway(1, u, which)
        return shapely.set_coordinates(shapes.copy(), np.stack([u, v], axis=1) * self.scale[which][:, None])

    def _sway(self, axis: int, position: Floats, which: Ints) -> Floats:
        turn = 2 * np.pi * position / self.wave[axis][which] + self.phase[axis][which]
        return np.asarray(self.swing[axis][which] * np.sin(turn))
